// Blanks and empty lines between messages are passed over.
//! framing: header
>> \r\n\n Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
>> \r\n\r\nContent-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}\n
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":2,"result":{}}
>> Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":3,"method":"ping"}\r\n
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":3,"result":{}}
