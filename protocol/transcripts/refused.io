// What Flow Service refuses. The names ask the simulator for it (flow-sidecar --help).

// An answer that no other error stands for: a field is missing, in the older form of error body and in a bare one.
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme simulate:400","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"error":{"code":1000,"message":"<string>","data":{"kind":"flowServiceError","retryable":false,"httpStatus":400,"flowCode":"FLOW-1304-400","requestId":"<string>","detail":"<string>","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":2,"method":"connection.create","params":{"name":"Acme simulate:422","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":2,"error":{"code":1000,"message":"<string>","data":{"kind":"flowServiceError","retryable":false,"httpStatus":422,"flowCode":"<absent>","detail":"<string>","<...>":"<any>"}}}

// The token is not accepted; no permission. Neither becomes better by sending it again.
>> {"jsonrpc":"2.0","id":3,"method":"connection.create","params":{"name":"Acme simulate:401","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":3,"error":{"code":1401,"message":"<string>","data":{"kind":"unauthorized","retryable":false,"httpStatus":401,"flowCode":"401013","hint":"<string>","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":4,"method":"connection.create","params":{"name":"Acme simulate:403","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":4,"error":{"code":1401,"message":"<string>","data":{"kind":"unauthorized","retryable":false,"httpStatus":403,"flowCode":"FLOW-2120-403","hint":"<string>","<...>":"<any>"}}}

// Too many requests, and less time than the service asks to wait.
>> {"jsonrpc":"2.0","id":5,"method":"connection.create","params":{"name":"Acme simulate:429","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"},"_meta":{"timeoutMs":500}}}
<< {"jsonrpc":"2.0","id":5,"error":{"code":1429,"message":"<string>","data":{"kind":"rateLimited","retryable":true,"httpStatus":429,"retryAfterMs":1000,"<...>":"<any>"}}}

// With time enough the sidecar waits and sends it again: the simulator refuses once.
>> {"jsonrpc":"2.0","id":6,"method":"connection.create","params":{"name":"Acme with patience simulate:429","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":6,"result":{"id":"<uuid:patient>","etag":"<etag>"}}

// The service fails, and there is no time to try again. Nothing has been changed, so the same request may be sent again.
>> {"jsonrpc":"2.0","id":7,"method":"connection.create","params":{"name":"Acme simulate:flaky","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":7,"result":{"id":"<uuid:flaky>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":8,"method":"connection.get","params":{"id":"<uuid:flaky>","_meta":{"timeoutMs":100}}}
<< {"jsonrpc":"2.0","id":8,"error":{"code":1503,"message":"<string>","data":{"kind":"unreachable","retryable":true,"reason":"serverError","httpStatus":503,"flowCode":"FLOW-1103-503","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":9,"method":"connection.get","params":{"id":"<uuid:flaky>"}}
<< {"jsonrpc":"2.0","id":9,"result":{"id":"<uuid:flaky>","name":"Acme simulate:flaky","<...>":"<any>"}}

// The session goes on.
>> {"jsonrpc":"2.0","id":10,"method":"ping"}
<< {"jsonrpc":"2.0","id":10,"result":{}}
