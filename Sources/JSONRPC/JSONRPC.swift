// JSONRPC: see the files beside this one.
