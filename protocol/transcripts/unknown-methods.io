// A method that is not there, and the one that was probably meant.
>> {"jsonrpc":"2.0","id":1,"method":"connection.creat","params":{}}
<< {"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"suggestion":"connection.create","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":2,"method":"Connection.Get","params":{}}
<< {"jsonrpc":"2.0","id":2,"error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"suggestion":"connection.get","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":3,"method":"connection.waitenabled","params":{}}
<< {"jsonrpc":"2.0","id":3,"error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"suggestion":"connection.waitEnabled","<...>":"<any>"}}}

// Nothing is near to these.
>> {"jsonrpc":"2.0","id":4,"method":"subtract","params":[42,23]}
<< {"jsonrpc":"2.0","id":4,"error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"suggestion":"<absent>","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":5,"method":""}
<< {"jsonrpc":"2.0","id":5,"error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"suggestion":"<absent>","<...>":"<any>"}}}

// Names that begin with rpc. are reserved; this one does not exist.
>> {"jsonrpc":"2.0","id":6,"method":"rpc.stop"}
<< {"jsonrpc":"2.0","id":6,"error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"<...>":"<any>"}}}

// A request is answered even when its name begins with $/.
>> {"jsonrpc":"2.0","id":7,"method":"$/whatever"}
<< {"jsonrpc":"2.0","id":7,"error":{"code":-32601,"message":"<string>","data":{"kind":"methodNotFound","retryable":false,"<...>":"<any>"}}}
