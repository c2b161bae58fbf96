// A length that is too long swallows what follows, up to the next header.
//! framing: header
>> Content-Length: 49\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"contentAfterValue","<...>":"<any>"}}}
>> Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":3,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":3,"result":{}}
