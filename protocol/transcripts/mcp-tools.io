// Every tool, in a session that began with a handshake.
>> {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"host","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{},"resources":{}},"serverInfo":{"name":"flow-sidecar","version":"<string>"},"instructions":"<string>"}}
>> {"jsonrpc":"2.0","method":"notifications/initialized"}

// Bad credentials: what is wrong comes as a result, in words and as data.
>> {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"connection_validate","arguments":{"name":"Acme for agents","auth":{"specName":"OAuth2 Client Credential","params":{"clientID":"acme-client","clientSecret":"xxxx","environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","apiVersion":"60"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}}
<< {"jsonrpc":"2.0","id":2,"result":{"content":[{"type":"text","text":"The arguments have 2 problems:\n- /auth/params/clientID: \"clientID\" is not a known name; did you mean \"clientId\", which is required?\n- /auth/params/apiVersion: expected a version with one decimal, such as 60.0, found a string of 2 characters; did you mean \"60.0\"?"},{"type":"text","text":"<string>"}],"structuredContent":{"valid":false,"errors":[{"instanceLocation":"/auth/params/clientID","keyword":"required","suggestion":"clientId","<...>":"<any>"},{"instanceLocation":"/auth/params/apiVersion","keyword":"pattern","suggestion":"60.0","<...>":"<any>"}],"<...>":"<any>"},"isError":false}}

// A create with them has failed, for the model to read and to mend. Nothing was sent.
>> {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"connection_create","arguments":{"name":"Acme for agents","auth":{"specName":"OAuth2 Client Credential","params":{"clientID":"acme-client","clientSecret":"xxxx","environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","apiVersion":"60"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}}
<< {"jsonrpc":"2.0","id":3,"result":{"content":[{"type":"text","text":"<string>"}],"isError":true,"_meta":{"flow-sidecar/error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"/auth/params/clientID","keyword":"required","suggestion":"clientId","<...>":"<any>"},{"instanceLocation":"/auth/params/apiVersion","keyword":"pattern","suggestion":"60.0","<...>":"<any>"}],"<...>":"<any>"}}}}}
>> {"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"connection_validate","arguments":{"name":"Acme for agents","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"xxxx","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}}
<< {"jsonrpc":"2.0","id":4,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"valid":true,"errors":[],"warnings":[],"<...>":"<any>"},"isError":false}}
>> {"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"connection_create","arguments":{"name":"Acme for agents","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"xxxx","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}}
<< {"jsonrpc":"2.0","id":5,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"<uuid:connection>","etag":"<etag>"},"isError":false}}

// With a progress token every look is told; the numbers grow.
>> {"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"connection_waitEnabled","arguments":{"id":"<uuid:connection>"},"_meta":{"progressToken":"wait-1"}}}
<< {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"wait-1","progress":1,"message":"<string>"}}
<<* {"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"wait-1","progress":"<integer>","message":"<string>"}}
<< {"jsonrpc":"2.0","id":6,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"<uuid:connection>","state":"enabled","wait":{"elapsedMs":"<integer>","polls":"<integer>"},"<...>":"<any>"},"isError":false}}

// Secrets are masked, and there is no way to ask for them. A token among the arguments is no token.
>> {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"connection_get","arguments":{"id":"<uuid:connection>"}}}
<< {"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"<uuid:connection>","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"********","apiVersion":"60.0"}},"etag":"<etag:now>","<...>":"<any>"},"isError":false}}
>> {"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"connection_get","arguments":{"id":"<uuid:connection>","includeSecrets":true}}}
<< {"jsonrpc":"2.0","id":8,"result":{"content":[{"type":"text","text":"<string>"}],"isError":true,"_meta":{"flow-sidecar/error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"/includeSecrets","keyword":"additionalProperties","<...>":"<any>"}],"<...>":"<any>"}}}}}
>> {"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"connection_waitEnabled","arguments":{"id":"<uuid:connection>","_meta":{"progressToken":"mine","sandboxName":"simulated"}}}}
<< {"jsonrpc":"2.0","id":9,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"<uuid:connection>","state":"enabled","<...>":"<any>"},"isError":false}}
>> {"jsonrpc":"2.0","id":10,"method":"tools/call","params":{"name":"connection_list","arguments":{"property":["state==enabled"],"count":true}}}
<< {"jsonrpc":"2.0","id":10,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"count":"<integer>"},"isError":false}}
>> {"jsonrpc":"2.0","id":11,"method":"tools/call","params":{"name":"connection_update","arguments":{"id":"<uuid:connection>","operations":[{"op":"replace","path":"/name","value":"Acme for everybody"}],"etag":"<etag:now>"}}}
<< {"jsonrpc":"2.0","id":11,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"<uuid:connection>","etag":"<etag>"},"isError":false}}
>> {"jsonrpc":"2.0","id":12,"method":"tools/call","params":{"name":"connection_update","arguments":{"id":"<uuid:connection>","operations":[{"op":"replace","path":"/name","value":"Acme"}],"etag":"<etag:now>"}}}
<< {"jsonrpc":"2.0","id":12,"result":{"content":[{"type":"text","text":"<string>"}],"isError":true,"_meta":{"flow-sidecar/error":{"code":1412,"message":"<string>","data":{"kind":"preconditionFailed","retryable":false,"<...>":"<any>"}}}}}
>> {"jsonrpc":"2.0","id":13,"method":"tools/call","params":{"name":"connection_ensure","arguments":{"name":"Acme for everybody","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"xxxx","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}}
<< {"jsonrpc":"2.0","id":13,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"<uuid:connection>","created":false,"<...>":"<any>"},"isError":false}}
>> {"jsonrpc":"2.0","id":14,"method":"tools/call","params":{"name":"connection_test","arguments":{"id":"<uuid:connection>"}}}
<< {"jsonrpc":"2.0","id":14,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"result":"<any>"},"isError":false}}
>> {"jsonrpc":"2.0","id":15,"method":"tools/call","params":{"name":"connection_explore","arguments":{"id":"<uuid:connection>","objectType":"root"}}}
<< {"jsonrpc":"2.0","id":15,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"items":"<any>"},"isError":false}}
>> {"jsonrpc":"2.0","id":16,"method":"tools/call","params":{"name":"connectionSpec_list","arguments":{"query":"salesforce"}}}
<< {"jsonrpc":"2.0","id":16,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"items":"<any>"},"isError":false}}
>> {"jsonrpc":"2.0","id":17,"method":"tools/call","params":{"name":"connectionSpec_get","arguments":{"name":"salesforce"}}}
<< {"jsonrpc":"2.0","id":17,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","<...>":"<any>"},"isError":false}}
>> {"jsonrpc":"2.0","id":18,"method":"tools/call","params":{"name":"info"}}
<< {"jsonrpc":"2.0","id":18,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"name":"flow-sidecar","<...>":"<any>"},"isError":false}}
>> {"jsonrpc":"2.0","id":19,"method":"tools/call","params":{"name":"connection_delete","arguments":{"id":"<uuid:connection>"}}}
<< {"jsonrpc":"2.0","id":19,"result":{"content":[{"type":"text","text":"<string>"}],"structuredContent":{"id":"<uuid:connection>"},"isError":false}}
>> {"jsonrpc":"2.0","id":20,"method":"tools/call","params":{"name":"connection_get","arguments":{"id":"<uuid:connection>"}}}
<< {"jsonrpc":"2.0","id":20,"result":{"content":[{"type":"text","text":"<string>"}],"isError":true,"_meta":{"flow-sidecar/error":{"code":1404,"message":"<string>","data":{"kind":"notFound","retryable":false,"<...>":"<any>"}}}}}

