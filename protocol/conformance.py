#!/usr/bin/env python3
"""Says whether a program speaks the protocol of this folder.

    protocol/conformance.py path/to/program [argument...]

Plays every session of transcripts/ in line and in header framing, and every stream of framing/ in several cuts, against
the program, a fresh process each time, and prints what passed and what did not. The arguments that a session needs
follow those given here. Python 3.9 or later and nothing else; Linux and macOS.

Exit code: 0 when everything passed, 1 when something did not, 2 when nothing could be played.
"""

import argparse
import array
import concurrent.futures
import decimal
import fcntl
import fnmatch
import json
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import threading
import time
import uuid

FOLDER = pathlib.Path(__file__).resolve().parent
FRAMINGS = ("line", "header")
# How a stream of framing/ is cut: as the file has it, each answer read before the next piece; in one piece; by bytes.
CUTS = ("pieces", "whole", "bytes")
# No session writes this much; a program that goes on and on is stopped.
MAXIMUM_OUTPUT = 64 * 1024 * 1024
# Once so many steps got no answer, the others are given less time, so that a mute program does not take all day.
TIMEOUTS_BEFORE_HASTE, HASTE = 3, 3.0


class Unusable(Exception):
    """Nothing can be played: the folder or the command line is wrong."""


class Failed(Exception):
    """A step did not hold. Each detail is a label and a text."""

    def __init__(self, line, what, *details):
        super().__init__(what)
        self.line, self.what, self.details = line, what, details


# MARK: Sessions


class Session:
    """A file of transcripts/ or framing/ (README.md, "Transcripts" and "Framing cases")."""

    def __init__(self, path, is_raw):
        self.path, self.is_raw = path, is_raw
        self.name = f"{path.parent.name}/{path.name}"
        self.arguments, self.environment, self.exit_code = ["--simulate"], {}, 0
        self.framings = FRAMINGS
        self.steps = []  # (line number, kind, text or bytes); kind: send, expect, exactly, repeated, close
        kinds = {">> ": "send", "<< ": "expect", "<<= ": "exactly", "<<* ": "repeated"}
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            prefix = next((prefix for prefix in kinds if line.startswith(prefix)), None)
            if line.startswith("//!"):
                self._directive(number, line[3:].strip())
            elif prefix:
                text = line[len(prefix):]
                if is_raw and kinds[prefix] in ("send", "exactly"):
                    try:
                        text = unescaped(text)
                    except ValueError as error:
                        raise Unusable(f"{self.name}:{number}: {error}") from error
                self.steps.append((number, kinds[prefix], text))
            elif line and not line.startswith("//"):
                raise Unusable(f"{self.name}:{number}: not a line of a session")

    def _directive(self, number, text):
        name, _, value = (part.strip() for part in text.partition(":"))
        if name == "arguments":
            self.arguments = value.split()
        elif name == "environment":
            self.environment = dict(pair.split("=", 1) for pair in value.split())
        elif name == "exit":
            self.exit_code = int(value)
        elif name == "framing":
            self.framings = (value,)
        elif (name, value) == ("close", "input"):
            self.steps.append((number, "close", ""))
        else:
            raise Unusable(f"{self.name}:{number}: unknown directive")

    def plays(self):
        return CUTS if self.is_raw else self.framings


ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{2}|[nrt\\]|)")


def unescaped(text):
    """The bytes that a text of framing/ stands for."""

    def byte(match):
        found = match.group(1)
        if not found:
            raise ValueError("unknown escape")
        if found[:1] == b"x":
            return bytes([int(found[1:], 16)])
        return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\"}[found]

    return ESCAPE.sub(byte, text.encode("utf-8"))


# MARK: Comparing


def read_json(text):
    """JSON as RFC 8259 has it, numbers kept exactly."""

    def members(pairs):
        if len({name for name, _ in pairs}) != len(pairs):
            raise ValueError("a member name occurs twice")
        return dict(pairs)

    def constant(word):
        raise ValueError(f"{word} is no JSON")

    return json.loads(text, parse_float=decimal.Decimal, parse_constant=constant, object_pairs_hook=members)


