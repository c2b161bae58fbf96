// What is not JSON is answered once, with the place of the fault, and the session goes on.
>> {"jsonrpc":"2.0","id":0,"method":"ping"}
<< {"jsonrpc":"2.0","id":0,"result":{}}
>> {"jsonrpc":"2.0","method":"ping","params":"bar","baz]
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":"<integer>","line":1,"column":"<integer>","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method"
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":"<integer>","line":1,"column":"<integer>","<...>":"<any>"}}}
>> [{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method"
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":"<integer>","line":1,"column":"<integer>","<...>":"<any>"}}}
>> {'jsonrpc':'2.0'}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":"<integer>","line":1,"column":"<integer>","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":"ping",}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":"<integer>","line":1,"column":"<integer>","<...>":"<any>"}}}
>> [1,]
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":"<integer>","line":1,"column":"<integer>","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":01,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":"<integer>","line":1,"column":"<integer>","<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":"ping"} x
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":"<integer>","line":1,"column":"<integer>","<...>":"<any>"}}}
>> hello
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":"<integer>","line":1,"column":"<integer>","<...>":"<any>"}}}

// A name that occurs twice could be read in two ways.
>> {"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":"<integer>","line":1,"column":"<integer>","<...>":"<any>"}}}

// Half a surrogate pair is no character.
>> {"jsonrpc":"2.0","id":"\ud800","method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":"<integer>","line":1,"column":"<integer>","<...>":"<any>"}}}

// The place is that of the fault: here the bracket that closes what was never opened.
>> {"jsonrpc":"2.0","id":1,"method":"ping","params":]}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"<string>","offset":49,"line":1,"column":50,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":9,"method":"ping"}
<< {"jsonrpc":"2.0","id":9,"result":{}}
