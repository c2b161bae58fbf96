// The only line, too: echo -n '...' | flow-sidecar
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}
//! close: input
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
