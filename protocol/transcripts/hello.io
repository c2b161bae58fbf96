// The first things a client asks for. Run with --simulate, as every transcript that does not say otherwise.

// Is anybody there? By name, by position and without params.
>> {"jsonrpc":"2.0","id":1,"method":"ping"}
<< {"jsonrpc":"2.0","id":1,"result":{}}
>> {"jsonrpc":"2.0","id":2,"method":"ping","params":{}}
<< {"jsonrpc":"2.0","id":2,"result":{}}
>> {"jsonrpc":"2.0","id":3,"method":"ping","params":[]}
<< {"jsonrpc":"2.0","id":3,"result":{}}

// Emacs and others send params null where they mean none.
>> {"jsonrpc":"2.0","id":4,"method":"ping","params":null}
<< {"jsonrpc":"2.0","id":4,"result":{}}

// Versions and limits.
>> {"jsonrpc":"2.0","id":5,"method":"info"}
<< {"jsonrpc":"2.0","id":5,"result":{"name":"flow-sidecar","version":"<string>","protocolVersion":"<string>","framing":"<string>","simulate":true,"limits":{"messageBytes":"<integer>","nesting":"<integer>","idBytes":"<integer>","batchMessages":"<integer>","requestsInFlight":"<integer>","drainTimeoutMs":"<integer>","<...>":"<any>"},"<...>":"<any>"}}

// The whole OpenRPC document.
>> {"jsonrpc":"2.0","id":6,"method":"rpc.discover"}
<< {"jsonrpc":"2.0","id":6,"result":{"openrpc":"1.3.2","info":{"title":"flow-sidecar","<...>":"<any>"},"methods":"<any>","components":"<any>","<...>":"<any>"}}
