#!/usr/bin/env node
// Creates a Salesforce connection, waits until it is enabled and reads it back.
//
//   node example.mjs --simulate
//
// Without --simulate it works on Flow Service itself, with the AEP_* variables of the README and the credentials below.

import { parseArgs } from "node:util";
import { Sidecar, SidecarError, SidecarExited } from "./flow-sidecar.mjs";

/** The body of POST /connections for Salesforce with OAuth2; made-up values stand in for what is not set. */
function salesforce(name) {
  const { env } = process;
  return {
    name,
    description: "Salesforce account using OAuth 2",
    auth: {
      specName: "OAuth2 Client Credential",
      params: {
        environmentUrl: env.SALESFORCE_ENVIRONMENT_URL ?? "https://acme-enterprise-3126.my.salesforce.com",
        clientId: env.SALESFORCE_CLIENT_ID ?? "simulated-client-id",
        clientSecret: env.SALESFORCE_CLIENT_SECRET ?? "simulated-client-secret",
        apiVersion: env.SALESFORCE_API_VERSION ?? "60.0",
      },
    },
    connectionSpec: { id: "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", version: "1.0" },
  };
}

/** The same body with two common mistakes. */
function misspelt(body) {
  const { clientId: clientID, ...params } = body.auth.params;
  return { ...body, auth: { ...body.auth, params: { ...params, clientID, apiVersion: "60" } } };
}

function showProblem({ instanceLocation, message }) {
  console.log(`  ${instanceLocation || "params"}: ${message}`);
}

function showState({ state, message, elapsedMs }) {
  console.log(`  ${(elapsedMs / 1000).toFixed(1)} s: ${state ?? message}`);
}

async function run(sidecar) {
  const body = salesforce("ACME Salesforce account");

  console.log("create, with mistakes:");
  try {
    const { id } = await sidecar.create(misspelt(body));
    throw new Error(`the mistakes went unnoticed: created ${id}`);
  } catch (error) {
    if (error.kind !== "invalidParams") throw error;
    console.log(`refused before anything was sent: ${error.message} (${error.kind} ${error.code})`);
    error.problems.forEach(showProblem);
  }

  console.log("create:");
  const { id, warnings = [] } = await sidecar.create(body);
  console.log(`  ${id}`);
  warnings.forEach(showProblem);

  console.log("wait:");
  const enabled = await sidecar.waitEnabled(id, { timeoutMs: 300_000, onProgress: showState });
  showState({ state: enabled.state, elapsedMs: enabled.wait.elapsedMs });

  const connection = await sidecar.get(id);
  console.log(`get:\n  '${connection.name}' is ${connection.state}`);
  console.log(`enabled: ${connection.id}`);
}

const { values } = parseArgs({ options: { binary: { type: "string" }, simulate: { type: "boolean" } } });
const sidecar = new Sidecar({ binary: values.binary, args: values.simulate ? ["--simulate"] : [] });
try {
  await run(sidecar);
} catch (error) {
  process.exitCode = 1;
  if (error instanceof SidecarError) {
    console.error(`error: ${error.message} (${error.kind} ${error.code})\n  ${error.hint}`);
    error.problems.forEach(showProblem);
  } else if (error instanceof SidecarExited) {
    console.error(`error: ${error.message}`);
  } else {
    throw error;
  }
} finally {
  await sidecar.close();
}
