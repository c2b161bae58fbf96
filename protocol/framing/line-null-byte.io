// A byte 0 is as wrong as any other control character.
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> {"jsonrpc":"2.0","id":"\x00","method":"ping"}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"controlCharacter","<...>":"<any>"}}}
>> \x00\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpected","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":2,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
