// A cancelled request is always answered.
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme simulate:never-enabled","description":"Salesforce with OAuth2 client credentials","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"acme-client","clientSecret":"acme-client-secret","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:connection>","etag":"<etag>"}}

// It is initializing, and stays so.
>> {"jsonrpc":"2.0","id":"wait","method":"connection.waitEnabled","params":{"id":"<uuid:connection>"}}
>> {"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"wait"}}
<< {"jsonrpc":"2.0","id":"wait","error":{"code":-32800,"message":"<string>","data":{"kind":"requestCancelled","retryable":false,"<...>":"<any>"}}}

// 1 and "1" are different ids; the wait goes on until its own is named.
>> {"jsonrpc":"2.0","id":7,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>"}}
>> {"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"7"}}
>> {"jsonrpc":"2.0","id":8,"method":"ping"}
<< {"jsonrpc":"2.0","id":8,"result":{}}
>> {"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":7}}
<< {"jsonrpc":"2.0","id":7,"error":{"code":-32800,"message":"<string>","data":{"kind":"requestCancelled","retryable":false,"<...>":"<any>"}}}

// What is over, or never was, is not worth an answer.
>> {"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":7}}
>> {"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"never sent"}}
>> {"jsonrpc":"2.0","id":9,"method":"ping"}
<< {"jsonrpc":"2.0","id":9,"result":{}}

// An id may be used again once its request is answered, and not before.
>> {"jsonrpc":"2.0","id":10,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>"}}
>> {"jsonrpc":"2.0","id":10,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"<string>","data":{"kind":"invalidRequest","retryable":false,"reason":"duplicateId","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":10}}
<< {"jsonrpc":"2.0","id":10,"error":{"code":-32800,"message":"<string>","data":{"kind":"requestCancelled","retryable":false,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":10,"method":"ping"}
<< {"jsonrpc":"2.0","id":10,"result":{}}
