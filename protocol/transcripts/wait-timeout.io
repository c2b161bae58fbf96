// A wait whose time is over says how things stood.
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme in a hurry","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:connection>","etag":"<etag>"}}

// 0 is one look only.
>> {"jsonrpc":"2.0","id":2,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>","timeoutMs":0}}
<< {"jsonrpc":"2.0","id":2,"error":{"code":1504,"message":"<string>","data":{"kind":"waitTimeout","retryable":true,"id":"<uuid:connection>","state":"initializing","elapsedMs":"<integer>","polls":1,"<...>":"<any>"}}}
