// Headers without a length.
//! framing: header
>> Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
>> Content-Type: application/json\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":3,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"badHeader","<...>":"<any>"}}}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":3,"result":{}}
