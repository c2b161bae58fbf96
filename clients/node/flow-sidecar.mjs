// A client of flow-sidecar: one file, no dependency, Node 18 or later.
//
//   const sidecar = new Sidecar();
//   const { id } = await sidecar.create(body);
//   const connection = await sidecar.waitEnabled(id, { onProgress: console.log });
//   await sidecar.close();
//
// Credentials belong in the environment (AEP_ACCESS_TOKEN and the others) or in a file given to --config; never in
// `args`, which every user of the machine can read. Nothing here logs what is sent or received.

import { spawn } from "node:child_process";

const NEWLINE = 0x0a;

// How long close() waits for answers that are still due: more than a request takes, less than a wait may.
const DRAIN_TIMEOUT_MS = 35_000;

/** The sidecar answered a call with an error. */
export class SidecarError extends Error {
  name = "SidecarError";

  constructor(code, message, data) {
    super(message);
    this.code = code;
    this.data = data ?? {};
  }

  get kind() {
    return this.data.kind ?? "";
  }

  get retryable() {
    return this.data.retryable === true;
  }

  get hint() {
    return this.data.hint ?? "";
  }

  get problems() {
    return this.data.errors ?? [];
  }
}

/** The process could not be started, or ended before it answered. */
export class SidecarExited extends Error {
  name = "SidecarExited";

  constructor(message, { exitCode = null, signal = null, cause } = {}) {
    super(message, { cause });
    this.exitCode = exitCode;
    this.signal = signal;
  }
}

/** A running flow-sidecar. Any number of calls may be under way at once. */
export class Sidecar {
  #child;
  #drainTimeoutMs;
  #unref;
  #calls = new Map();
  #nextId = 1;
  #parts = []; // of the line that is not complete yet
  #ended; // a SidecarExited, once it is
  #closed; // a promise, settled with the process

