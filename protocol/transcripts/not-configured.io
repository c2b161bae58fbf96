// Without a token nothing can be asked of Flow Service; checking still works, against the bundled catalogue.
//! arguments:
>> {"jsonrpc":"2.0","id":1,"method":"ping"}
<< {"jsonrpc":"2.0","id":1,"result":{}}
>> {"jsonrpc":"2.0","id":2,"method":"connection.get","params":{"id":"00000000-0000-4000-8000-000000000000"}}
<< {"jsonrpc":"2.0","id":2,"error":{"code":1507,"message":"<string>","data":{"kind":"notConfigured","retryable":false,"missing":"<any>","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":3,"method":"connection.validate","params":{"name":"Acme","description":"x","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":3,"result":{"valid":true,"errors":[],"warnings":[],"spec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","origin":"bundled","provenance":"derived"}}}
