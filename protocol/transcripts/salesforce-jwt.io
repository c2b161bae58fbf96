// Salesforce with a signed token, for Experience Platform on AWS. The service adds orgId once the connection is enabled.

// Are the credentials in order? Nothing is sent anywhere.
>> {"jsonrpc":"2.0","id":1,"method":"connection.validate","params":{"name":"Acme Salesforce on AWS","description":"Salesforce for Experience Platform on AWS","auth":{"specName":"OAuth2 JWT Token Credential","params":{"jwtToken":"acme-header.acme-claims.acme-signature","clientId":"acme-client","clientSecret":"acme-client-secret","instanceUrl":"https://acme-enterprise-3126.my.salesforce.com"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"valid":true,"errors":[],"warnings":[],"spec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","origin":"bundled","provenance":"derived"}}}

// Create it.
>> {"jsonrpc":"2.0","id":2,"method":"connection.create","params":{"name":"Acme Salesforce on AWS","description":"Salesforce for Experience Platform on AWS","auth":{"specName":"OAuth2 JWT Token Credential","params":{"jwtToken":"acme-header.acme-claims.acme-signature","clientId":"acme-client","clientSecret":"acme-client-secret","instanceUrl":"https://acme-enterprise-3126.my.salesforce.com"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":2,"result":{"id":"<uuid:connection>","etag":"<etag>"}}

// It is initializing: it has neither etag nor version yet. Secrets are masked.
>> {"jsonrpc":"2.0","id":3,"method":"connection.get","params":{"id":"<uuid:connection>"}}
<< {"jsonrpc":"2.0","id":3,"result":{"id":"<uuid:connection>","createdAt":"<integer>","updatedAt":"<integer>","name":"Acme Salesforce on AWS","description":"Salesforce for Experience Platform on AWS","connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"},"state":"initializing","auth":{"specName":"OAuth2 JWT Token Credential","params":{"jwtToken":"********","clientId":"acme-client","clientSecret":"********","instanceUrl":"https://acme-enterprise-3126.my.salesforce.com"}},"version":"<absent>","etag":"<absent>","<...>":"<any>"}}

// Wait until it can be used.
>> {"jsonrpc":"2.0","id":4,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>","timeoutMs":60000}}
<< {"jsonrpc":"2.0","id":4,"result":{"id":"<uuid:connection>","createdAt":"<integer>","updatedAt":"<integer>","name":"Acme Salesforce on AWS","description":"Salesforce for Experience Platform on AWS","connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"},"state":"enabled","auth":{"specName":"OAuth2 JWT Token Credential","params":{"jwtToken":"********","clientId":"acme-client","clientSecret":"********","instanceUrl":"https://acme-enterprise-3126.my.salesforce.com","orgId":"<string>"}},"version":"<etag>","etag":"<etag>","wait":{"elapsedMs":"<integer>","polls":"<integer>"},"<...>":"<any>"}}

// By position, with secrets. On AWS the service answers where it keeps them instead of what they are.
>> {"jsonrpc":"2.0","id":5,"method":"connection.get","params":["<uuid:connection>",true]}
<< {"jsonrpc":"2.0","id":5,"result":{"id":"<uuid:connection>","createdAt":"<integer>","updatedAt":"<integer>","name":"Acme Salesforce on AWS","description":"Salesforce for Experience Platform on AWS","connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"},"state":"enabled","auth":{"specName":"OAuth2 JWT Token Credential","params":{"jwtToken":"<string>","clientId":"acme-client","clientSecret":"<string>","instanceUrl":"https://acme-enterprise-3126.my.salesforce.com","orgId":"<string>"}},"version":"<etag>","etag":"<etag>","<...>":"<any>"}}
