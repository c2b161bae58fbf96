// JSON that is no JSON-RPC 2.0 request.
>> {"jsonrpc":"2.0","id":0,"method":"ping"}
<< {"jsonrpc":"2.0","id":0,"result":{}}
>> 1
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}}
>> "ping"
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}}
>> null
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}}
>> true
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}}
>> {}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badVersion","<...>":"<any>"}}}
>> {"foo":"boo"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badVersion","<...>":"<any>"}}}

// The id is sent back when it can be read.
>> {"id":1,"method":"ping"}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badVersion","<...>":"<any>"}}}
>> {"jsonrpc":"1.0","id":1,"method":"ping"}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badVersion","<...>":"<any>"}}}
>> {"jsonrpc":2.0,"id":1,"method":"ping"}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badVersion","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badMethod","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":1}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badMethod","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"METHOD":"ping"}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badMethod","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":"ping","params":"bar"}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badParams","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":"ping","params":5}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badParams","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":"ping","params":false}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badParams","<...>":"<any>"}}}

// Members nobody knows are no fault.
>> {"jsonrpc":"2.0","id":2,"method":"ping","traceparent":"00-0-0-00"}
<< {"jsonrpc":"2.0","id":2,"result":{}}
