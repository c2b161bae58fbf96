// What is not UTF-8 is no message; the next line is one.
//! framing: line
>> {"jsonrpc":"2.0","id":"\xFF","method":"ping"}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"invalidUTF8","offset":23,"<...>":"<any>"}}}
// An overlong form, half a surrogate pair, and a character that is cut short.
>> {"jsonrpc":"2.0","id":"\xC0\xAF","method":"ping"}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"invalidUTF8","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":"\xED\xA0\x80","method":"ping"}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"invalidUTF8","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":"\xE2\x82","method":"ping"}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"invalidUTF8","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
