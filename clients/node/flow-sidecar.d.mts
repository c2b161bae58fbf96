/** A JSON object. */
export type JSONObject = Record<string, unknown>;

/** What is wrong with one place of the params. The locations are JSON Pointers. */
export interface Problem {
  instanceLocation: string;
  keywordLocation: string;
  keyword: string;
  message: string;
  suggestion?: string | number | boolean;
}

/** The body of POST /connections. Other members of Flow Service are passed on as they are. */
export interface ConnectionBody {
  name: string;
  description?: string;
  auth?: { specName: string; params: JSONObject };
  connectionSpec: { id: string; version?: string };
  _meta?: CallMeta;
  [member: string]: unknown;
}

/** What concerns a call and not its content. */
export interface CallMeta {
  sandboxName?: string;
  timeoutMs?: number;
  validation?: string;
  [member: string]: unknown;
}

/** The result of `connection.create`. `recovered`: found after a lost answer instead of created twice. */
export interface Created {
  id: string;
  /** Absent only for a recovered connection that has none yet. */
  etag?: string;
  warnings?: Problem[];
  recovered?: boolean;
}

/** A connection as Flow Service has it (its usual members); secrets are masked unless asked for. */
export interface Connection {
  id: string;
  name: string;
  state: string;
  description?: string;
  auth?: { specName: string; params: JSONObject };
  connectionSpec: { id: string; version?: string };
  createdAt?: number;
  updatedAt?: number;
  version?: string;
  etag?: string;
  [member: string]: unknown;
}

/** The result of `connection.waitEnabled`. */
export interface EnabledConnection extends Connection {
  wait: { elapsedMs: number; polls: number };
}

/** The result of `connection.validate`. */
export interface Validation {
  valid: boolean;
  errors: Problem[];
  warnings: Problem[];
  spec?: {
    id: string;
    origin: "live" | "cache" | "bundled" | "none";
    name?: string;
    provenance?: "published" | "derived";
    ageMs?: number;
  };
}

/** What a wait reports after each look; without `state` if that failed. */
export interface Progress {
  kind: "report";
  state?: string;
  elapsedMs: number;
  polls: number;
  nextPollMs?: number;
  message: string;
}

export interface CallOptions {
  /** Its abort rejects the promise with its reason at once, and cancels the request. */
  signal?: AbortSignal;
  /** What it throws rejects the promise and cancels the request. */
  onProgress?: (progress: Progress) => void;
}

export interface SidecarOptions {
  /** Default: `$FLOW_SIDECAR`, then `flow-sidecar` on the PATH. */
  binary?: string;
  /** Arguments of the program. Never credentials: every user of the machine can read them. */
  args?: readonly string[];
  /** Added to the environment of this process; the place for credentials. */
  env?: Record<string, string | undefined>;
  /** Where its log goes: inherited by default. */
  stderr?: "inherit" | "ignore" | number;
  /** Whether this program may end while the sidecar is idle. Default: false, it runs until `close()`. */
  unref?: boolean;
  /** How long `close()` waits for answers that are still due before it kills, in milliseconds. Default: 35,000. */
  drainTimeoutMs?: number;
}

/** The sidecar answered a call with an error. */
export class SidecarError extends Error {
  constructor(code: number, message: string, data?: JSONObject);
  readonly code: number;
  readonly data: JSONObject;
  /** The stable word for what happened, such as `invalidParams` or `waitTimeout`. */
  get kind(): string;
  /** Whether the same call may succeed later. */
  get retryable(): boolean;
  /** What to do about it, in plain words; empty when there is nothing to say. */
  get hint(): string;
  /** Everything that is wrong with the params, when `kind` is `invalidParams`. */
  get problems(): Problem[];
}

/** The process could not be started (see `cause`), or ended before it answered. */
export class SidecarExited extends Error {
  constructor(message: string, options?: { exitCode?: number | null; signal?: string | null; cause?: unknown });
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/** A running flow-sidecar. Any number of calls may be under way at once. */
export class Sidecar {
  constructor(options?: SidecarOptions);

  /** Creates a connection from the body that Flow Service's POST /connections takes. */
  create(body: ConnectionBody, options?: CallOptions): Promise<Created>;
  /** Reads a connection. */
  get(id: string, options?: CallOptions): Promise<Connection>;
  /** Waits until a connection is enabled; the sidecar gives up after `timeoutMs` with `waitTimeout`. */
  waitEnabled(id: string, options?: CallOptions & { timeoutMs?: number }): Promise<EnabledConnection>;
  /** Checks a create body against the method's schema and the connection spec; creates nothing. */
  validate(body: JSONObject, options?: CallOptions): Promise<Validation>;

  /** Calls a method. Rejected with a SidecarError, a SidecarExited, the signal's reason or what `onProgress` threw. */
  call<Result = unknown>(method: string, params?: object, options?: CallOptions): Promise<Result>;
  /** Sends a notification, which has no answer. */
  notify(method: string, params?: object): void;

  /** Closes its input, lets it answer what is under way, and waits for its end; kills it if that takes too long. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

declare global {
  // For compilers and libraries from before `await using`.
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol;
  }
}
