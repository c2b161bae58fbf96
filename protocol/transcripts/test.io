// Do the credentials work at the source?
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme to test","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:connection>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":2,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>"}}
<< {"jsonrpc":"2.0","id":2,"result":{"id":"<uuid:connection>","state":"enabled","<...>":"<any>"}}
>> {"jsonrpc":"2.0","id":3,"method":"connection.test","params":{"id":"<uuid:connection>"}}
<< {"jsonrpc":"2.0","id":3,"result":{"result":true}}

// These do not. By position.
>> {"jsonrpc":"2.0","id":4,"method":"connection.create","params":{"name":"Acme simulate:test-fails","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":4,"result":{"id":"<uuid:failing>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":5,"method":"connection.waitEnabled","params":{"id":"<uuid:failing>"}}
<< {"jsonrpc":"2.0","id":5,"result":{"id":"<uuid:failing>","state":"enabled","<...>":"<any>"}}
>> {"jsonrpc":"2.0","id":6,"method":"connection.test","params":["<uuid:failing>"]}
<< {"jsonrpc":"2.0","id":6,"result":{"result":false}}

// An id that nobody has.
>> {"jsonrpc":"2.0","id":7,"method":"connection.test","params":{"id":"00000000-0000-4000-8000-000000000000"}}
<< {"jsonrpc":"2.0","id":7,"error":{"code":1404,"message":"<string>","data":{"kind":"notFound","retryable":false,"httpStatus":404,"id":"00000000-0000-4000-8000-000000000000","<...>":"<any>"}}}
