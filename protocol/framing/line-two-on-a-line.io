// Once a message a line has been found, a line holds one message.
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> {"jsonrpc":"2.0","id":2,"method":"ping"}{"jsonrpc":"2.0","id":3,"method":"ping"}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"contentAfterValue","offset":40,"line":1,"column":41,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":4,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":4,"result":{}}\n
