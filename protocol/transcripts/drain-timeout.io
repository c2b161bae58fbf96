// Only so long as --drain-timeout allows. What is not finished then is answered too, and the exit code tells.
//! arguments: --simulate --drain-timeout 0
//! exit: 3
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme simulate:never-enabled","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:connection>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":2,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>"}}
//! close: input
<< {"jsonrpc":"2.0","id":2,"error":{"code":1509,"message":"<string>","data":{"kind":"shuttingDown","retryable":true,"<...>":"<any>"}}}
