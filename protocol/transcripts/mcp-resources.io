// Connection specs are resources.
>> {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"host","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{},"resources":{}},"serverInfo":{"name":"flow-sidecar","version":"<string>"},"instructions":"<string>"}}
>> {"jsonrpc":"2.0","method":"notifications/initialized"}
>> {"jsonrpc":"2.0","id":2,"method":"resources/list","params":{}}
<< {"jsonrpc":"2.0","id":2,"result":{"resources":"<any>"}}
>> {"jsonrpc":"2.0","id":3,"method":"resources/templates/list","params":{}}
<< {"jsonrpc":"2.0","id":3,"result":{"resourceTemplates":[{"uriTemplate":"flow-sidecar://connection-specs/{id}","name":"connectionSpec","title":"<string>","description":"<string>","mimeType":"application/json"}]}}
>> {"jsonrpc":"2.0","id":4,"method":"resources/read","params":{"uri":"flow-sidecar://connection-specs/cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}}
<< {"jsonrpc":"2.0","id":4,"result":{"contents":[{"uri":"flow-sidecar://connection-specs/cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","mimeType":"application/json","text":"<string>"}]}}

// What there is none of. Until 2025-11-25 the code is -32002.
>> {"jsonrpc":"2.0","id":5,"method":"resources/read","params":{"uri":"flow-sidecar://connection-specs/00000000-0000-0000-0000-000000000000"}}
<< {"jsonrpc":"2.0","id":5,"error":{"code":-32002,"message":"<string>","data":{"kind":"resourceNotFound","retryable":false,"uri":"flow-sidecar://connection-specs/00000000-0000-0000-0000-000000000000","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":6,"method":"resources/read","params":{"uri":"flow-sidecar://connection-specs/../../etc/passwd"}}
<< {"jsonrpc":"2.0","id":6,"error":{"code":-32002,"message":"<string>","data":{"kind":"resourceNotFound","retryable":false,"uri":"flow-sidecar://connection-specs/../../etc/passwd","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":7,"method":"resources/read","params":{"uri":"flow-sidecar://connection-specs/"}}
<< {"jsonrpc":"2.0","id":7,"error":{"code":-32002,"message":"<string>","data":{"kind":"resourceNotFound","retryable":false,"uri":"flow-sidecar://connection-specs/","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":8,"method":"resources/read","params":{"uri":"file:///etc/passwd"}}
<< {"jsonrpc":"2.0","id":8,"error":{"code":-32002,"message":"<string>","data":{"kind":"resourceNotFound","retryable":false,"uri":"file:///etc/passwd","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":9,"method":"resources/read","params":{"uri":""}}
<< {"jsonrpc":"2.0","id":9,"error":{"code":-32002,"message":"<string>","data":{"kind":"resourceNotFound","retryable":false,"uri":"","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":10,"method":"resources/read","params":{}}
<< {"jsonrpc":"2.0","id":10,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":11,"method":"resources/list","params":{"cursor":"x"}}
<< {"jsonrpc":"2.0","id":11,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"<...>":"<any>"}}}
