// A body may be laid out over lines; the answer is on one.
//! framing: header
>> Content-Length: 54\r\n\r\n{\r\n  "jsonrpc": "2.0",\n\t"id": 1,\n  "method": "ping"\n}\n
<<= Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{}}
