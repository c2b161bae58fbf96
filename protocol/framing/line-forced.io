// --framing line: a message that is spread over lines is as many faults as it has lines.
//! framing: line
//! arguments: --simulate --framing line
>> {\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpectedEnd","<...>":"<any>"}}}
>> }\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpected","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
