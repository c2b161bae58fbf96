// Carriage returns and byte order marks between values are passed over.
//! framing: line
>> \xEF\xBB\xBF{\r\n  "jsonrpc": "2.0",\r\n  "id": 1,\r\n  "method": "ping"\r\n}\r\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> \xEF\xBB\xBF{\n  "jsonrpc": "2.0",\n  "id": 2,\n  "method": "ping"\n}\r\n\xEF\xBB\xBF
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
