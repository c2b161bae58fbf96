// A length that is too short, as from a client that counts characters: the message is cut, and the next header is found.
//! framing: header
>> Content-Length: 44\r\n\r\n{"jsonrpc":"2.0","id":"ééé","method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unclosedString","<...>":"<any>"}}}
>> Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":2,"result":{}}
