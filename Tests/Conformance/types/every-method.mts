// Calls every method once, with types: checked by tsc --strict, and run against the simulated service.
//
//   node every-method.mjs PROGRAM

import { Sidecar, SidecarError } from "./flow-sidecar.mjs";
import type { ConnectionBody, Errors, Progress, Uuid } from "./flow-sidecar.mjs";

declare const process: { argv: string[] };
declare const console: { log(...values: unknown[]): void };

function body(name: string): ConnectionBody {
  return {
    name,
    auth: {
      specName: "OAuth2 Client Credential",
      params: {
        environmentUrl: "https://acme.my.salesforce.com",
        clientId: "simulated",
        clientSecret: "simulated",
        apiVersion: "60.0",
      },
    },
    connectionSpec: { id: "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", version: "1.0" },
    _meta: { timeoutMs: 60_000, validation: "strict" },
  };
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

const sidecar = new Sidecar({ binary: process.argv[2], args: ["--simulate"] });

const begun = await sidecar.call("initialize", { clientInfo: { name: "every-method" } });
expect(begun.serverInfo.name === "flow-sidecar", "initialize");
sidecar.notify("initialized", {});
await sidecar.call("ping");
const document: string = (await sidecar.call("rpc.discover")).openrpc;
const limit: number = (await sidecar.call("info")).limits.messageBytes;
expect(document === "1.3.2" && limit > 0, "info");

const listed = await sidecar.call("connectionSpec.list", { query: "salesforce crm" });
const described = await sidecar.call("connectionSpec.get", { name: listed.items[0]?.name });
const names: string[] = described.authSpecs.flatMap((spec) => spec.params.map((param) => param.name));
expect(names.includes("environmentUrl"), "connectionSpec.get");

const checked = await sidecar.call("connection.validate", body("Acme, checked"));
expect(checked.valid && checked.errors.length === 0 && checked.spec?.origin === "bundled", "connection.validate");
const created = await sidecar.call("connection.create", body("Acme, once"));
const id: Uuid = created.id;
const seen: Progress[] = [];
const enabled = await sidecar.call(
  "connection.waitEnabled",
  { id, timeoutMs: 60_000 },
  { onProgress: (progress) => seen.push(progress) },
);
expect(enabled.wait.polls > seen.length && enabled.state === "enabled", "connection.waitEnabled");
const read = await sidecar.call("connection.get", { id, includeSecrets: true });
expect(read.auth?.params?.clientSecret === "simulated", "connection.get");
const changed = await sidecar.call("connection.update", {
  id,
  operations: [{ op: "replace", path: "/name", value: "Acme, twice" }],
  etag: read.etag,
});
const works: boolean = (await sidecar.call("connection.test", { id: changed.id })).result;
const found = await sidecar.call("connection.explore", { id, objectType: "root" });
const ensured = await sidecar.call("connection.ensure", body("Acme, for sure"));
const count = (await sidecar.call("connection.list", { count: true })).count;
const gone = await sidecar.call("connection.delete", { id: ensured.id });
expect(works && found.items?.length === 3 && ensured.created && count === 2 && gone.id === ensured.id, "the rest");

try {
  await sidecar.call("connection.create", { ...body("Acme, wrong"), auth: { specName: "No such", params: {} } });
  throw new Error("the mistake went unnoticed");
} catch (error) {
  if (!(error instanceof SidecarError)) throw error;
  const kind: keyof Errors = "invalidParams";
  const code: Errors["invalidParams"]["code"] = -32602;
  expect(error.kind === kind && error.code === code && error.problems.length === 1, "invalidParams");
}

sidecar.notify("$/cancelRequest", { id: "nobody's" });
await sidecar.call("shutdown");
sidecar.notify("exit");
await sidecar.close();
console.log("every method");
