// An id that nobody has.
>> {"jsonrpc":"2.0","id":1,"method":"connection.get","params":{"id":"00000000-0000-4000-8000-000000000000"}}
<< {"jsonrpc":"2.0","id":1,"error":{"code":1404,"message":"<string>","data":{"kind":"notFound","retryable":false,"httpStatus":404,"<...>":"<any>"}}}
