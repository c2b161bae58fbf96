// A host of the Model Context Protocol begins with initialize and a protocolVersion; from then on that is spoken.
>> {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"host","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{},"resources":{}},"serverInfo":{"name":"flow-sidecar","version":"<string>"},"instructions":"<string>"}}
>> {"jsonrpc":"2.0","method":"notifications/initialized"}
>> {"jsonrpc":"2.0","id":2,"method":"ping"}
<< {"jsonrpc":"2.0","id":2,"result":{}}

// The tools and resources never change, so all of a list is on one page.
>> {"jsonrpc":"2.0","id":3,"method":"tools/list","params":{}}
<< {"jsonrpc":"2.0","id":3,"result":{"tools":"<any>"}}
>> {"jsonrpc":"2.0","id":4,"method":"tools/list","params":{"cursor":"2"}}
<< {"jsonrpc":"2.0","id":4,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}

// What the plain protocol calls a method is a tool here.
>> {"jsonrpc":"2.0","id":5,"method":"connection.get","params":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}
<< {"jsonrpc":"2.0","id":5,"error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"hint":"This session speaks the Model Context Protocol: call the tool connection_get with tools/call.","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":6,"method":"tools/lists","params":{}}
<< {"jsonrpc":"2.0","id":6,"error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"suggestion":"tools/list","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":7,"method":"prompts/list","params":{}}
<< {"jsonrpc":"2.0","id":7,"error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"<...>":"<any>"}}}

// Notifications that mean nothing here are ignored.
>> {"jsonrpc":"2.0","method":"notifications/roots/list_changed"}
>> {"jsonrpc":"2.0","method":"tools/call","params":{"name":"info"}}

// A second handshake is answered as the first one. A version that is not known gives the newest that has a handshake.
>> {"jsonrpc":"2.0","id":8,"method":"initialize","params":{"protocolVersion":"2024-11-05","capabilities":{},"clientInfo":{"name":"host","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":8,"result":{"protocolVersion":"2024-11-05","capabilities":{"tools":{},"resources":{}},"serverInfo":{"name":"flow-sidecar","version":"<string>"},"instructions":"<string>"}}
>> {"jsonrpc":"2.0","id":9,"method":"initialize","params":{"protocolVersion":"1999-12-31","capabilities":{},"clientInfo":{"name":"host","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":9,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{},"resources":{}},"serverInfo":{"name":"flow-sidecar","version":"<string>"},"instructions":"<string>"}}
>> {"jsonrpc":"2.0","id":10,"method":"initialize","params":{"capabilities":{}}}
<< {"jsonrpc":"2.0","id":10,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}

// Batches were part of one version, and are understood in all.
>> [{"jsonrpc":"2.0","id":"a","method":"ping"},{"jsonrpc":"2.0","method":"notifications/initialized"},{"jsonrpc":"2.0","id":"b","method":"tools/call","params":{"name":"nothing"}}]
<< [{"jsonrpc":"2.0","id":"a","result":{}},{"jsonrpc":"2.0","id":"b","error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}]
