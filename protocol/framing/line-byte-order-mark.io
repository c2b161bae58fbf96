// A byte order mark is passed over, in front of everything and at the start of a later line.
//! framing: line
>> \xEF\xBB\xBF{"jsonrpc":"2.0","id":1,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> \xEF\xBB\xBF{"jsonrpc":"2.0","id":2,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
// A line with nothing else on it is blank.
>> \xEF\xBB\xBF\n{"jsonrpc":"2.0","id":3,"method":"ping"}\n
<<= {"jsonrpc":"2.0","id":3,"result":{}}\n
