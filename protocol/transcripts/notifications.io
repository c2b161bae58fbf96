// What has no id is never answered, whatever is wrong with it.
>> {"jsonrpc":"2.0","method":"ping"}
>> {"jsonrpc":"2.0","method":"no.such.method"}
>> {"jsonrpc":"2.0","method":"connection.get","params":{"id":"not a uuid"}}
>> {"jsonrpc":"2.0","method":"$/whatever","params":{"a":1}}
>> {"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"never sent"}}
>> {"jsonrpc":"2.0","method":"ping","params":[1,2,3]}

// A method that creates is not run as a notification: nobody would learn of its failure.
>> {"jsonrpc":"2.0","method":"connection.create","params":{"name":"Acme unseen","description":"Never made","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme-enterprise-3126.my.salesforce.com","clientId":"xxxx","clientSecret":"xxxx","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}

// What carries a result or an error is an answer, and answers are not answered.
>> {"jsonrpc":"2.0","id":1,"result":{}}
>> {"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}}
>> {"jsonrpc":"2.0","id":1,"method":"ping","result":{}}

// Only this is.
>> {"jsonrpc":"2.0","id":"after","method":"ping"}
<< {"jsonrpc":"2.0","id":"after","result":{}}
