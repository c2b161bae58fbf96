// Progress is reported to those who ask for it, and to nobody else.
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme to watch","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:connection>","etag":"<etag>"}}

// With a token every look is reported, before the answer.
>> {"jsonrpc":"2.0","id":2,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>","_meta":{"progressToken":"wait-1"}}}
<< {"jsonrpc":"2.0","method":"$/progress","params":{"token":"wait-1","value":{"kind":"report","state":"initializing","elapsedMs":"<integer>","polls":1,"message":"<string>","nextPollMs":"<integer>"}}}
<<* {"jsonrpc":"2.0","method":"$/progress","params":{"token":"wait-1","value":{"kind":"report","state":"<string>","elapsedMs":"<integer>","polls":"<integer>","message":"<string>","<...>":"<any>"}}}
<< {"jsonrpc":"2.0","id":2,"result":{"id":"<uuid:connection>","createdAt":"<integer>","updatedAt":"<integer>","name":"Acme to watch","description":"Salesforce with OAuth2 client credentials","connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"},"state":"enabled","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"********","apiVersion":"60.0"}},"version":"<etag>","etag":"<etag>","wait":{"elapsedMs":"<integer>","polls":"<integer>"},"<...>":"<any>"}}

// An enabled connection is answered at the first look, without a report.
>> {"jsonrpc":"2.0","id":3,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>","_meta":{"progressToken":7}}}
<< {"jsonrpc":"2.0","id":3,"result":{"id":"<uuid:connection>","createdAt":"<integer>","updatedAt":"<integer>","name":"Acme to watch","description":"Salesforce with OAuth2 client credentials","connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"},"state":"enabled","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"********","apiVersion":"60.0"}},"version":"<etag>","etag":"<etag>","wait":{"elapsedMs":"<integer>","polls":1},"<...>":"<any>"}}

// Without a token there is only the answer.
>> {"jsonrpc":"2.0","id":4,"method":"connection.create","params":{"name":"Acme unwatched","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":4,"result":{"id":"<uuid:unwatched>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":5,"method":"connection.waitEnabled","params":["<uuid:unwatched>",60000]}
<< {"jsonrpc":"2.0","id":5,"result":{"id":"<uuid:unwatched>","createdAt":"<integer>","updatedAt":"<integer>","name":"Acme unwatched","description":"Salesforce with OAuth2 client credentials","connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"},"state":"enabled","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"********","apiVersion":"60.0"}},"version":"<etag>","etag":"<etag>","wait":{"elapsedMs":"<integer>","polls":"<integer>"},"<...>":"<any>"}}

// A token may be a number, and comes back as it is.
>> {"jsonrpc":"2.0","id":6,"method":"connection.create","params":{"name":"Acme by number","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":6,"result":{"id":"<uuid:numbered>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":7,"method":"connection.waitEnabled","params":["<uuid:numbered>",60000,false,{"progressToken":7.50}]}
<< {"jsonrpc":"2.0","method":"$/progress","params":{"token":7.50,"value":{"kind":"report","state":"initializing","elapsedMs":"<integer>","polls":1,"message":"<string>","nextPollMs":"<integer>"}}}
<<* {"jsonrpc":"2.0","method":"$/progress","params":{"token":7.50,"value":{"kind":"report","state":"<string>","elapsedMs":"<integer>","polls":"<integer>","message":"<string>","<...>":"<any>"}}}
<< {"jsonrpc":"2.0","id":7,"result":{"id":"<uuid:numbered>","state":"enabled","<...>":"<any>"}}
