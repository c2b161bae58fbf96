// What is no header is passed over to the next one, and told once, however many lines it has.
//! framing: header
>> Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}some junk\nmore junk\n\nContent-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"badHeader","<...>":"<any>"}}}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":2,"result":{}}
// A message without a header is junk.
>> {"jsonrpc":"2.0","id":3,"method":"ping"}\nContent-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":4,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"badHeader","<...>":"<any>"}}}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":4,"result":{}}
