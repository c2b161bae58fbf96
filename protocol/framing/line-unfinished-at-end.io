// What the end of the input cuts short is answered like any other fault.
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n{"jsonrpc":"2.0"
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
//! close: input
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpectedEnd","<...>":"<any>"}}}
