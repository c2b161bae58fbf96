// As good as none.
//! framing: line
>> \n \t\r\n\xEF\xBB\xBF\n
