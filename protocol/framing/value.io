// A first line that is an unfinished JSON text: values one after another, as jq prints them. Answers are a line each.
//! framing: line
>> {\n
>>   "jsonrpc": "2.0",\n  "id": 1,\n  "method": "ping"\n
>> }
<<= {"jsonrpc":"2.0","id":1,"result":{}}\n
>> \n{\n  "jsonrpc": "2.0",\n  "id": 2,\n  "method": "ping"\n}\n
<<= {"jsonrpc":"2.0","id":2,"result":{}}\n
>> {"jsonrpc":"2.0","id":3,"method":"info"}
<< {"jsonrpc":"2.0","id":3,"result":{"framing":"value","<...>":"<any>"}}
