// A validating JSON-RPC server in node: JSON.parse, ajv, one line in and one line out; what is read at once is answered
// at once. Usage: node line-loop.js SCHEMAS
"use strict";
const fs = require("fs");
const Ajv = require("ajv");

const { params: paramsSchema, authSpecs } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const ajv = new Ajv({ allErrors: true, unknownFormats: "ignore", logger: false });
const validateParams = ajv.compile(paramsSchema);
const validateAuth = new Map(Object.entries(authSpecs).map(([name, schema]) => [name, ajv.compile(schema)]));

function problems(params) {
  const found = [];
  const add = (at, errors) => {
    for (const error of errors) {
      found.push({
        instanceLocation: at + error.dataPath, keywordLocation: error.schemaPath, keyword: error.keyword,
        message: error.message,
      });
    }
  };
  if (!validateParams(params)) add("", validateParams.errors);
  const auth = params.auth;
  if (auth && typeof auth === "object") {
    const validate = validateAuth.get(auth.specName);
    if (!validate) found.push({ instanceLocation: "/auth/specName", message: "unknown" });
    else if (!validate(auth.params)) add("/auth/params", validate.errors);
  }
  return found;
}

function answer(line) {
  let request;
  try {
    request = JSON.parse(line);
  } catch (error) {
    return { jsonrpc: "2.0", id: null, error: { code: -32700, message: error.message } };
  }
  const { jsonrpc, id, method, params } = request;
  if (jsonrpc !== "2.0" || typeof method !== "string") {
    return { jsonrpc: "2.0", id: null, error: { code: -32600, message: "not a request" } };
  }
  if (method !== "connection.validate") return { jsonrpc: "2.0", id, error: { code: -32601, message: "unknown method" } };
  const errors = problems(params);
  return { jsonrpc: "2.0", id, result: { valid: errors.length === 0, errors } };
}

let rest = [];
process.stdin.on("data", (chunk) => {
  let start = 0;
  let end;
  let out = "";
  while ((end = chunk.indexOf(10, start)) >= 0) {
    let line = chunk.toString("utf8", start, end);
    if (rest.length > 0) {
      rest.push(chunk.subarray(start, end));
      line = Buffer.concat(rest).toString("utf8");
      rest = [];
    }
    out += JSON.stringify(answer(line)) + "\n";
    start = end + 1;
  }
  if (start < chunk.length) rest.push(chunk.subarray(start));
  if (out !== "") process.stdout.write(out);
});
