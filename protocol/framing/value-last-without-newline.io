// The end of the input ends the last value.
//! framing: line
>> {\n  "jsonrpc": "2.0",\n  "id": 1,\n  "method": "ping"\n}
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> \n{"jsonrpc":"2.0","id":2,"method":"ping"}
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
>> 12
//! close: input
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}}
