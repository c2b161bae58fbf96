// --framing value: a message on a line is a value as well, and is answered when its last bracket is read.
//! framing: line
//! arguments: --simulate --framing value
>> {"jsonrpc":"2.0","id":1,"method":"ping"}
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> {"jsonrpc":"2.0","id":2,"method":"info"}
<< {"jsonrpc":"2.0","id":2,"result":{"framing":"value","<...>":"<any>"}}