def is_number(value):
    return isinstance(value, (int, decimal.Decimal)) and not isinstance(value, bool)


def is_uuid(value):
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


WILDCARDS = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: is_number(value) and value == int(value),
    "uuid": is_uuid,
    "etag": lambda value: isinstance(value, str) and len(value) > 2 and value[0] == value[-1] == '"',
    "any": lambda value: True,
}


def shown(value):
    return json.dumps(value, ensure_ascii=False, default=str)


class Matcher:
    """Compares messages with what a session expects, and keeps what its names stand for."""

    def __init__(self):
        self.known = {}

    def filled(self, text):
        for word, value in self.known.items():
            text = text.replace(f'"{word}"', shown(value))
        return text

    def mismatch(self, expected, message):
        """Why the message is not what was expected; None if it is. Only then are names kept."""
        try:
            actual = read_json(message)
        except (ValueError, RecursionError) as error:
            return f"the message is not JSON: {error}"
        names = {}
        reason = self._compare(read_json(self.filled(expected)), actual, "", names)
        if reason is None:
            self.known.update(names)
        return reason

    def _compare(self, expected, actual, path, names):
        place = path or "the message"
        word = re.fullmatch(r"<(string|integer|uuid|etag|any)(:.+)?>", expected) if isinstance(expected, str) else None
        if word:
            if not WILDCARDS[word.group(1)](actual):
                return f"{place}: expected {expected}, found {shown(actual)}"
            if word.group(2) and shown(names.setdefault(expected, actual)) != shown(actual):
                return f"{place}: {expected} is {shown(names[expected])} already, found {shown(actual)}"
            return None
        if isinstance(expected, dict) and isinstance(actual, dict):
            return self._compare_members(expected, actual, path, names)
        if isinstance(expected, list) and isinstance(actual, list):
            if len(expected) != len(actual):
                return f"{place}: expected {len(expected)} elements, found {len(actual)}"
            for index, pair in enumerate(zip(expected, actual)):
                reason = self._compare(*pair, f"{path}/{index}", names)
                if reason:
                    return reason
            return None
        same_kind = is_number(expected) and is_number(actual) or type(expected) is type(actual)
        if same_kind and expected == actual:
            return None
        return f"{place}: expected {shown(expected)}, found {shown(actual)}"

    def _compare_members(self, expected, actual, path, names):
        for name, value in expected.items():
            if name == "<...>":
                continue
            if value == "<absent>":
                if name in actual:
                    return f"{path}/{name} must not be there, and is {shown(actual[name])}"
                continue
            if name not in actual:
                return f"{path}/{name} is missing"
            reason = self._compare(value, actual[name], f"{path}/{name}", names)
            if reason:
                return reason
        extra = [name for name in actual if name not in expected]
        if extra and "<...>" not in expected:
            return f"{path}/{extra[0]} was not expected"
        return None


# MARK: The program


class Patience:
    """How long a step may take, shared by all sessions."""

    def __init__(self, seconds):
        self.seconds, self.used_up, self.lock = seconds, 0, threading.Lock()

    def limit(self):
        return min(self.seconds, HASTE) if self.used_up >= TIMEOUTS_BEFORE_HASTE else self.seconds

    def ran_out(self):
        with self.lock:
            self.used_up += 1


