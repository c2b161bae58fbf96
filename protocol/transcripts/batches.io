// Several requests in one array: one array of answers, in the order of the requests.
>> [{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"initialized"},{"jsonrpc":"2.0","id":"2","method":"no.such.method"},{"foo":"boo"},{"jsonrpc":"2.0","id":3,"method":"ping"},[],7]
<< [{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":"2","error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"<...>":"<any>"}}},{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"badVersion","<...>":"<any>"}}},{"jsonrpc":"2.0","id":3,"result":{}},{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}},{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}}]

// One request is an array of one.
>> [{"jsonrpc":"2.0","id":4,"method":"ping"}]
<< [{"jsonrpc":"2.0","id":4,"result":{}}]

// An empty array is no batch.
>> []
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"emptyBatch","<...>":"<any>"}}}

// Arrays of what are no requests.
>> [1]
<< [{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}}]
>> [1,2,3]
<< [{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}},{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}},{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}}]

// Notifications alone are not answered at all.
>> [{"jsonrpc":"2.0","method":"initialized"},{"jsonrpc":"2.0","method":"$/whatever"}]
>> {"jsonrpc":"2.0","id":6,"method":"ping"}
<< {"jsonrpc":"2.0","id":6,"result":{}}