// A name that is no tool, and params that are no call, are errors of the protocol.
>> {"jsonrpc":"2.0","id":21,"method":"tools/call","params":{"name":"connection_gett","arguments":{}}}
<< {"jsonrpc":"2.0","id":21,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"/name","keyword":"enum","suggestion":"connection_get","<...>":"<any>"}],"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":22,"method":"tools/call","params":{"name":"connection.get"}}
<< {"jsonrpc":"2.0","id":22,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":23,"method":"tools/call","params":{"arguments":{}}}
<< {"jsonrpc":"2.0","id":23,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":24,"method":"tools/call","params":{"name":"info","arguments":[]}}
<< {"jsonrpc":"2.0","id":24,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":25,"method":"tools/call","params":{"name":"info","_meta":{"progressToken":[]}}}
<< {"jsonrpc":"2.0","id":25,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":26,"method":"tools/call","params":["info"]}
<< {"jsonrpc":"2.0","id":26,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":27,"method":"tools/call"}
<< {"jsonrpc":"2.0","id":27,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}

// Arguments that the tool does not take are its own to refuse.
>> {"jsonrpc":"2.0","id":28,"method":"tools/call","params":{"name":"connection_get"}}
<< {"jsonrpc":"2.0","id":28,"result":{"content":[{"type":"text","text":"<string>"}],"isError":true,"_meta":{"flow-sidecar/error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}}}
>> {"jsonrpc":"2.0","id":29,"method":"tools/call","params":{"name":"connection_get","arguments":{"id":7}}}
<< {"jsonrpc":"2.0","id":29,"result":{"content":[{"type":"text","text":"<string>"}],"isError":true,"_meta":{"flow-sidecar/error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}}}
>> {"jsonrpc":"2.0","id":30,"method":"tools/call","params":{"name":"info","arguments":{"_meta":7}}}
<< {"jsonrpc":"2.0","id":30,"result":{"content":[{"type":"text","text":"<string>"}],"isError":true,"_meta":{"flow-sidecar/error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}}}
>> {"jsonrpc":"2.0","id":31,"method":"tools/call","params":{"name":"info","arguments":{"verbose":true}}}
<< {"jsonrpc":"2.0","id":31,"result":{"content":[{"type":"text","text":"<string>"}],"isError":true,"_meta":{"flow-sidecar/error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}}}
