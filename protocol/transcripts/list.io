// Three connections to list.
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme, one","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:one>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":2,"method":"connection.create","params":{"name":"Acme two","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":2,"result":{"id":"<uuid:two>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":3,"method":"connection.create","params":{"name":"Acme three","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":3,"result":{"id":"<uuid:three>","etag":"<etag>"}}

// By page: the same params with the next of the page before. Secrets are masked.
>> {"jsonrpc":"2.0","id":4,"method":"connection.list","params":{"property":["connectionSpec.id==cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"],"limit":2,"orderby":"-name"}}
<< {"jsonrpc":"2.0","id":4,"result":{"items":[{"id":"<uuid:one>","createdAt":"<integer>","updatedAt":"<integer>","name":"Acme, one","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"********","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"},"state":"initializing","<...>":"<any>"},{"id":"<uuid:two>","createdAt":"<integer>","updatedAt":"<integer>","name":"Acme two","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"********","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"},"state":"initializing","<...>":"<any>"}],"next":"<string:next>"}}
>> {"jsonrpc":"2.0","id":5,"method":"connection.list","params":{"property":["connectionSpec.id==cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"],"limit":2,"orderby":"-name","next":"<string:next>"}}
<< {"jsonrpc":"2.0","id":5,"result":{"items":[{"id":"<uuid:three>","createdAt":"<integer>","updatedAt":"<integer>","name":"Acme three","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"********","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"},"state":"initializing","<...>":"<any>"}],"next":"<absent>"}}

// All filters have to hold; a value with a comma stands in quotation marks.
>> {"jsonrpc":"2.0","id":6,"method":"connection.list","params":{"property":["name==\"Acme, one\",\"Acme two\"","state==initializing,enabled"],"orderby":"createdAt"}}
<< {"jsonrpc":"2.0","id":6,"result":{"items":[{"id":"<uuid:one>","<...>":"<any>"},{"id":"<uuid:two>","<...>":"<any>"}]}}

// The secrets are told to who asks for them.
>> {"jsonrpc":"2.0","id":7,"method":"connection.list","params":{"property":["name==\"Acme two\""],"includeSecrets":true}}
<< {"jsonrpc":"2.0","id":7,"result":{"items":[{"id":"<uuid:two>","createdAt":"<integer>","updatedAt":"<integer>","name":"Acme two","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"},"state":"initializing","<...>":"<any>"}]}}

// How many there are.
>> {"jsonrpc":"2.0","id":8,"method":"connection.list","params":{"count":true}}
<< {"jsonrpc":"2.0","id":8,"result":{"count":3}}
>> {"jsonrpc":"2.0","id":9,"method":"connection.list","params":{"property":["name==Nobody"]}}
<< {"jsonrpc":"2.0","id":9,"result":{"items":[]}}

// A count is of all pages; a filter has two equals signs.
>> {"jsonrpc":"2.0","id":10,"method":"connection.list","params":{"count":true,"limit":2}}
<< {"jsonrpc":"2.0","id":10,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"/limit","keywordLocation":"/properties/count","keyword":"x-excludes","message":"<string>"}],"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":11,"method":"connection.list","params":{"property":["name=Acme"]}}
<< {"jsonrpc":"2.0","id":11,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"/property/0","keywordLocation":"<string>","keyword":"pattern","message":"<string>"}],"<...>":"<any>"}}}
