// What a connection leads to: first the tables, then one of them, with sample data.
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme to explore","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:connection>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":2,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>"}}
<< {"jsonrpc":"2.0","id":2,"result":{"id":"<uuid:connection>","state":"enabled","<...>":"<any>"}}
>> {"jsonrpc":"2.0","id":3,"method":"connection.explore","params":{"id":"<uuid:connection>","objectType":"root"}}
<< {"jsonrpc":"2.0","id":3,"result":{"items":[{"type":"table","name":"Account","path":"Account","canPreview":true,"canFetchSchema":true},{"type":"table","name":"Contact","path":"Contact","canPreview":true,"canFetchSchema":true},{"type":"table","name":"Opportunity","path":"Opportunity","canPreview":true,"canFetchSchema":true}]}}
>> {"jsonrpc":"2.0","id":4,"method":"connection.explore","params":{"id":"<uuid:connection>","objectType":"table","object":"Account","preview":true}}
<< {"jsonrpc":"2.0","id":4,"result":{"format":"flat","schema":{"columns":[{"name":"Id","type":"string","xdm":{"type":"string"}},{"name":"Name","type":"string","xdm":{"type":"string"}},{"name":"Industry","type":"string","xdm":{"type":"string"}}]},"data":[{"Id":"<string>","Name":"Acme","Industry":"Energy"}]}}

// A table that is not there.
>> {"jsonrpc":"2.0","id":5,"method":"connection.explore","params":{"id":"<uuid:connection>","objectType":"table","object":"Nothing"}}
<< {"jsonrpc":"2.0","id":5,"error":{"code":1000,"message":"<string>","data":{"kind":"flowServiceError","retryable":false,"httpStatus":400,"flowCode":"FLOW-1308-400","<...>":"<any>"}}}

// A misspelt kind of object.
>> {"jsonrpc":"2.0","id":6,"method":"connection.explore","params":{"id":"<uuid:connection>","objectType":"tabel"}}
<< {"jsonrpc":"2.0","id":6,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"/objectType","keywordLocation":"<string>","keyword":"enum","message":"<string>","suggestion":"table"}],"<...>":"<any>"}}}
