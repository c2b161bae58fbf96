// Words: the rest of the line is passed over.
//! framing: line
>> {\n  "jsonrpc": "2.0",\n  "id": 1,\n  "method": "ping"\n}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> hello world\n{"jsonrpc":"2.0","id":2,"method":"ping"}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpected","<...>":"<any>"}}}
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
