// What is not JSON is answered once, with the place of the fault, and the session goes on.
>> {"jsonrpc":"2.0","id":0,"method":"ping"}
<< {"jsonrpc":"2.0","id":0,"result":{}}
>> {"jsonrpc":"2.0","method":"ping","params":"bar","baz]
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unclosedString","offset":53,"line":1,"column":54,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method"
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpectedEnd","offset":32,"line":1,"column":33,"<...>":"<any>"}}}
>> [{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method"
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpectedEnd","offset":67,"line":1,"column":68,"<...>":"<any>"}}}
>> {'jsonrpc':'2.0'}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpected","offset":1,"line":1,"column":2,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":"ping",}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"trailingComma","offset":39,"line":1,"column":40,"<...>":"<any>"}}}
>> [1,]
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"trailingComma","offset":2,"line":1,"column":3,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":01,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"badNumber","offset":22,"line":1,"column":23,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":1,"method":"ping"} x
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"contentAfterValue","offset":41,"line":1,"column":42,"<...>":"<any>"}}}
>> hello
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpected","offset":0,"line":1,"column":1,"<...>":"<any>"}}}

// A name that occurs twice could be read in two ways.
>> {"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"duplicateName","offset":24,"line":1,"column":25,"<...>":"<any>"}}}

// Half a surrogate pair is no character.
>> {"jsonrpc":"2.0","id":"\ud800","method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"loneSurrogate","offset":23,"line":1,"column":24,"<...>":"<any>"}}}

// Words and escapes that JSON does not have.
>> {"jsonrpc":"2.0","id":1,"method":"ping","params":nul}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"badLiteral","offset":49,"line":1,"column":50,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":"\x41","method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"badEscape","offset":23,"line":1,"column":24,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":"\u00g0","method":"ping"}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"badUnicodeEscape","offset":23,"line":1,"column":24,"<...>":"<any>"}}}

// The place is that of the fault: here the bracket that closes what was never opened.
>> {"jsonrpc":"2.0","id":1,"method":"ping","params":]}
<< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"<string>","data":{"kind":"parseError","retryable":false,"reason":"unexpected","offset":49,"line":1,"column":50,"<...>":"<any>"}}}
>> {"jsonrpc":"2.0","id":9,"method":"ping"}
<< {"jsonrpc":"2.0","id":9,"result":{}}
