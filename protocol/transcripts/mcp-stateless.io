// Version 2026-07-28 has no handshake: a request that says so in its _meta is served by itself.
>> {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","ttlMs":"<integer>","cacheScope":"public","supportedVersions":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"capabilities":{"tools":{},"resources":{}},"instructions":"<string>","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"flow-sidecar","version":"<string>"}}}}
>> {"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":2,"result":{"resultType":"complete","ttlMs":"<integer>","cacheScope":"public","tools":"<any>","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"flow-sidecar","version":"<string>"}}}}
>> {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"connection_create","arguments":{"name":"Acme without state","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"xxxx","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":3,"result":{"resultType":"complete","content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"<uuid:connection>","etag":"<etag>"},"isError":false,"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"flow-sidecar","version":"<string>"}}}}
>> {"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"connection_waitEnabled","arguments":{"id":"<uuid:connection>"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"progressToken":1}}}
<< {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1,"message":"<string>"}}
<<* {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":"<integer>","message":"<string>"}}
<< {"jsonrpc":"2.0","id":4,"result":{"resultType":"complete","content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"<uuid:connection>","state":"enabled","<...>":"<any>"},"isError":false,"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"flow-sidecar","version":"<string>"}}}}
>> {"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"connection_get","arguments":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":5,"result":{"resultType":"complete","content":[{"type":"text","text":"<string>"}],"isError":true,"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"flow-sidecar","version":"<string>"},"flow-sidecar/error":{"code":1404,"message":"<string>","data":{"kind":"notFound","retryable":false,"<...>":"<any>"}}}}}
>> {"jsonrpc":"2.0","id":6,"method":"resources/templates/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":6,"result":{"resultType":"complete","ttlMs":"<integer>","cacheScope":"public","resourceTemplates":"<any>","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"flow-sidecar","version":"<string>"}}}}
>> {"jsonrpc":"2.0","id":7,"method":"resources/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":7,"result":{"resultType":"complete","ttlMs":"<integer>","cacheScope":"public","resources":"<any>","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"flow-sidecar","version":"<string>"}}}}
>> {"jsonrpc":"2.0","id":8,"method":"resources/read","params":{"uri":"flow-sidecar://connection-specs/cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":8,"result":{"resultType":"complete","ttlMs":"<integer>","cacheScope":"private","contents":"<any>","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"flow-sidecar","version":"<string>"}}}}

// The code of what is not there is another one than after a handshake.
>> {"jsonrpc":"2.0","id":9,"method":"resources/read","params":{"uri":"file:///etc/passwd","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":9,"error":{"code":-32602,"message":"<string>","data":{"kind":"resourceNotFound","retryable":false,"uri":"file:///etc/passwd","<...>":"<any>"}}}

// Every request says its version and what its sender can do; the version is one of those that stand by themselves.
>> {"jsonrpc":"2.0","id":10,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2199-01-01","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":10,"error":{"code":-32022,"message":"<string>","data":{"kind":"unsupportedProtocolVersion","retryable":false,"supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"requested":"2199-01-01","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":11,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2025-11-25","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":11,"error":{"code":-32022,"message":"<string>","data":{"kind":"unsupportedProtocolVersion","retryable":false,"supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"requested":"2025-11-25","hint":"<string>","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":12,"method":"tools/list","params":{}}
<< {"jsonrpc":"2.0","id":12,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":13,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":13,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":14,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}
<< {"jsonrpc":"2.0","id":14,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":15,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":20260728,"io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":15,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}

// It leaves no trace: the plain protocol goes on beside it.
>> {"jsonrpc":"2.0","id":16,"method":"connection.delete","params":["<uuid:connection>"]}
<< {"jsonrpc":"2.0","id":16,"result":{"id":"<uuid:connection>"}}

// A cancelled call is not answered.
>> {"jsonrpc":"2.0","id":17,"method":"tools/call","params":{"name":"connection_create","arguments":{"name":"Acme to abandon","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"xxxx","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":17,"result":{"resultType":"complete","content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"<uuid:abandoned>","etag":"<etag>"},"isError":false,"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"flow-sidecar","version":"<string>"}}}}
>> {"jsonrpc":"2.0","id":18,"method":"tools/call","params":{"name":"connection_waitEnabled","arguments":{"id":"<uuid:abandoned>"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
>> {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":18}}
>> {"jsonrpc":"2.0","id":19,"method":"ping"}
<< {"jsonrpc":"2.0","id":19,"result":{}}

// Nor does it stop a handshake, after which requests of both forms are served.
>> {"jsonrpc":"2.0","id":20,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"host","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":20,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{},"resources":{}},"serverInfo":{"name":"flow-sidecar","version":"<string>"},"instructions":"<string>"}}
>> {"jsonrpc":"2.0","method":"notifications/initialized"}
>> {"jsonrpc":"2.0","id":21,"method":"tools/call","params":{"name":"connectionSpec_list","arguments":{"name":"salesforce"}}}
<< {"jsonrpc":"2.0","id":21,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"items":"<any>"},"isError":false}}
>> {"jsonrpc":"2.0","id":22,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
<< {"jsonrpc":"2.0","id":22,"result":{"resultType":"complete","ttlMs":"<integer>","cacheScope":"public","supportedVersions":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"capabilities":{"tools":{},"resources":{}},"instructions":"<string>","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"flow-sidecar","version":"<string>"}}}}
>> {"jsonrpc":"2.0","id":23,"method":"server/discover","params":{}}
<< {"jsonrpc":"2.0","id":23,"result":{"supportedVersions":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"capabilities":{"tools":{},"resources":{}},"instructions":"<string>"}}
