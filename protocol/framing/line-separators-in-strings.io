// Only 0x0A ends a line: U+2028, U+2029 and U+0085 may stand in strings, and come back as they were.
//! framing: line
>> {"jsonrpc":"2.0","id":"a\xE2\x80\xA8b\xE2\x80\xA9c\xC2\x85d","method":"ping"}\n
<<= {"jsonrpc":"2.0","id":"a\xE2\x80\xA8b\xE2\x80\xA9c\xC2\x85d","result":{}}\n
