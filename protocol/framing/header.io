// Headers, a blank line, the message; answers the same way, with nothing but Content-Length.
//! framing: header
>> Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
>> Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"info"}
<< {"jsonrpc":"2.0","id":2,"result":{"framing":"header","<...>":"<any>"}}
