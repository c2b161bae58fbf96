// The length is in bytes, not in characters, in both directions.
//! framing: header
>> Content-Length: 43\r\n\r\n{"jsonrpc":"2.0","id":"é","method":"ping"}
<<= Content-Length: 39\r\n\r\n{"jsonrpc":"2.0","id":"é","result":{}}
>> Content-Length: 55\r\n\r\n{"jsonrpc":"2.0","id":"日本語 😀","method":"ping"}
<<= Content-Length: 51\r\n\r\n{"jsonrpc":"2.0","id":"日本語 😀","result":{}}
