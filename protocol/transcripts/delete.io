// A connection to delete.
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme to delete","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:connection>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":2,"method":"connection.delete","params":{"id":"<uuid:connection>"}}
<< {"jsonrpc":"2.0","id":2,"result":{"id":"<uuid:connection>"}}
>> {"jsonrpc":"2.0","id":3,"method":"connection.get","params":{"id":"<uuid:connection>"}}
<< {"jsonrpc":"2.0","id":3,"error":{"code":1404,"message":"<string>","data":{"kind":"notFound","retryable":false,"httpStatus":404,"<...>":"<any>"}}}

// It is not there any more. By position.
>> {"jsonrpc":"2.0","id":4,"method":"connection.delete","params":["<uuid:connection>"]}
<< {"jsonrpc":"2.0","id":4,"error":{"code":1404,"message":"<string>","data":{"kind":"notFound","retryable":false,"httpStatus":404,"id":"<uuid:connection>","<...>":"<any>"}}}

// A flow uses this one.
>> {"jsonrpc":"2.0","id":5,"method":"connection.create","params":{"name":"Acme simulate:in-use","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":5,"result":{"id":"<uuid:used>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":6,"method":"connection.delete","params":{"id":"<uuid:used>"}}
<< {"jsonrpc":"2.0","id":6,"error":{"code":1000,"message":"<string>","data":{"kind":"flowServiceError","retryable":false,"httpStatus":400,"flowCode":"FLOW-1418-400","hint":"<string>","<...>":"<any>"}}}

// The answer is lost: the delete is sent again, and finds it done.
>> {"jsonrpc":"2.0","id":7,"method":"connection.create","params":{"name":"Acme simulate:lost-delete","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":7,"result":{"id":"<uuid:lost>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":8,"method":"connection.delete","params":{"id":"<uuid:lost>"}}
<< {"jsonrpc":"2.0","id":8,"result":{"id":"<uuid:lost>"}}
