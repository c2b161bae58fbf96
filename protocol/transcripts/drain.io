// The end of the input is no reason to leave: what is under way is finished and answered first.
>> {"jsonrpc":"2.0","id":2,"method":"connection.create","params":{"name":"Acme at the end","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":2,"result":{"id":"<uuid:connection>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":3,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>"}}
//! close: input
<< {"jsonrpc":"2.0","id":3,"result":{"id":"<uuid:connection>","state":"enabled","wait":"<any>","<...>":"<any>"}}
