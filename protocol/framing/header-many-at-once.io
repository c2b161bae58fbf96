// Several messages in one piece, and one message in many.
//! framing: header
>> Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":3,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":2,"result":{}}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":3,"result":{}}
>> Content-Le
>> ngth: 4
>> 5\r
>> \n\r
>> \n{"jsonrpc":"2.0",
>> "id":"\xF0\x9F
>> \x98\x80","method":"ping"
>> }
<<= Content-Length: 41\r\n\r\n{"jsonrpc":"2.0","id":"😀","result":{}}
