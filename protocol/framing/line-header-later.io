// The framing is found once: a header is no message here.
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> Content-Length: 40\r\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpected","<...>":"<any>"}}}
>> \r\n{"jsonrpc":"2.0","id":2,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
