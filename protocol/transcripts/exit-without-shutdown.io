// Leaving without shutdown is answered with another exit code.
//! exit: 1
>> {"jsonrpc":"2.0","id":1,"method":"ping"}
<< {"jsonrpc":"2.0","id":1,"result":{}}
>> {"jsonrpc":"2.0","method":"exit"}
