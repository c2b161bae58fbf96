// Once a message a line has been found, a record separator is no part of one.
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> \x1E{"jsonrpc":"2.0","id":2,"method":"ping"}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpected","offset":0,"line":1,"column":1,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":3,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":3,"result":{}}\n
