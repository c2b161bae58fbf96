// A record separator at the very front decides for values, as in JSON text sequences (RFC 7464); it may stand before each
// value, and none is written.
//! framing: line
>> \x1E{"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> \x1E{\n  "jsonrpc": "2.0",\n  "id": 2,\n  "method": "ping"\n}\n
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
>> {"jsonrpc":"2.0","id":3,"method":"info"}\n
<< {"jsonrpc":"2.0","id":3,"result":{"framing":"value","<...>":"<any>"}}
// A value that was cut short ends at the next separator.
>> \x1E{"jsonrpc":"2.0","id":4,\n\x1E{"jsonrpc":"2.0","id":5,"method":"ping"}\n
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","<...>":"<any>"}}}
<<= {"jsonrpc":"2.0","id":5,"result":{}}\n
