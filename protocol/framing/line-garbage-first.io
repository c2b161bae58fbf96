// What begins with neither a bracket nor C is answered a line each, so that whoever starts by hand sees why.
//! framing: line
>> hello\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpected","offset":0,"line":1,"column":1,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
