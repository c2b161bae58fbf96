// The end of the input within a value.
//! framing: line
>> {\n  "jsonrpc": "2.0",\n  "id": 1,\n  "method": "ping"\n}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> {\n  "jsonrpc": 
//! close: input
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpectedEnd","<...>":"<any>"}}}
