// Lines that are empty or blank are passed over.
//! framing: line
>> \n\r\n \t \n
>> {"jsonrpc":"2.0","id":1,"method":"ping"}\n\n\n
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>>   \r\n\t{"jsonrpc":"2.0","id":2,"method":"ping"} \t\r\n
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
