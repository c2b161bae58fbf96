// Which sources there are, and what each asks for: from the catalogue, as no credentials are configured.

// One category.
>> {"jsonrpc":"2.0","id":1,"method":"connectionSpec.list","params":{"category":"crm"}}
<< {"jsonrpc":"2.0","id":1,"result":{"items":[{"id":"<uuid>","name":"dynamics-online","label":"Microsoft Dynamics","category":"CRM","isSource":true,"provenance":"<string>","authSpecs":"<any>","documentation":"<string>"},{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","label":"Salesforce","category":"CRM","isSource":true,"provenance":"derived","authSpecs":["Basic Authentication","OAuth2 Client Credential","OAuth2 JWT Token Credential"],"documentation":"<string>"},{"id":"<uuid>","name":"veeva-crm","label":"Veeva CRM","category":"CRM","isSource":true,"provenance":"<string>","authSpecs":"<any>","documentation":"<string>"},{"id":"<uuid>","name":"zoho-crm","label":"Zoho CRM","category":"CRM","isSource":true,"provenance":"<string>","authSpecs":"<any>","documentation":"<string>"}]}}

// Every word has to occur somewhere.
>> {"jsonrpc":"2.0","id":2,"method":"connectionSpec.list","params":{"query":"JWT salesforce"}}
<< {"jsonrpc":"2.0","id":2,"result":{"items":[{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","<...>":"<any>"}]}}

// By position: name, category, query.
>> {"jsonrpc":"2.0","id":3,"method":"connectionSpec.list","params":[null,null,"jwt salesforce"]}
<< {"jsonrpc":"2.0","id":3,"result":{"items":[{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","<...>":"<any>"}]}}

// Nothing fits, but something nearly does.
>> {"jsonrpc":"2.0","id":4,"method":"connectionSpec.list","params":{"name":"salesfroce"}}
<< {"jsonrpc":"2.0","id":4,"result":{"items":[],"suggestion":"salesforce"}}
>> {"jsonrpc":"2.0","id":5,"method":"connectionSpec.list","params":{"category":"Database"}}
<< {"jsonrpc":"2.0","id":5,"result":{"items":[],"suggestion":"Databases"}}

// What a source asks for, by the name that people call it.
>> {"jsonrpc":"2.0","id":6,"method":"connectionSpec.get","params":{"name":"Amazon Kinesis"}}
<< {"jsonrpc":"2.0","id":6,"result":{"id":"86043421-563b-46ec-8e6c-e23184711bf6","name":"amazon-kinesis","label":"Amazon Kinesis","category":"Cloud storage","isSource":true,"version":"1.0","providerId":"521eee4d-8cbe-4906-bb48-fb6bd4450033","origin":"bundled","provenance":"derived","documentation":"https://experienceleague.adobe.com/en/docs/experience-platform/sources/api-tutorials/create/cloud-storage/kinesis","notes":"The body of the create carries this providerId at its top level. name is not taken from Flow Service, whose own name for this source may differ.","authSpecs":[{"name":"Aws Kinesis authentication credentials","description":"Credentials for Amazon Kinesis.","params":[{"name":"accessKeyId","types":["string"],"required":true,"secret":true,"description":"The access key id of the account."},{"name":"secretKey","types":["string"],"required":true,"secret":true,"description":"The secret access key of the account.","format":"password"},{"name":"region","types":["string"],"required":true,"secret":false,"description":"The region of the service."}],"schema":{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","description":"Credentials for Amazon Kinesis.","properties":{"accessKeyId":{"type":"string","description":"The access key id of the account."},"secretKey":{"type":"string","description":"The secret access key of the account.","format":"password"},"region":{"type":"string","description":"The region of the service."}},"required":["accessKeyId","secretKey","region"]}}]}}

// By id: three kinds of credentials, one of them ended.
>> {"jsonrpc":"2.0","id":7,"method":"connectionSpec.get","params":["cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"]}
<< {"jsonrpc":"2.0","id":7,"result":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","name":"salesforce","origin":"bundled","provenance":"derived","authSpecs":[{"name":"Basic Authentication","deprecated":"<string>","description":"<string>","params":"<any>","schema":"<any>"},{"name":"OAuth2 Client Credential","deprecated":"<absent>","description":"<string>","params":[{"name":"environmentUrl","types":["string"],"required":true,"secret":false,"expected":"<string>","examples":["https://acme.my.salesforce.com"],"<...>":"<any>"},{"name":"clientId","types":["string"],"required":true,"secret":false,"<...>":"<any>"},{"name":"clientSecret","types":["string"],"required":true,"secret":true,"<...>":"<any>"},{"name":"apiVersion","types":["string"],"required":true,"secret":false,"examples":["60.0"],"<...>":"<any>"},{"name":"includeDeletedObjects","types":["boolean"],"required":false,"secret":false,"default":false,"description":"<string>"}],"schema":{"type":"object","<...>":"<any>"}},{"name":"OAuth2 JWT Token Credential","<...>":"<any>"}],"<...>":"<any>"}}

// A name that is not quite right.
>> {"jsonrpc":"2.0","id":8,"method":"connectionSpec.get","params":{"name":"salesfroce"}}
<< {"jsonrpc":"2.0","id":8,"error":{"code":1404,"message":"<string>","data":{"kind":"notFound","retryable":false,"suggestion":"salesforce","hint":"<string>"}}}

// An id that nobody has.
>> {"jsonrpc":"2.0","id":9,"method":"connectionSpec.get","params":{"id":"00000000-0000-4000-8000-000000000000"}}
<< {"jsonrpc":"2.0","id":9,"error":{"code":1404,"message":"<string>","data":{"kind":"notFound","retryable":false,"id":"00000000-0000-4000-8000-000000000000","hint":"<string>"}}}

// Either the one or the other.
>> {"jsonrpc":"2.0","id":10,"method":"connectionSpec.get"}
<< {"jsonrpc":"2.0","id":10,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"","keywordLocation":"/oneOf","keyword":"oneOf","message":"<string>"}]}}}
>> {"jsonrpc":"2.0","id":11,"method":"connectionSpec.get","params":["cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","salesforce"]}
<< {"jsonrpc":"2.0","id":11,"error":{"code":-32602,"message":"<string>","data":{"kind":"invalidParams","retryable":false,"errors":[{"instanceLocation":"","keywordLocation":"/oneOf","keyword":"oneOf","message":"<string>"}]}}}
