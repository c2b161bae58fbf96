// One frame for a batch, one for its answers.
//! framing: header
>> Content-Length: 83\r\n\r\n[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","id":2,"method":"ping"}]
<<= Content-Length: 75\r\n\r\n[{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"result":{}}]
