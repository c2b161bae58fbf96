// Lines that end with a newline alone will do; CRLF is written.
//! framing: header
>> Content-Length: 40\n\n{"jsonrpc":"2.0","id":1,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
>> Content-Length: 40\r\n\n{"jsonrpc":"2.0","id":2,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":2,"result":{}}
>> Content-Length: 40\n\r\n{"jsonrpc":"2.0","id":3,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":3,"result":{}}
