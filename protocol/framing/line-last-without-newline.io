// The last line needs no newline; the answer has one.
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n{"jsonrpc":"2.0","id":2,"method":"ping"}
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
//! close: input
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
