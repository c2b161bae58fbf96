// What is not UTF-8 is no message.
//! framing: header
>> Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
>> Content-Length: 42\r\n\r\n{"jsonrpc":"2.0","id":"\xFF","method":"ping"}Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"invalidUTF8","<...>":"<any>"}}}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":2,"result":{}}
