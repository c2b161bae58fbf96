// In front of everything a byte order mark is passed over.
//! framing: header
>> \xEF\xBB\xBFContent-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
