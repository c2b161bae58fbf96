// Several messages in one piece, and one message in many.
//! framing: line
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n{"jsonrpc":"2.0","id":2,"method":"ping"}\n{"jsonrpc":"2.0","id":3,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
<<= {"jsonrpc":"2.0","id":3,"result":{}}\n
>> {"jsonrpc":"2.0",
>> "id":"\xF0\x9F
>> \x98\x80","method":"pi
>> ng"}
>> \n
<<= {"jsonrpc":"2.0","id":"😀","result":{}}\n
