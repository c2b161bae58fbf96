// Times ajv and JSON.parse on cases.json; prints {"case": {"measure": nanoseconds}}.
"use strict";
const fs = require("fs");
const Ajv = require("ajv");

const BATCHES = 7;

function nanoseconds(call) {
  let count = 1;
  let sink = 0;
  const batch = () => {
    const start = process.hrtime.bigint();
    for (let i = 0; i < count; i++) if (call()) sink++;
    return Number(process.hrtime.bigint() - start);
  };
  while (batch() < 10e6) count *= 2;
  const times = [];
  for (let i = 0; i < BATCHES; i++) times.push(batch() / count);
  times.sort((a, b) => a - b);
  if (sink < 0) throw new Error("unreachable");
  return times[BATCHES >> 1];
}

const results = {};
for (const [name, { schema, valid, invalid }] of Object.entries(JSON.parse(fs.readFileSync(process.argv[2], "utf8")))) {
  const options = { unknownFormats: "ignore", logger: false };
  const first = new Ajv(options).compile(schema);
  const all = new Ajv({ ...options, allErrors: true }).compile(schema);
  if (!first(valid) || first(invalid)) throw new Error(`${name}: wrong verdict`);
  const text = JSON.stringify(valid);
  all(invalid);
  results[name] = {
    parse: nanoseconds(() => JSON.parse(text)),
    isValid: nanoseconds(() => first(valid)),
    diagnose: nanoseconds(() => all(invalid)),
    compile: nanoseconds(() => new Ajv(options).compile(schema)),
    errors: all.errors.length,
  };
}
console.log(JSON.stringify(results));
