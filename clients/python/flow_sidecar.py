"""A client of flow-sidecar: one file, no dependency, Python 3.9 or later.

``Sidecar`` is for threads and scripts, ``AsyncSidecar`` for asyncio. Both start the program, write one JSON-RPC 2.0
message a line to its standard input and match the answers on its standard output to the calls by their ids.

    with Sidecar() as sidecar:
        created = sidecar.create(body)
        connection = sidecar.wait_enabled(created["id"], on_progress=print)

Credentials belong in the environment (``AEP_ACCESS_TOKEN`` and the others) or in a file given to ``--config``; never in
``args``, which every user of the machine can read. Nothing here logs what is sent or received.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import queue
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import IO, Any, Callable, TypedDict, cast

__all__ = [
    "AsyncSidecar",
    "Call",
    "CheckedSpec",
    "Connection",
    "Created",
    "EnabledConnection",
    "Problem",
    "Progress",
    "Sidecar",
    "SidecarError",
    "SidecarExited",
    "Validation",
]

JSONObject = dict[str, Any]

# How long close() waits for answers that are still due, in seconds: more than a request takes, less than a wait may.
DRAIN_TIMEOUT = 35.0

EXITED = "the sidecar exited before it answered"


class _Problem(TypedDict):
    instanceLocation: str
    keywordLocation: str
    keyword: str
    message: str


class Problem(_Problem, total=False):
    """What is wrong with one place of the params. The locations are JSON Pointers."""

    suggestion: Any  # the name, or the value, to put in place: a string, a number or a boolean


class _Created(TypedDict):
    id: str


class Created(_Created, total=False):
    """The result of ``connection.create``. ``recovered``: found after a lost answer instead of created twice; only then
    the ``etag`` may be missing."""

    etag: str
    warnings: list[Problem]
    recovered: bool


class Connection(TypedDict, total=False):
    """A connection as Flow Service has it (its usual members); secrets are masked unless asked for."""

    id: str
    name: str
    description: str
    state: str
    auth: JSONObject
    connectionSpec: JSONObject
    createdAt: int
    updatedAt: int
    version: str
    etag: str


class Wait(TypedDict):
    elapsedMs: int
    polls: int


class EnabledConnection(Connection):
    """The result of ``connection.waitEnabled``."""

    wait: Wait


class _CheckedSpec(TypedDict):
    id: str
    origin: str


class CheckedSpec(_CheckedSpec, total=False):
    """The connection spec that params were checked against; ``origin``: live, cache, bundled or none."""

    name: str
    provenance: str
    ageMs: int


class _Validation(TypedDict):
    valid: bool
    errors: list[Problem]
    warnings: list[Problem]


class Validation(_Validation, total=False):
    """The result of ``connection.validate``."""

    spec: CheckedSpec


class _Progress(TypedDict):
    kind: str
    elapsedMs: int
    polls: int
    message: str


class Progress(_Progress, total=False):
    """What a wait reports after each look; without ``state`` if that failed. Times are in milliseconds."""

    state: str
    nextPollMs: int


OnProgress = Callable[[Progress], object]


class SidecarError(Exception):
    """The sidecar answered a call with an error."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(code, message, data)
        self.code = code
        self.message = message
        self.data: JSONObject = data if isinstance(data, dict) else {}

    @property
    def kind(self) -> str:
        """The stable word for what happened, such as ``invalidParams`` or ``waitTimeout``."""
        return str(self.data.get("kind", ""))

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""
        return self.data.get("retryable") is True

    @property
    def hint(self) -> str:
        """What to do about it, in plain words; empty when there is nothing to say."""
        return str(self.data.get("hint", ""))

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong with the params, when ``kind`` is ``invalidParams``."""
        return list(self.data.get("errors", []))

    def __str__(self) -> str:
        return f"{self.message} ({self.kind or 'error'} {self.code})"


class SidecarExited(Exception):
    """The process ended, or closed its output, before it answered.

    ``exit_code`` is negative when a signal ended it (as in ``subprocess``), None while it is still running.
    """

    def __init__(self, exit_code: int | None, reason: str = EXITED) -> None:
        super().__init__(exit_code, reason)
        self.exit_code = exit_code
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.reason} (exit code {self.exit_code})"


class Call:
    """A call under way. Any thread may cancel it; one thread waits for its result."""

    def __init__(self, sidecar: Sidecar, request_id: int, on_progress: OnProgress | None) -> None:
        self.id = request_id
        self._sidecar = sidecar
        self._on_progress = on_progress
        self._inbox: queue.SimpleQueue[JSONObject | SidecarExited] = queue.SimpleQueue()

    def cancel(self) -> None:
        """Asks the sidecar to give up. It still answers: ``requestCancelled``, or a result that was faster."""
        with contextlib.suppress(SidecarExited):
            self._sidecar.notify("$/cancelRequest", {"id": self.id})

    def result(self, timeout: float | None = None) -> Any:
        """Waits for the answer, calling ``on_progress`` in this thread meanwhile.

        Raises SidecarError, SidecarExited, or TimeoutError after ``timeout`` seconds. A wait that is left early, by the
        time-out, Ctrl-C or an exception out of ``on_progress``, cancels the call.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        try:
            while True:
                message = self._inbox.get(timeout=None if deadline is None else max(0.0, deadline - time.monotonic()))
                if isinstance(message, SidecarExited) or "method" not in message:
                    break
                if self._on_progress is not None:
                    self._on_progress(message["params"]["value"])
        except queue.Empty:
            self.cancel()
            raise TimeoutError(f"no answer within {timeout} s") from None
        except BaseException:
            self.cancel()
            raise
        self._inbox.put(message)  # whoever asks again is told again
        return _result(message)


