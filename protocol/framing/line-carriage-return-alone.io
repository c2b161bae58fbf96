// A carriage return alone ends no line.
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> {"jsonrpc":"2.0","id":2,"method":"ping"}\r{"jsonrpc":"2.0","id":3,"method":"ping"}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"contentAfterValue","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":4,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":4,"result":{}}\n