class Program:
    """One process of the program. Everything that waits has a time limit."""

    def __init__(self, command, session, framing, patience):
        self.framing, self.patience = framing, patience
        self.output, self.taken, self.searched = bytearray(), 0, 0
        self.ended = False  # its output
        environment = {name: value for name, value in os.environ.items() if not name.startswith("AEP_")}
        # Below a file nothing can be kept, so no session sees what another one has left.
        environment.update({"XDG_CACHE_HOME": "/dev/null"}, **session.environment)
        self.errors = tempfile.TemporaryFile()
        try:
            self.process = subprocess.Popen(
                command + session.arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
                env=environment, bufsize=0, start_new_session=True)
        except OSError as error:
            self.errors.close()
            raise Failed(0, f"the program cannot be started: {error}") from error
        self.input = self.process.stdin
        for pipe in (self.input, self.process.stdout):
            os.set_blocking(pipe.fileno(), False)

    def close(self):
        """Leaves nothing behind."""
        if self.process.poll() is None:
            try:
                # It leads a group of its own, so this ends what it has started too, and nothing else.
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
        self.close_input()
        self.process.stdout.close()
        self.errors.close()

    def error_text(self):
        size = os.fstat(self.errors.fileno()).st_size
        return os.pread(self.errors.fileno(), 2000, max(0, size - 2000)).decode("utf-8", "replace").strip()

    def unread(self):
        return bytes(self.output[self.taken:])

    def send(self, line, data):
        """Writes all of it, and reads meanwhile what comes back."""
        deadline = time.monotonic() + self.patience.limit()
        while data:
            if self.input is None:
                raise Failed(line, "the input is closed already")
            try:
                data = data[os.write(self.input.fileno(), data):]
            except BlockingIOError:
                self._wait(line, deadline, "the program does not read its input", writing=True)
            except BrokenPipeError:
                raise Failed(line, f"the program has stopped reading{self.how_it_ended()}") from None

    def send_by_bytes(self, line, data):
        """Writes a byte at a time, the next one once it has been read (or a moment has passed)."""
        for index in range(len(data)):
            self.send(line, data[index:index + 1])
            waiting = array.array("i", [1])
            until = time.monotonic() + 0.01
            while waiting[0] and time.monotonic() < until:
                fcntl.ioctl(self.input.fileno(), termios.FIONREAD, waiting)

    def close_input(self):
        if self.input is not None:
            self.input.close()
            self.input = None

    def _wait(self, line, deadline, what, writing=False):
        """Waits for something to happen on the pipes, and reads what there is."""
        poll = select.poll()
        if not self.ended:
            poll.register(self.process.stdout, select.POLLIN)
        if writing:
            poll.register(self.input, select.POLLOUT)
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            self.patience.ran_out()
            raise Failed(line, f"{what} within {self.patience.seconds:g} s")
        if self.ended:
            return
        try:
            chunk = os.read(self.process.stdout.fileno(), 1 << 16)
        except BlockingIOError:
            return
        self.ended = not chunk
        self.output += chunk
        if len(self.output) > MAXIMUM_OUTPUT:
            raise Failed(line, f"the program wrote more than {MAXIMUM_OUTPUT >> 20} MiB")

    def frame(self, line, what="no whole message came"):
        """The next frame as (its bytes, its message); None at the end of the output."""
        deadline = time.monotonic() + self.patience.limit()
        while True:
            found = self._header_frame(line) if self.framing == "header" else self._line_frame()
            if found:
                frame, message = found
                self.taken += len(frame)
                try:
                    return frame, message.decode("utf-8")
                except UnicodeDecodeError as error:
                    raise Failed(line, f"the message is not UTF-8: {error}", ("got", message)) from None
            if self.ended:
                if self.unread():
                    raise Failed(line, "the output ends within a message", ("got", self.unread()))
                return None
            self._wait(line, deadline, what)

    def _line_frame(self):
        end = self.output.find(b"\n", max(self.taken, self.searched))
        self.searched = len(self.output) if end < 0 else end
        if end < 0:
            return None
        return bytes(self.output[self.taken:end + 1]), bytes(self.output[self.taken:end])

    def _header_frame(self, line):
        wanted = b"Content-Length: "
        head = bytes(self.output[self.taken:self.taken + 40])
        match = re.match(rb"Content-Length: (0|[1-9][0-9]{0,9})\r\n\r\n", head)
        if not match:
            begins_right = head.startswith(wanted) or wanted.startswith(head)
            if not begins_right or len(head) == 40 or b"\n" in head.rstrip(b"\n"):
                raise Failed(line, "a frame does not begin with exactly Content-Length: N, CRLF, CRLF", ("got", head))
            return None
        start = self.taken + match.end()
        end = start + int(match.group(1))
        if end - start > MAXIMUM_OUTPUT:
            raise Failed(line, "a Content-Length is out of all proportion", ("got", head))
        if len(self.output) < end:
            return None
        return bytes(self.output[self.taken:end]), bytes(self.output[start:end])

    def end(self, exit_code):
        """Closes the input; nothing may come any more, and the process has to end as expected."""
        self.close_input()
        extra = self.frame(0, "the output did not end")
        if extra:
            raise Failed(0, "one message too many came after the last line", ("got", extra[1]))
        try:
            found = self.process.wait(self.patience.limit())
        except subprocess.TimeoutExpired:
            self.patience.ran_out()
            raise Failed(0, f"the process did not end within {self.patience.seconds:g} s of its input") from None
        if found != exit_code:
            raise Failed(0, f"expected exit code {exit_code}, found {self._name(found)}")

    def how_it_ended(self):
        try:
            return f": {self._name(self.process.wait(1))}"
        except subprocess.TimeoutExpired:
            return ""

    @staticmethod
    def _name(code):
        return f"exit code {code}" if code >= 0 else f"signal {-code}"


