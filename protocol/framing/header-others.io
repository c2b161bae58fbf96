// Other headers, in any order, are passed over; the charset is UTF-8 by any of its names.
//! framing: header
>> Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
>> Content-Length: 40\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":2,"result":{}}
>> X-Trace: a: b\r\nContent-Length: 40\r\nX-Empty:\r\n\r\n{"jsonrpc":"2.0","id":3,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":3,"result":{}}
>> Content-Type: application/json; charset="UTF-8"\r\nContent-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":4,"method":"ping"}
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":4,"result":{}}
