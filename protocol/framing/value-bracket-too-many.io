// A bracket that nothing opened: told once, and the next line that begins a value is read.
//! framing: line
>> {\n  "jsonrpc": "2.0",\n  "id": 1,\n  "method": "ping"\n}}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpected","<...>":"<any>"}}}
>> {\n  "jsonrpc": "2.0",\n  "id": 2,\n  "method": "ping"\n}
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
