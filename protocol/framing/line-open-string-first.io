// A first line that ends within a string is a line with a fault, not the start of something longer.
//! framing: line
>> {"jsonrpc":"2.0,\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unclosedString","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
