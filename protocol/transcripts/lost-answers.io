// A create whose answer is lost is not sent again before it is known what became of it.

// The connection was made: it is found, and the answer says so. Its etag is not known.
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme simulate:lost-answer","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:found>","recovered":true,"etag":"<absent>","<...>":"<any>"}}
>> {"jsonrpc":"2.0","id":2,"method":"connection.waitEnabled","params":{"id":"<uuid:found>"}}
<< {"jsonrpc":"2.0","id":2,"result":{"id":"<uuid:found>","name":"Acme simulate:lost-answer","state":"enabled","wait":"<any>","<...>":"<any>"}}

// Nothing was made: it is sent again.
>> {"jsonrpc":"2.0","id":3,"method":"connection.create","params":{"name":"Acme simulate:lost-request","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":3,"result":{"id":"<uuid:second>","etag":"<etag>"}}

// Two fit, and nobody can tell which is ours: both are listed, and a person has to decide.
>> {"jsonrpc":"2.0","id":4,"method":"connection.create","params":{"name":"Acme simulate:ambiguous","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":4,"error":{"code":1506,"message":"<string>","data":{"kind":"outcomeUnknown","retryable":false,"reason":"connectionLost","remoteState":"unknown","found":[{"id":"<uuid:one>","name":"Acme simulate:ambiguous","createdAt":"<integer>","state":"<string>"},{"id":"<uuid:other>","name":"Acme simulate:ambiguous","createdAt":"<integer>","state":"<string>"}],"hint":"<string>","<...>":"<any>"}}}
