// A connection to change.
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme to change","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:connection>","etag":"<etag>"}}

// While it is initializing it has no etag, and cannot be changed.
>> {"jsonrpc":"2.0","id":2,"method":"connection.update","params":{"id":"<uuid:connection>","operations":[{"op":"replace","path":"/name","value":"Acme changed"}]}}
<< {"jsonrpc":"2.0","id":2,"error":{"code":1412,"message":"<string>","data":{"kind":"preconditionFailed","retryable":false,"id":"<uuid:connection>","state":"initializing","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":3,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>"}}
<< {"jsonrpc":"2.0","id":3,"result":{"id":"<uuid:connection>","state":"enabled","etag":"<etag:first>","<...>":"<any>"}}

// The version that was read, and no other.
>> {"jsonrpc":"2.0","id":4,"method":"connection.update","params":{"id":"<uuid:connection>","operations":[{"op":"replace","path":"/name","value":"Acme changed"},{"op":"remove","path":"/description"}],"etag":"<etag:first>"}}
<< {"jsonrpc":"2.0","id":4,"result":{"id":"<uuid:connection>","etag":"<etag:second>"}}

// That etag is stale now.
>> {"jsonrpc":"2.0","id":5,"method":"connection.update","params":{"id":"<uuid:connection>","operations":[{"op":"replace","path":"/name","value":"Acme changed again"}],"etag":"<etag:first>"}}
<< {"jsonrpc":"2.0","id":5,"error":{"code":1412,"message":"<string>","data":{"kind":"preconditionFailed","retryable":false,"id":"<uuid:connection>","httpStatus":412,"<...>":"<any>"}}}

// Without an etag, whatever version is there: a new secret.
>> {"jsonrpc":"2.0","id":6,"method":"connection.update","params":{"id":"<uuid:connection>","operations":[{"op":"replace","path":"/auth/params/clientSecret","value":"acme-new-secret"}]}}
<< {"jsonrpc":"2.0","id":6,"result":{"id":"<uuid:connection>","etag":"<etag:third>"}}
>> {"jsonrpc":"2.0","id":7,"method":"connection.get","params":{"id":"<uuid:connection>","includeSecrets":true}}
<< {"jsonrpc":"2.0","id":7,"result":{"id":"<uuid:connection>","name":"Acme changed","description":"<absent>","etag":"<etag:third>","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-new-secret","apiVersion":"60.0"}},"<...>":"<any>"}}

// All mistakes at once; nothing is sent.
>> {"jsonrpc":"2.0","id":8,"method":"connection.update","params":{"id":"<uuid:connection>","operations":[{"op":"move","from":"/name","path":"/description"},{"op":"add","path":"name"}]}}
<< {"jsonrpc":"2.0","id":8,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":"<any>","<...>":"<any>"}}}

// What Flow Service does not let be changed.
>> {"jsonrpc":"2.0","id":9,"method":"connection.update","params":{"id":"<uuid:connection>","operations":[{"op":"replace","path":"/connectionSpec/id","value":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"}]}}
<< {"jsonrpc":"2.0","id":9,"error":{"code":1000,"message":"<string>","data":{"kind":"flowServiceError","retryable":false,"httpStatus":400,"flowCode":"FLOW-1414-400","<...>":"<any>"}}}

// Somebody else is faster: without an etag the new version is read and changed.
>> {"jsonrpc":"2.0","id":10,"method":"connection.create","params":{"name":"Acme simulate:changed-meanwhile","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":10,"result":{"id":"<uuid:contested>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":11,"method":"connection.waitEnabled","params":{"id":"<uuid:contested>"}}
<< {"jsonrpc":"2.0","id":11,"result":{"id":"<uuid:contested>","state":"enabled","<...>":"<any>"}}
>> {"jsonrpc":"2.0","id":12,"method":"connection.update","params":{"id":"<uuid:contested>","operations":[{"op":"add","path":"/description","value":"Ours"}]}}
<< {"jsonrpc":"2.0","id":12,"result":{"id":"<uuid:contested>","etag":"<etag>"}}

// The answer is lost: the connection is read, and shows the change.
>> {"jsonrpc":"2.0","id":13,"method":"connection.create","params":{"name":"Acme simulate:lost-update","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":13,"result":{"id":"<uuid:lost>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":14,"method":"connection.waitEnabled","params":{"id":"<uuid:lost>"}}
<< {"jsonrpc":"2.0","id":14,"result":{"id":"<uuid:lost>","state":"enabled","<...>":"<any>"}}
>> {"jsonrpc":"2.0","id":15,"method":"connection.update","params":{"id":"<uuid:lost>","operations":[{"op":"replace","path":"/description","value":"Changed in spite of it"}]}}
<< {"jsonrpc":"2.0","id":15,"result":{"id":"<uuid:lost>","etag":"<etag>","recovered":true}}
