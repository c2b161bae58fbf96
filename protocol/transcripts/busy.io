// With one request allowed at a time the second is refused at once; the first waits for the service meanwhile.
//! arguments: --simulate --max-in-flight 1
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme simulate:429","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
>> {"jsonrpc":"2.0","id":2,"method":"connection.get","params":{"id":"00000000-0000-4000-8000-000000000000"}}
<< {"jsonrpc":"2.0","id":2,"error":{"code":1508,"message":"<string>","data":{"kind":"busy","retryable":true,"limit":1,"retryAfterMs":"<integer>","<...>":"<any>"}}}

// What needs no place is answered all the same.
>> {"jsonrpc":"2.0","id":3,"method":"ping"}
<< {"jsonrpc":"2.0","id":3,"result":{}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:connection>","etag":"<etag>"}}

// Waits are not counted.
>> {"jsonrpc":"2.0","id":4,"method":"connection.create","params":{"name":"Acme simulate:slow","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":4,"result":{"id":"<uuid:slow>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":5,"method":"connection.waitEnabled","params":{"id":"<uuid:slow>"}}
>> {"jsonrpc":"2.0","id":6,"method":"connection.waitEnabled","params":{"id":"<uuid:slow>","timeoutMs":50}}
<< {"jsonrpc":"2.0","id":6,"error":{"code":1504,"message":"<string>","data":{"kind":"waitTimeout","retryable":true,"id":"<uuid:slow>","state":"initializing","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":7,"method":"connection.get","params":{"id":"<uuid:slow>"}}
<< {"jsonrpc":"2.0","id":7,"result":{"id":"<uuid:slow>","state":"initializing","<...>":"<any>"}}
>> {"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":5}}
<< {"jsonrpc":"2.0","id":5,"error":{"code":-32800,"message":"<string>","data":{"kind":"requestCancelled","retryable":false,"<...>":"<any>"}}}
