// A string that is not closed ends with its line; the rest of that value is passed over.
//! framing: line
>> {\n  "jsonrpc": "2.0",\n  "id": 1,\n  "method": "ping"\n}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> {\n  "a": "b,\n  "c": {\n  }\n}\n{"jsonrpc":"2.0","id":2,"method":"ping"}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"controlCharacter","<...>":"<any>"}}}
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
