// Nothing is no message.
//! framing: header
>> Content-Length: 0\r\n\r\nContent-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpectedEnd","<...>":"<any>"}}}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
