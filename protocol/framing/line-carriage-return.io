// A carriage return before the newline is no part of the message, and none is written.
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\r\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> {"jsonrpc":"2.0","id":2,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
