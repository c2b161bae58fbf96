// Values that are no messages: a number ends at the first byte that cannot belong to it.
//! framing: line
>> {\n  "jsonrpc": "2.0",\n  "id": 1,\n  "method": "ping"\n}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> 12 true\n"a{"\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"notAnObject","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":2,"method":"ping"}
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