# MARK: Playing


class Play:
    """One session, played once."""

    def __init__(self, session, way, command, patience):
        self.session, self.way = session, way
        framing = session.framings[0] if session.is_raw else way
        self.framing = framing
        self.program = Program(command, session, framing, patience)
        self.matcher = Matcher()
        self.put_back = None  # a frame that ended a run of repeated ones
        self.passed = []  # what was sent and what came, in order, with the line of each

    def run(self):
        try:
            if self.session.is_raw and self.way != "pieces":
                self._run_at_once()
            else:
                self._run_in_order()
            self.program.end(self.session.exit_code)
        except Failed as failure:
            errors = self.program.error_text()
            if errors:
                failure.details += (("stderr", errors),)
            raise
        finally:
            self.program.close()

    def _run_in_order(self):
        for line, kind, text in self.session.steps:
            if kind == "send":
                if self.put_back:
                    raise Failed(line, "a message came that was not expected", ("got", self.put_back[1]))
                if not self.session.is_raw:
                    self._note(line, "sent", self.matcher.filled(text))
                self.program.send(line, text if self.session.is_raw else self._framed(self.matcher.filled(text)))
            elif kind == "close":
                self.program.close_input()
            elif kind == "repeated":
                self._take_repeated(line, text)
            else:
                frame = self._next(line)
                if frame is None:
                    raise Failed(
                        line, f"the output has ended{self.program.how_it_ended()}", ("expected", text))
                reason = self._mismatch(kind, text, frame)
                if reason:
                    raise Failed(line, reason, ("expected", text), ("got", frame[0 if reason == BYTES else 1]))
                self._note(line, "came", frame[1])
        if self.put_back:
            raise Failed(0, "one message too many came after the last line", ("got", self.put_back[1]))

    def _run_at_once(self):
        """Sends everything; the answers may come in any order."""
        data = b"".join(text for _, kind, text in self.session.steps if kind == "send")
        send = self.program.send_by_bytes if self.way == "bytes" else self.program.send
        send(0, data)
        self.program.close_input()
        due = [step for step in self.session.steps if step[1] in ("expect", "exactly")]
        while due:
            frame = self._next(due[0][0])
            if frame is None:
                line, _, text = due[0]
                raise Failed(line, f"the output has ended{self.program.how_it_ended()}", ("expected", text))
            found = next((step for step in due if self._mismatch(step[1], step[2], frame) is None), None)
            if not found:
                line, kind, text = due[0]
                reason = self._mismatch(kind, text, frame)
                raise Failed(line, reason, ("expected", text), ("got", frame[0 if reason == BYTES else 1]))
            due.remove(found)
            self._note(found[0], "came", frame[1])

    def _take_repeated(self, line, text):
        while True:
            frame = self._next(line)
            if frame is None:
                return
            if self._mismatch("expect", text, frame):
                self.put_back = frame
                return
            self._note(line, "came", frame[1])

    def _note(self, line, direction, message):
        name = f"{self.session.name}:{line}"
        self.passed.append({"line": name, "way": self.way, "direction": direction, "message": message})

    def _next(self, line):
        frame, self.put_back = self.put_back, None
        return frame or self.program.frame(line)

    def _mismatch(self, kind, text, frame):
        if kind == "expect":
            return self.matcher.mismatch(text, frame[1])
        if self.session.is_raw:
            return None if frame[0] == text else BYTES
        return None if frame[1] == self.matcher.filled(text) else BYTES

    def _framed(self, message):
        data = message.encode("utf-8")
        if self.framing == "header":
            return b"Content-Length: %d\r\n\r\n%b" % (len(data), data)
        return data + b"\n"