class Sidecar:
    """A running flow-sidecar. Its methods may be called from any number of threads at once.

    Leaving its ``with`` block closes it; leaving by an exception first cancels what other threads have under way.

    ``binary`` defaults to $FLOW_SIDECAR, then to ``flow-sidecar`` on the PATH. ``env`` is added to this process's
    environment. ``stderr`` is inherited by default; it takes what ``subprocess`` takes, but not PIPE, which nobody
    would read. Raises OSError when the program cannot be started.
    """

    def __init__(
        self,
        binary: str | None = None,
        args: Sequence[str] = (),
        *,
        env: Mapping[str, str] | None = None,
        stderr: int | IO[Any] | None = None,
        drain_timeout: float = DRAIN_TIMEOUT,
    ) -> None:
        self._process = subprocess.Popen(
            _command(binary, args),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=_not_a_pipe(stderr),
            env={**os.environ, **(env or {})},
        )
        self._drain_timeout = drain_timeout
        self._ids = itertools.count(1)
        self._calls: dict[int, Call] = {}
        self._ended: SidecarExited | None = None
        self._state_lock = threading.Lock()  # _calls and _ended
        self._write_lock = threading.Lock()
        self._reader = threading.Thread(target=self._read, name="flow-sidecar reader", daemon=True)
        self._reader.start()

    def create(self, body: Mapping[str, Any], *, timeout: float | None = None) -> Created:
        """Creates a connection from the body that Flow Service's POST /connections takes."""
        return cast(Created, self.call("connection.create", body, timeout=timeout))

    def get(self, id: str, *, timeout: float | None = None) -> Connection:
        """Reads a connection."""
        return cast(Connection, self.call("connection.get", {"id": id}, timeout=timeout))

    def wait_enabled(
        self, id: str, timeout_ms: int | None = None, on_progress: OnProgress | None = None
    ) -> EnabledConnection:
        """Waits until a connection is enabled; the sidecar gives up after ``timeout_ms`` with ``waitTimeout``."""
        return cast(
            EnabledConnection,
            self.call("connection.waitEnabled", _wait_params(id, timeout_ms), on_progress=on_progress),
        )

    def validate(self, body: Mapping[str, Any], *, timeout: float | None = None) -> Validation:
        """Checks a create body against the method's schema and the connection spec; creates nothing."""
        return cast(Validation, self.call("connection.validate", body, timeout=timeout))

    def call(
        self,
        method: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        on_progress: OnProgress | None = None,
    ) -> Any:
        """Calls a method and waits for its result; see ``Call.result``."""
        return self.start(method, params, on_progress=on_progress).result(timeout)

    def start(
        self,
        method: str,
        params: Mapping[str, Any] | None = None,
        *,
        on_progress: OnProgress | None = None,
    ) -> Call:
        """Sends a request without waiting: many can be under way, and another thread can cancel one."""
        call = Call(self, next(self._ids), on_progress)
        line = _request(call.id, method, params, progress=on_progress is not None)
        with self._state_lock:
            if self._ended is not None:
                raise self._ended
            self._calls[call.id] = call
        self._write(line)
        return call

    def notify(self, method: str, params: Mapping[str, Any] | None = None) -> None:
        """Sends a notification, which has no answer."""
        self._write(_line({"jsonrpc": "2.0", "method": method, "params": params or {}}))

    def close(self) -> None:
        """Closes the sidecar's input, lets it answer what is under way, and waits for its end.

        It is killed when that takes longer than ``drain_timeout`` seconds.
        """
        killer = threading.Timer(self._drain_timeout, self._process.kill)
        killer.daemon = True
        killer.start()
        try:
            assert self._process.stdin is not None
            with self._write_lock, contextlib.suppress(OSError):
                self._process.stdin.close()
            self._process.wait()
        finally:
            killer.cancel()
        self._reader.join()

    def __enter__(self) -> Sidecar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            with self._state_lock:
                calls = list(self._calls.values())
            for call in calls:
                call.cancel()
        self.close()

    def _write(self, line: bytes) -> None:
        assert self._process.stdin is not None
        with self._write_lock:
            try:
                self._process.stdin.write(line)
                self._process.stdin.flush()
            except (OSError, ValueError):  # ValueError: closed by close()
                raise self._exited() from None

    def _read(self) -> None:
        assert self._process.stdout is not None
        reason = EXITED
        try:
            with self._process.stdout as stdout:
                for line in stdout:
                    self._deliver(_message(line))
        except ValueError as error:
            self._process.kill()
            reason = str(error)
        finally:  # whatever happened: nobody may be left waiting
            ended = self._exited(reason)
            with self._state_lock:
                self._ended = ended
                calls = list(self._calls.values())
                self._calls.clear()
            for call in calls:
                call._inbox.put(ended)

    def _deliver(self, message: JSONObject) -> None:
        with self._state_lock:
            if "method" in message:
                call = self._calls.get(_token(message))
                addressed = [call] if call is not None else []
            elif message["id"] is None:  # an error that belongs to no id may belong to any call: none may hang
                addressed = list(self._calls.values())
                self._calls.clear()
            else:
                call = self._calls.pop(message["id"], None)
                addressed = [call] if call is not None else []
        for call in addressed:
            call._inbox.put(message)

    def _exited(self, reason: str = EXITED) -> SidecarExited:
        try:
            return SidecarExited(self._process.wait(timeout=1), reason)
        except subprocess.TimeoutExpired:
            return SidecarExited(None, reason)


