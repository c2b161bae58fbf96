// A batch over several lines; one line of answers.
//! framing: line
>> [\n  {"jsonrpc":"2.0","id":1,"method":"ping"},\n  {"jsonrpc":"2.0","id":2,"method":"ping"}\n]
<<= [{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"result":{}}]\n
>> {"jsonrpc":"2.0","id":3,"method":"ping"}
<<= {"jsonrpc":"2.0","id":3,"result":{}}\n
