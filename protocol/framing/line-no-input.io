// No input, no output, and nothing wrong.
//! close: input
//! framing: line
