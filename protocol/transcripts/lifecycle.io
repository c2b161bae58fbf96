// Clients of the Language Server Protocol begin and end a session like this. None of it is needed.
//! exit: 0
>> {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"clientInfo":{"name":"editor","version":"1.0"},"capabilities":{"general":{"positionEncodings":["utf-8"]}}}}
<< {"jsonrpc":"2.0","id":1,"result":{"capabilities":"<any>","serverInfo":{"name":"flow-sidecar","version":"<string>","<...>":"<any>"},"<...>":"<any>"}}
>> {"jsonrpc":"2.0","method":"initialized","params":{}}
>> {"jsonrpc":"2.0","id":2,"method":"ping"}
<< {"jsonrpc":"2.0","id":2,"result":{}}

// After shutdown nothing new is begun.
>> {"jsonrpc":"2.0","id":3,"method":"shutdown"}
<< {"jsonrpc":"2.0","id":3,"result":{}}
>> {"jsonrpc":"2.0","id":4,"method":"ping"}
<< {"jsonrpc":"2.0","id":4,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"shutDown","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","method":"exit"}
