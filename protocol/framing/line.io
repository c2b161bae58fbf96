// One message a line, ended by a newline; one line comes back.
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> {"jsonrpc":"2.0","id":2,"method":"info"}\n
<< {"jsonrpc":"2.0","id":2,"result":{"framing":"line","<...>":"<any>"}}
