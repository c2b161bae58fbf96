// A connection that is disabled will not become enabled: the wait ends at once, whatever time it was given.
//! arguments: --simulate --simulate-enable-ms 100
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme simulate:disabled","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:connection>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":2,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>","timeoutMs":600000}}
<< {"jsonrpc":"2.0","id":2,"error":{"code":1505,"message":"<string>","data":{"kind":"notEnabling","retryable":false,"id":"<uuid:connection>","state":"disabled","hint":"<string>","<...>":"<any>"}}}

// One that is deleted while somebody waits for it is not found any more.
>> {"jsonrpc":"2.0","id":3,"method":"connection.create","params":{"name":"Acme simulate:deleted","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":3,"result":{"id":"<uuid:deleted>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":4,"method":"connection.waitEnabled","params":{"id":"<uuid:deleted>","timeoutMs":600000}}
<< {"jsonrpc":"2.0","id":4,"error":{"code":1404,"message":"<string>","data":{"kind":"notFound","retryable":false,"id":"<uuid:deleted>","httpStatus":404,"<...>":"<any>"}}}

// A state that nobody has heard of, answers of 503 and a token that has expired are no reason to give up.
>> {"jsonrpc":"2.0","id":5,"method":"connection.create","params":{"name":"Acme simulate:unknown-state simulate:flaky simulate:expired-token","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":5,"result":{"id":"<uuid:odd>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":6,"method":"connection.waitEnabled","params":{"id":"<uuid:odd>","timeoutMs":600000}}
<< {"jsonrpc":"2.0","id":6,"result":{"id":"<uuid:odd>","state":"enabled","wait":{"elapsedMs":"<integer>","polls":"<integer>"},"<...>":"<any>"}}
