// A cancelled call is not answered, whatever it has come to.
//! arguments: --simulate --simulate-enable-ms 600000
>> {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26","capabilities":{},"clientInfo":{"name":"host","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-03-26","capabilities":{"tools":{},"resources":{}},"serverInfo":{"name":"flow-sidecar","version":"<string>"},"instructions":"<string>"}}
>> {"jsonrpc":"2.0","method":"notifications/initialized"}
>> {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"connection_create","arguments":{"name":"Acme to cancel","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"xxxx","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}}
<< {"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"<uuid:connection>","etag":"<etag>"},"isError":false}}

// It is told that the wait goes on, so it is under way; then that it is enough.
>> {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"connection_waitEnabled","arguments":{"id":"<uuid:connection>"},"_meta":{"progressToken":7}}}
<< {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":7,"progress":1,"message":"<string>"}}
>> {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3,"reason":"the user went away"}}
>> {"jsonrpc":"2.0","id":4,"method":"ping"}
<<* {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":7,"progress":"<integer>","message":"<string>"}}
<< {"jsonrpc":"2.0","id":4,"result":{}}
// A look that was under way may still be told; after that there is nothing more.
>> {"jsonrpc":"2.0","id":"still there","method":"ping"}
<< {"jsonrpc":"2.0","id":"still there","result":{}}

// Its id is free again.
>> {"jsonrpc":"2.0","id":3,"method":"ping"}
<< {"jsonrpc":"2.0","id":3,"result":{}}

// What is not under way cannot be cancelled, and nothing is said of it.
>> {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3}}
>> {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"never sent"}}
>> {"jsonrpc":"2.0","method":"notifications/cancelled","params":{}}
>> {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":null}}
>> {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":[1]}}
>> {"jsonrpc":"2.0","id":5,"method":"ping"}
<< {"jsonrpc":"2.0","id":5,"result":{}}

// In a batch its place is left out.
>> [{"jsonrpc":"2.0","id":"w","method":"tools/call","params":{"name":"connection_waitEnabled","arguments":{"id":"<uuid:connection>"}}},{"jsonrpc":"2.0","id":"p","method":"ping"}]
>> {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"w"}}
<< [{"jsonrpc":"2.0","id":"p","result":{}}]

// A wait that is not cancelled ends by itself.
>> {"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"connection_waitEnabled","arguments":{"id":"<uuid:connection>","timeoutMs":1}}}
<< {"jsonrpc":"2.0","id":6,"result":{"content":[{"type":"text","text":"<string>"}],"isError":true,"_meta":{"flow-sidecar/error":{"code":1504,"message":"<string>","data":{"kind":"waitTimeout","retryable":true,"<...>":"<any>"}}}}}
