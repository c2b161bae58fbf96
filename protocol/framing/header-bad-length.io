// A length that is no number of bytes: told once, and the next header is found.
//! framing: header
>> Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
>> Content-Length: forty\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":3,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"badHeader","<...>":"<any>"}}}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":3,"result":{}}
>> Content-Length: -1\r\n\r\nContent-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":4,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"badHeader","<...>":"<any>"}}}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":4,"result":{}}
>> Content-Length: 99999999999999999999\r\n\r\nContent-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":5,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"badHeader","<...>":"<any>"}}}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":5,"result":{}}
>> Content-Length:\r\n\r\nContent-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":6,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"badHeader","<...>":"<any>"}}}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":6,"result":{}}