  constructor({
    binary = process.env.FLOW_SIDECAR || "flow-sidecar",
    args = [],
    env = {},
    stderr = "inherit",
    unref = false,
    drainTimeoutMs = DRAIN_TIMEOUT_MS,
  } = {}) {
    if (stderr === "pipe") throw new TypeError("nobody would read a pipe on stderr");
    this.#drainTimeoutMs = drainTimeoutMs;
    this.#unref = unref;
    this.#child = spawn(binary, args, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", stderr] });
    this.#child.stdin.on("error", () => {}); // a broken pipe is the end of the process, which "close" reports
    this.#child.stdout.on("data", (chunk) => this.#receive(chunk));
    this.#child.on("error", (cause) => {
      this.#end(new SidecarExited(`cannot start ${binary}: ${cause.message}`, { cause }));
    });
    this.#closed = new Promise((resolve) => {
      this.#child.on("close", (exitCode, signal) => {
        const how = signal ? `signal ${signal}` : `exit code ${exitCode}`;
        this.#end(new SidecarExited(`the sidecar exited before it answered (${how})`, { exitCode, signal }));
        resolve();
      });
    });
    this.#keepAlive(false);
  }

  /** Creates a connection from the body that Flow Service's POST /connections takes. */
  create(body, options) {
    return this.call("connection.create", body, options);
  }

  /** Reads a connection. */
  get(id, options) {
    return this.call("connection.get", { id }, options);
  }

  /** Waits until a connection is enabled; the sidecar gives up after `timeoutMs` with `waitTimeout`. */
  waitEnabled(id, { timeoutMs, ...options } = {}) {
    return this.call("connection.waitEnabled", { id, timeoutMs }, options); // JSON leaves out what is undefined
  }

  /** Checks a create body against the method's schema and the connection spec; creates nothing. */
  validate(body, options) {
    return this.call("connection.validate", body, options);
  }

  /** Calls a method. Rejected with a SidecarError, a SidecarExited, the signal's reason or what `onProgress` threw. */
  async call(method, params = {}, { signal, onProgress } = {}) {
    signal?.throwIfAborted();
    if (this.#ended) throw this.#ended;
    const id = this.#nextId++;
    if (onProgress) params = { ...params, _meta: { ...params._meta, progressToken: id } };
    const line = encode({ jsonrpc: "2.0", id, method, params });
    let abandon;
    try {
      return await new Promise((resolve, reject) => {
        // The entry stays until the sidecar answers, which it does even for a cancelled call.
        this.#calls.set(id, { resolve, reject, onProgress });
        abandon = () => {
          reject(signal.reason);
          this.#cancel(id);
        };
        signal?.addEventListener("abort", abandon, { once: true });
        this.#keepAlive(true);
        this.#child.stdin.write(line);
      });
    } finally {
      signal?.removeEventListener("abort", abandon);
    }
  }

  /** Sends a notification, which has no answer. */
  notify(method, params = {}) {
    this.#child.stdin.write(encode({ jsonrpc: "2.0", method, params }));
  }

  /** Closes its input, lets it answer what is under way, and waits for its end; kills it if that takes too long. */
  async close() {
    this.#keepAlive(true);
    this.#child.stdin.end();
    const killer = setTimeout(() => this.#child.kill("SIGKILL"), this.#drainTimeoutMs);
    await this.#closed;
    clearTimeout(killer);
  }

  // Before Node 18.18 the symbol does not exist; there, close() has to be called.
  [Symbol.asyncDispose ?? Symbol("asyncDispose")]() {
    return this.close();
  }

  // Lines are split on bytes: readline would also split on U+2028 and U+2029, which JSON strings may hold, and a chunk
  // may end in the middle of a character.
  #receive(chunk) {
    let start = 0;
    for (let end; (end = chunk.indexOf(NEWLINE, start)) !== -1; start = end + 1) {
      const line = Buffer.concat([...this.#parts, chunk.subarray(start, end)]);
      this.#parts = [];
      this.#deliver(line);
    }
    if (start < chunk.length) this.#parts.push(chunk.subarray(start));
  }

  #deliver(line) {
    if (this.#ended) return;
    const message = decode(line);
    if (!message) {
      this.#end(new SidecarExited("the program wrote something that is no JSON-RPC message"));
      this.#child.kill("SIGKILL");
    } else if (message.method !== undefined) {
      if (message.method === "$/progress") this.#report(message.params);
    } else if (message.id === null) {
      // An error that belongs to no id may belong to any call: none may hang.
      for (const id of [...this.#calls.keys()]) this.#settle(id, message);
    } else {
      this.#settle(message.id, message);
    }
  }

  #report({ token, value }) {
    const call = this.#calls.get(token);
    try {
      call?.onProgress?.(value);
    } catch (error) {
      call.reject(error);
      this.#cancel(token);
    }
  }

  #settle(id, { result, error }) {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    this.#keepAlive(this.#calls.size > 0);
    if (error) call?.reject(new SidecarError(error.code, error.message, error.data));
    else call?.resolve(result);
  }

  #cancel(id) {
    const call = this.#calls.get(id);
    if (call) call.onProgress = undefined;
    this.notify("$/cancelRequest", { id });
  }

  #end(reason) {
    this.#ended ??= reason;
    for (const { reject } of this.#calls.values()) reject(this.#ended);
    this.#calls.clear();
  }

  // With `unref`, an idle sidecar does not keep the program running, but one that owes an answer does.
  #keepAlive(busy) {
    if (!this.#unref) return;
    for (const handle of [this.#child, this.#child.stdin, this.#child.stdout]) busy ? handle.ref() : handle.unref();
  }
}

function encode(message) {
  return `${JSON.stringify(message)}\n`;
}

function decode(line) {
  try {
    const message = JSON.parse(line.toString());
    return message && (message.method !== undefined || message.id !== undefined) ? message : undefined;
  } catch {
    return undefined;
  }
}