BYTES = "the bytes differ"


# MARK: The report


def sessions(only, skip):
    found = []
    for folder, is_raw in (("transcripts", False), ("framing", True)):
        for path in sorted((FOLDER / folder).glob("*.io")):
            names = (path.stem, path.name, f"{folder}/{path.name}")
            wanted = not only or any(fnmatch.fnmatch(name, glob) for glob in only for name in names)
            if wanted and not any(fnmatch.fnmatch(name, glob) for glob in skip for name in names):
                found.append(Session(path, is_raw))
    if not found:
        raise Unusable(f"there is nothing to play in {FOLDER}")
    return found


def clipped(text):
    text = text.decode("utf-8", "backslashreplace") if isinstance(text, (bytes, bytearray)) else text
    text = text.replace("\r", "\\r").replace("\n", "\\n")
    return text if len(text) <= 2000 else f"{text[:2000]}... ({len(text)} characters)"


def report(session, way, failure):
    place = f"{session.name}:{failure.line}" if failure.line else f"{session.name}: at the end"
    print(f"FAIL  {session.name}  ({way})")
    print(f"      {place}: {clipped(failure.what)}")
    before = failure.line or float("inf")
    last_sent = [text for line, kind, text in session.steps if kind == "send" and line < before]
    if last_sent:
        print(f"      {'sent':9} {clipped(last_sent[-1])}")
    for label, text in failure.details:
        print(f"      {label:9} {clipped(text)}")


def play_all(found, command, jobs, patience, record):
    """(session, way, Failed or None), in the order of the sessions."""
    lock = threading.Lock()

    def play(session, way):
        play = None
        try:
            play = Play(session, way, command, patience)
            play.run()
        except Failed as failure:
            return failure
        finally:
            if record and play:
                # Files are not for several threads at once.
                with lock:
                    record.write("".join(json.dumps(message) + "\n" for message in play.passed))
        return None

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        plays = [(session, way, pool.submit(play, session, way)) for session in found for way in session.plays()]
        for session, way, future in plays:
            yield session, way, future.result()


def main():
    parser = argparse.ArgumentParser(
        description="Says whether a program speaks the protocol of this folder.",
        usage="%(prog)s [options] program [argument...]")
    parser.add_argument("--only", metavar="GLOB", action="append", default=[], help="play these, such as 'cancel*'")
    parser.add_argument("--skip", metavar="GLOB", action="append", default=[], help="do not play these")
    parser.add_argument("--timeout", metavar="S", type=float, default=30, help="seconds for each step (default: 30)")
    parser.add_argument("--jobs", metavar="N", type=int, default=4, help="sessions at a time (default: 4)")
    parser.add_argument("--record", metavar="FILE", help="write each message, sent or received, as a line of JSON")
    parser.add_argument("--quiet", action="store_true", help="print what failed and the count only")
    parser.add_argument("program")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    started = time.monotonic()
    try:
        if not shutil.which(options.program):
            raise Unusable(f"there is no program {options.program}")
        found = sessions(options.only, options.skip)
        record = open(options.record, "w", encoding="utf-8") if options.record else None
    except (Unusable, OSError) as error:
        print(f"conformance.py: {error}", file=sys.stderr)
        return 2
    command = [options.program] + options.arguments
    played, passed, broken = 0, 0, set()
    plays = play_all(found, command, max(1, options.jobs), Patience(options.timeout), record)
    for session, way, failure in plays:
        played += 1
        if failure:
            broken.add(session.name)
            report(session, way, failure)
        else:
            passed += 1
            if not options.quiet:
                print(f"ok    {session.name}  ({way})")
        sys.stdout.flush()
    if record:
        record.close()
    print(f"{len(found) - len(broken)} of {len(found)} sessions pass: {passed} of {played} plays, "
          f"{time.monotonic() - started:.1f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os._exit(1)
