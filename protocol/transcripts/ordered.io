// With --ordered answers come in the order of their requests; notifications come when there is something to tell.
//! arguments: --simulate --simulate-enable-ms 200 --ordered
>> {"jsonrpc":"2.0","id":1,"method":"connection.create","params":{"name":"Acme Salesforce","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme.my.salesforce.com","clientId":"xxxx","clientSecret":"xxxx","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":1,"result":{"id":"<uuid:connection>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":2,"method":"connection.waitEnabled","params":{"id":"<uuid:connection>"}}
>> {"jsonrpc":"2.0","id":3,"method":"ping"}
>> [{"jsonrpc":"2.0","id":4,"method":"connection.get","params":["<uuid:connection>"]},{"jsonrpc":"2.0","id":5,"method":"ping"}]
>> {"jsonrpc":"2.0","id":6,"method":"connection.creat"}
<< {"jsonrpc":"2.0","id":2,"result":{"id":"<uuid:connection>","state":"enabled","wait":{"elapsedMs":"<integer>","polls":"<integer>"},"<...>":"<any>"}}
<<= {"jsonrpc":"2.0","id":3,"result":{}}
<< [{"jsonrpc":"2.0","id":4,"result":{"id":"<uuid:connection>","state":"<string>","<...>":"<any>"}},{"jsonrpc":"2.0","id":5,"result":{}}]
<< {"jsonrpc":"2.0","id":6,"error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"suggestion":"connection.create","<...>":"<any>"}}}
// A request that is cancelled keeps its place: its answer waits for those before it.
>> {"jsonrpc":"2.0","id":7,"method":"connection.create","params":{"name":"Acme simulate:never-enabled","auth":{"specName":"OAuth2 Client Credential","params":{"environmentUrl":"https://acme.my.salesforce.com","clientId":"xxxx","clientSecret":"xxxx","apiVersion":"60.0"}},"connectionSpec":{"id":"cfc0fee1-7dc0-40ef-b73e-d8b134c436f5","version":"1.0"}}}
<< {"jsonrpc":"2.0","id":7,"result":{"id":"<uuid:never>","etag":"<etag>"}}
>> {"jsonrpc":"2.0","id":8,"method":"connection.waitEnabled","params":{"id":"<uuid:never>","timeoutMs":300}}
>> {"jsonrpc":"2.0","id":9,"method":"connection.waitEnabled","params":{"id":"<uuid:never>"}}
>> {"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":9}}
<< {"jsonrpc":"2.0","id":8,"error":{"code":1504,"message":"<string>","data":{"kind":"waitTimeout","<...>":"<any>"}}}
<< {"jsonrpc":"2.0","id":9,"error":{"code":-32800,"message":"<string>","data":{"kind":"requestCancelled","retryable":false,"<...>":"<any>"}}}
