// Names in any case, with or without blanks around the colon.
//! framing: header
>> content-length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
>> CONTENT-LENGTH:40\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":2,"result":{}}
>> Content-Length \t: \t40 \t\r\n\r\n{"jsonrpc":"2.0","id":3,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":3,"result":{}}
>> Content-Length: 00040\r\n\r\n{"jsonrpc":"2.0","id":4,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":4,"result":{}}