class AsyncSidecar:
    """A running flow-sidecar for asyncio: ``async with AsyncSidecar() as sidecar``. Arguments as for ``Sidecar``.

    A task that is cancelled while it awaits a call cancels the call, so ``asyncio.wait_for`` does what one expects.
    Leaving the block by an exception cancels what other tasks have under way.
    """

    def __init__(
        self,
        binary: str | None = None,
        args: Sequence[str] = (),
        *,
        env: Mapping[str, str] | None = None,
        stderr: int | IO[Any] | None = None,
        drain_timeout: float = DRAIN_TIMEOUT,
    ) -> None:
        self._command = _command(binary, args)
        self._env = {**os.environ, **(env or {})}
        self._stderr = _not_a_pipe(stderr)
        self._drain_timeout = drain_timeout
        self._ids = itertools.count(1)
        self._calls: dict[int, tuple[asyncio.Future[JSONObject], OnProgress | None]] = {}
        self._ended: SidecarExited | None = None

    async def __aenter__(self) -> AsyncSidecar:
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._stderr,
            env=self._env,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._stdin = self._process.stdin
        self._stdout = self._process.stdout
        self._draining = asyncio.Lock()  # before 3.10 only one task may await drain()
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            for request_id in self._calls:
                self._cancel(request_id)
        await self.close()

    async def create(self, body: Mapping[str, Any]) -> Created:
        """Creates a connection from the body that Flow Service's POST /connections takes."""
        return cast(Created, await self.call("connection.create", body))

    async def get(self, id: str) -> Connection:
        """Reads a connection."""
        return cast(Connection, await self.call("connection.get", {"id": id}))

    async def wait_enabled(
        self, id: str, timeout_ms: int | None = None, on_progress: OnProgress | None = None
    ) -> EnabledConnection:
        """Waits until a connection is enabled; the sidecar gives up after ``timeout_ms`` with ``waitTimeout``."""
        return cast(
            EnabledConnection,
            await self.call("connection.waitEnabled", _wait_params(id, timeout_ms), on_progress=on_progress),
        )

    async def validate(self, body: Mapping[str, Any]) -> Validation:
        """Checks a create body against the method's schema and the connection spec; creates nothing."""
        return cast(Validation, await self.call("connection.validate", body))

    async def call(
        self,
        method: str,
        params: Mapping[str, Any] | None = None,
        *,
        on_progress: OnProgress | None = None,
    ) -> Any:
        """Calls a method and awaits its result. Raises SidecarError, SidecarExited, or what ``on_progress`` raises."""
        request_id = next(self._ids)
        line = _request(request_id, method, params, progress=on_progress is not None)
        if self._ended is not None:
            raise self._ended
        answer: asyncio.Future[JSONObject] = asyncio.get_running_loop().create_future()
        self._calls[request_id] = (answer, on_progress)
        try:
            await self._write(line)
            return _result(await answer)
        except asyncio.CancelledError:
            self._cancel(request_id)
            raise

    async def notify(self, method: str, params: Mapping[str, Any] | None = None) -> None:
        """Sends a notification, which has no answer."""
        await self._write(_line({"jsonrpc": "2.0", "method": method, "params": params or {}}))

    async def close(self) -> None:
        """Closes the sidecar's input, lets it answer what is under way, and waits for its end.

        It is killed when that takes longer than ``drain_timeout`` seconds, or when the task is cancelled meanwhile.
        """
        self._stdin.close()
        try:
            await asyncio.wait_for(asyncio.shield(self._reader), self._drain_timeout)
        except asyncio.TimeoutError:
            pass
        finally:
            self._kill()
        await self._reader
        await self._process.wait()
        with contextlib.suppress(ConnectionError):  # retrieved, or asyncio complains of it before 3.11
            await self._stdin.wait_closed()

    def _kill(self) -> None:
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _write(self, line: bytes) -> None:
        self._stdin.write(line)
        # A broken pipe is the end of the process: the reader tells every call, with the exit code.
        with contextlib.suppress(ConnectionError):
            async with self._draining:
                await self._stdin.drain()

    def _cancel(self, request_id: int) -> None:
        self._stdin.write(_line({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": request_id}}))

    async def _read(self) -> None:
        # StreamReader.readline() stops at 64 KiB, so lines are put together here; their length is unlimited.
        reason = EXITED
        parts: list[bytes] = []
        try:
            while chunk := await self._stdout.read(1 << 16):
                first, *others = chunk.split(b"\n")
                parts.append(first)
                for part in others:
                    self._deliver(_message(b"".join(parts)))
                    parts = [part]
        except ValueError as error:
            reason = str(error)
            self._kill()
        finally:  # whatever happened: nobody may be left waiting
            self._ended = await self._exited(reason)
            for answer, _ in self._calls.values():
                if not answer.done():
                    answer.set_exception(self._ended)
            self._calls.clear()

    def _deliver(self, message: JSONObject) -> None:
        if "method" in message:
            token = _token(message)
            answer, on_progress = self._calls.get(token, (None, None))
            if answer is None or on_progress is None or answer.done():
                return
            try:
                on_progress(message["params"]["value"])
            except Exception as error:
                answer.set_exception(error)
                self._cancel(token)
            return
        if message["id"] is None:  # an error that belongs to no id may belong to any call: none may hang
            answers = [answer for answer, _ in self._calls.values()]
            self._calls.clear()
        else:
            answer, _ = self._calls.pop(message["id"], (None, None))
            answers = [answer] if answer is not None else []
        for answer in answers:
            if not answer.done():
                answer.set_result(message)

    async def _exited(self, reason: str) -> SidecarExited:
        try:
            return SidecarExited(await asyncio.wait_for(self._process.wait(), 1), reason)
        except asyncio.TimeoutError:
            return SidecarExited(None, reason)


def _command(binary: str | None, args: Sequence[str]) -> list[str]:
    return [binary or os.environ.get("FLOW_SIDECAR") or "flow-sidecar", *args]


def _not_a_pipe(stderr: int | IO[Any] | None) -> int | IO[Any] | None:
    if stderr == subprocess.PIPE:
        raise ValueError("nobody would read a pipe on stderr; give a file, DEVNULL or nothing")
    return stderr


def _wait_params(id: str, timeout_ms: int | None) -> JSONObject:
    return {"id": id} if timeout_ms is None else {"id": id, "timeoutMs": timeout_ms}


def _request(request_id: int, method: str, params: Mapping[str, Any] | None, *, progress: bool) -> bytes:
    params = dict(params or {})
    if progress:
        params["_meta"] = {**params.get("_meta", {}), "progressToken": request_id}
    return _line({"jsonrpc": "2.0", "id": request_id, "method": method, "params": params})


def _line(message: JSONObject) -> bytes:
    # Raises ValueError here, not in the sidecar, for what JSON cannot hold: NaN, infinities and lone surrogates.
    return json.dumps(message, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _message(line: bytes) -> JSONObject:
    """Reads a line of the sidecar's output; what is no message means that the stream cannot be trusted any more."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict) or not ("method" in message or "id" in message):
        raise ValueError("the program wrote something that is no JSON-RPC message")
    return message


def _token(message: JSONObject) -> int:
    """The id of the call that a notification reports on; 0, which no call has, for any other notification."""
    return cast(int, message["params"]["token"]) if message["method"] == "$/progress" else 0


def _result(message: JSONObject | SidecarExited) -> Any:
    if isinstance(message, SidecarExited):
        raise message
    if "error" in message:
        error = message["error"]
        raise SidecarError(error["code"], error["message"], error.get("data"))
    return message["result"]
