// An id comes back byte for byte as it was sent. These answers are compared as bytes.
>> {"jsonrpc":"2.0","id":1,"method":"ping"}
<<= {"jsonrpc":"2.0","id":1,"result":{}}
>> {"jsonrpc":"2.0","id":0,"method":"ping"}
<<= {"jsonrpc":"2.0","id":0,"result":{}}
>> {"jsonrpc":"2.0","id":-0,"method":"ping"}
<<= {"jsonrpc":"2.0","id":-0,"result":{}}
>> {"jsonrpc":"2.0","id":-1,"method":"ping"}
<<= {"jsonrpc":"2.0","id":-1,"result":{}}
>> {"jsonrpc":"2.0","id":1.0,"method":"ping"}
<<= {"jsonrpc":"2.0","id":1.0,"result":{}}
>> {"jsonrpc":"2.0","id":1.5,"method":"ping"}
<<= {"jsonrpc":"2.0","id":1.5,"result":{}}
>> {"jsonrpc":"2.0","id":1e3,"method":"ping"}
<<= {"jsonrpc":"2.0","id":1e3,"result":{}}
>> {"jsonrpc":"2.0","id":1E+3,"method":"ping"}
<<= {"jsonrpc":"2.0","id":1E+3,"result":{}}
>> {"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}
<<= {"jsonrpc":"2.0","id":9007199254740993,"result":{}}
>> {"jsonrpc":"2.0","id":12345678901234567890123,"method":"ping"}
<<= {"jsonrpc":"2.0","id":12345678901234567890123,"result":{}}
>> {"jsonrpc":"2.0","id":"","method":"ping"}
<<= {"jsonrpc":"2.0","id":"","result":{}}
>> {"jsonrpc":"2.0","id":"0","method":"ping"}
<<= {"jsonrpc":"2.0","id":"0","result":{}}
>> {"jsonrpc":"2.0","id":"1","method":"ping"}
<<= {"jsonrpc":"2.0","id":"1","result":{}}
>> {"jsonrpc":"2.0","id":"a/b c","method":"ping"}
<<= {"jsonrpc":"2.0","id":"a/b c","result":{}}
>> {"jsonrpc":"2.0","id":"\u0041","method":"ping"}
<<= {"jsonrpc":"2.0","id":"\u0041","result":{}}
>> {"jsonrpc":"2.0","id":"\ud83d\ude00","method":"ping"}
<<= {"jsonrpc":"2.0","id":"\ud83d\ude00","result":{}}
>> {"jsonrpc":"2.0","id":"😀","method":"ping"}
<<= {"jsonrpc":"2.0","id":"😀","result":{}}
>> {"jsonrpc":"2.0","id":"\/","method":"ping"}
<<= {"jsonrpc":"2.0","id":"\/","result":{}}
>> {"jsonrpc":"2.0","id":null,"method":"ping"}
<<= {"jsonrpc":"2.0","id":null,"result":{}}

// The order of the members does not matter, nor do blanks.
>> { "method" : "ping" , "id" : 1.00 , "jsonrpc" : "2.0" }
<<= {"jsonrpc":"2.0","id":1.00,"result":{}}

// No ids: an array, an object, a boolean.
>> {"jsonrpc":"2.0","id":[1],"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badID","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":{"a":1},"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badID","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":true,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badID","<...>":"<any>"}}}

// Too long an id is not sent back.
>> {"jsonrpc":"2.0","id":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"idTooLong","<...>":"<any>"}}}
