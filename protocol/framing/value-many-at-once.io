// One value in many pieces, and several in one; brackets in strings are not counted.
//! framing: line
>> { "jsonrpc":\n
>> "2.0", "id": "}{\\"][\xF0\x9F
>> \x98\x80", "meth
>> od": "ping" }
<<= {"jsonrpc":"2.0","id":"}{\\"][😀","result":{}}\n
>> {\n  "jsonrpc": "2.0",\n  "id": 1,\n  "method": "ping"\n}{\n  "jsonrpc": "2.0",\n  "id": 2,\n  "method": "ping"\n}{"jsonrpc":"2.0","id":3,"method":"ping"}
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
<<= {"jsonrpc":"2.0","id":3,"result":{}}\n
