// Two on the first line: values again, with blanks between them or without.
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}{"jsonrpc":"2.0","id":2,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
>> {"jsonrpc":"2.0","id":3,"method":"ping"} \t{"jsonrpc":"2.0","id":4,"method":"ping"}\n\n\r\n{"jsonrpc":"2.0","id":5,"method":"ping"}
<<= {"jsonrpc":"2.0","id":3,"result":{}}\n
<<= {"jsonrpc":"2.0","id":4,"result":{}}\n
<<= {"jsonrpc":"2.0","id":5,"result":{}}\n
>> {"jsonrpc":"2.0","id":6,"method":"info"}
<< {"jsonrpc":"2.0","id":6,"result":{"framing":"value","<...>":"<any>"}}
