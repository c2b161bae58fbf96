// What else validation finds.

// A name that no authSpec has.
>> {"jsonrpc":"2.0","id":1,"method":"connection.validate","params":{"name":"Acme","description":"x","auth":{"specName":"OAuth2 Client Credentials","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"valid":false,"errors":[{"instanceLocation":"/auth/specName","keywordLocation":"/authSpec","keyword":"enum","message":"<string>","suggestion":"OAuth2 Client Credential"}],"warnings":[],"spec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","origin":"bundled","provenance":"derived"}}}

// A member that is not known is sent on, with a warning.
>> {"jsonrpc":"2.0","id":2,"method":"connection.validate","params":{"name":"Acme","description":"x","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0","includeDeletedObject":true}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":2,"result":{"valid":true,"errors":[],"warnings":[{"instanceLocation":"/auth/params/includeDeletedObject","keywordLocation":"/authSpec/1/spec/properties","keyword":"properties","message":"<string>","suggestion":"includeDeletedObjects"}],"spec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","origin":"bundled","provenance":"derived"}}}

// An https URL of another form may be right.
>> {"jsonrpc":"2.0","id":3,"method":"connection.validate","params":{"name":"Acme","description":"x","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://login.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":3,"result":{"valid":true,"errors":[],"warnings":[{"instanceLocation":"/auth/params/environmentUrl","keywordLocation":"/authSpec/1/spec/properties/environmentUrl/x-warnPattern","keyword":"x-warnPattern","message":"<string>"}],"spec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","origin":"bundled","provenance":"derived"}}}

// Several members missing: one problem each, at the object that lacks them.
>> {"jsonrpc":"2.0","id":4,"method":"connection.validate","params":{"name":"Acme","description":"x","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":4,"result":{"valid":false,"errors":[{"instanceLocation":"/auth/params","keywordLocation":"/authSpec/1/spec/required","keyword":"required","message":"<string>"},{"instanceLocation":"/auth/params","keywordLocation":"/authSpec/1/spec/required","keyword":"required","message":"<string>"}],"warnings":[],"spec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","origin":"bundled","provenance":"derived"}}}

// A misspelt member of the params themselves.
>> {"jsonrpc":"2.0","id":5,"method":"connection.validate","params":{"nmae":"Acme","description":"x","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":5,"result":{"valid":false,"errors":[{"instanceLocation":"/nmae","keywordLocation":"/required","keyword":"required","message":"<string>","suggestion":"name"}],"warnings":[],"spec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","origin":"bundled","provenance":"derived"}}}

// Nothing at all.
>> {"jsonrpc":"2.0","id":6,"method":"connection.validate","params":{}}
<< {"jsonrpc":"2.0","id":6,"result":{"valid":false,"errors":[{"instanceLocation":"","keywordLocation":"/required","keyword":"required","message":"<string>"},{"instanceLocation":"","keywordLocation":"/required","keyword":"required","message":"<string>"}],"warnings":[]}}

// create and validate take their params by name only.
>> {"jsonrpc":"2.0","id":7,"method":"connection.validate","params":["Acme"]}
<< {"jsonrpc":"2.0","id":7,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"","keywordLocation":"/type","keyword":"type","message":"<string>"}],"<...>":"<any>"}}}

// Other methods refuse members they do not know.
>> {"jsonrpc":"2.0","id":8,"method":"connection.get","params":{"id":"00000000-0000-4000-8000-000000000000","includeSecret":true}}
<< {"jsonrpc":"2.0","id":8,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"/includeSecret","keywordLocation":"/additionalProperties","keyword":"additionalProperties","message":"<string>","suggestion":"includeSecrets"}],"<...>":"<any>"}}}

// An id that is no UUID cannot be one of Flow Service's.
>> {"jsonrpc":"2.0","id":9,"method":"connection.get","params":{"id":"Acme Salesforce"}}
<< {"jsonrpc":"2.0","id":9,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"/id","keywordLocation":"/properties/id/$ref/pattern","keyword":"pattern","message":"<string>"}],"<...>":"<any>"}}}

// Too many by position.
>> {"jsonrpc":"2.0","id":10,"method":"connection.get","params":["00000000-0000-4000-8000-000000000000",false,{},1]}
<< {"jsonrpc":"2.0","id":10,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"","keywordLocation":"/maxItems","keyword":"maxItems","message":"<string>"}],"<...>":"<any>"}}}

// By position the place is counted from 0.
>> {"jsonrpc":"2.0","id":13,"method":"connection.get","params":["Acme Salesforce"]}
<< {"jsonrpc":"2.0","id":13,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"/0","keywordLocation":"/properties/id/$ref/pattern","keyword":"pattern","message":"<string>"}],"<...>":"<any>"}}}

// The longest wait is a day.
>> {"jsonrpc":"2.0","id":11,"method":"connection.waitEnabled","params":{"id":"00000000-0000-4000-8000-000000000000","timeoutMs":86400001}}
<< {"jsonrpc":"2.0","id":11,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"/timeoutMs","keywordLocation":"/properties/timeoutMs/maximum","keyword":"maximum","message":"<string>"}],"<...>":"<any>"}}}

// A missing id.
>> {"jsonrpc":"2.0","id":12,"method":"connection.get"}
<< {"jsonrpc":"2.0","id":12,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"","keywordLocation":"/required","keyword":"required","message":"<string>"}],"<...>":"<any>"}}}
