// A value that was not closed is told when the next one begins, in front of a line.
//! framing: line
>> {\n  "jsonrpc": "2.0",\n  "id": 1,\n  "method": "ping"\n}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> {\n  "jsonrpc": "2.0",\n  "params": {\n    "a": 1\n  }\n{"jsonrpc":"2.0","id":2,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpectedEnd","<...>":"<any>"}}}
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
