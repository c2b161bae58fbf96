#!/usr/bin/env python3
"""A program that speaks the protocol almost: it passes everything on to the real one and back, but for one fault.

    broken.py FAULT PROGRAM [ARGUMENT...]
    broken.py --list       a line for each fault: its name, the sessions that have to find it, words of the report, and
                           how many seconds a step may take at most

protocol/conformance.py has to find each of them.
"""

import json
import os
import re
import subprocess
import sys
import threading

RAW = re.compile(r'"\\u0000(.*?)\\u0000"')


def read(text):
    """JSON whose numbers keep their spelling."""
    number = "\0{}\0".format
    return json.loads(text, parse_int=number, parse_float=number)


def written(message, **options):
    return RAW.sub(r"\1", json.dumps(message, **{"separators": (",", ":"), **options})).encode()


def each(message):
    return message if isinstance(message, list) else [message]


# MARK: The faults
#
# Each is a function that gets what passes through and returns what passes instead. `answers` take a parsed message of
# the program and return a list of messages, `texts` its bytes, `frames` its bytes and whether it goes with a header;
# `inputs` take bytes as they were read, and None at the end; `requests` take a parsed message of the client and return
# whether it is passed on, and messages that are answered to it.

FAULTS = {}


def fault(kind, sessions, words, limit=30):
    def add(function):
        name = function.__name__.replace("_", "-")
        FAULTS[name] = (kind, function, sessions, words, limit)
        return function

    return add


def in_answers(change):
    """A fault that changes each answer, those in batches as well."""

    def changed(message):
        for one in each(message):
            if "method" not in one:
                change(one)
        return [message]

    return changed


def errors(change):
    return in_answers(lambda answer: change(answer["error"]) if "error" in answer else None)


def simple(name, sessions, words, kind, function, limit=30):
    function.__name__ = name.replace("-", "_")
    fault(kind, sessions, words, limit)(function)


def put(name, value):
    return lambda target: target.update({name: value})


# Messages.
simple("none", "*", "sessions pass", "texts", lambda text: text)
simple("id-as-string", "unknown-methods", '/id: expected 1, found "1"', "answers",
       in_answers(lambda answer: answer.update(id=str(answer["id"]).strip("\0"))))
simple("id-as-it-would-be-written", "ids", "the bytes differ", "texts",
       lambda text: json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False).encode())
simple("no-id", "unknown-methods", "/id: expected 1, found null", "answers", in_answers(put("id", None)))
simple("no-version", "hello", "/jsonrpc is missing", "answers", in_answers(lambda answer: answer.pop("jsonrpc")))
simple("one-member-more", "hello", "was not expected", "answers", in_answers(put("took", "1 ms")))
simple("result-beside-error", "not-found", "/result was not expected", "answers",
       in_answers(lambda answer: answer.update(result=None) if "error" in answer else None))
simple("no-data", "unknown-methods", "/error/data is missing", "answers", errors(lambda error: error.pop("data")))
simple("wrong-code", "unknown-methods", "/error/code: expected -32601", "answers", errors(put("code", "\0-32600\0")))
simple("wrong-kind", "unknown-methods", "/error/data/kind", "answers",
       errors(lambda error: error["data"].update(kind="unknownMethod")))
simple("never-retryable", "wait-timeout", "/error/data/retryable: expected true", "answers",
       errors(lambda error: error["data"].update(retryable=False)))
simple("first-problem-only", "four-mistakes", "/error/data/errors: expected", "answers",
       errors(lambda error: error["data"].update(errors=error["data"]["errors"][:1])))
simple("no-suggestion", "four-mistakes", "suggestion is missing", "answers",
       errors(lambda error: [problem.pop("suggestion", 0) for problem in error["data"]["errors"]]))
simple("time-as-string", "wait-timeout", "/error/data/elapsedMs: expected <integer>", "answers",
       errors(lambda error: error["data"].update(elapsedMs="3 ms")))
simple("shows-secrets", "salesforce-oauth2", 'clientSecret: expected "********"', "texts",
       lambda text: text.replace(b"********", b"acme-client-secret"))
simple("another-connection", "drain", "/result/id: expected", "answers",
       in_answers(lambda answer: "wait" in answer.get("result", {}) and answer["result"].update(id="0" * 36)))
simple("a-name-twice", "hello", "a member name occurs twice", "texts",
       lambda text: text.replace(b'{"jsonrpc":', b'{"jsonrpc":"2.0","jsonrpc":'))
simple("no-json", "hello", "the message is not JSON", "texts", lambda text: text[:-1] + b",}")
simple("no-utf8", "hello", "the message is not UTF-8", "texts", lambda text: text[:-1] + b',"\xff":1}')

# How many messages, and in which order.
simple("batch-backwards", "batches", "/0/id: expected 1", "answers",
       lambda message: [message[::-1] if isinstance(message, list) else message])
simple("batch-apart", "batches", "the message: expected [", "answers", each)
simple("answers-twice", "hello", "/id: expected 2, found 1", "answers", lambda message: [message, message])


@fault("requests", "notifications", '/id: expected "after", found null')
def answers_notifications(message):
    return True, [{"jsonrpc": "2.0", "id": None, "result": {}} for one in each(message)
                  if isinstance(one, dict) and "method" in one and "id" not in one]


@fault("requests", "notifications", '/id: expected "after", found 1')
def answers_answers(message):
    return True, [{"jsonrpc": "2.0", "id": one["id"], "error": {}} for one in each(message)
                  if isinstance(one, dict) and "error" in one]


@fault("requests", "batches", "the message: expected")
def answers_a_batch_of_notifications(message):
    return True, [[]] if isinstance(message, list) and message and all(
        isinstance(one, dict) and "id" not in one and "foo" not in one for one in message) else []


@fault("requests", "cancel", "no whole message came within", 3)
def ignores_cancel(message):
    return not (isinstance(message, dict) and message.get("method") == "$/cancelRequest"), []


@fault("answers", "cancel", "no whole message came within", 3)
def no_answer_to_what_was_cancelled(message):
    return [] if isinstance(message, dict) and message.get("error", {}).get("code") == "\0-32800\0" else [message]


@fault("answers", "progress", "/method is missing")
def progress_after_the_answer(message, held=[]):
    if "method" in message:
        held.append(message)
        return []
    late, held[:] = held[:], []
    return [message] + late


@fault("answers", "wait-timeout", "/id is missing")
def progress_unasked(message):
    progress = {"jsonrpc": "2.0", "method": "$/progress", "params": {"token": None, "value": {}}}
    return [progress, message] if "error" in message else [message]


# Streams.
@fault("frames", "hello", "a frame does not begin with exactly Content-Length")
def log_on_stdout(text, has_header, done=[]):
    line = b"" if done else b"flow-sidecar: started\n"
    done.append(1)
    return line + framed(text, has_header)


@fault("frames", "hello", "the message is not JSON")
def laid_out_over_lines(text, has_header):
    return framed(json.dumps(json.loads(text), indent=2).encode(), has_header)


@fault("frames", "line", "the bytes differ")
def carriage_returns(text, has_header):
    return framed(text, has_header) if has_header else text + b"\r\n"


@fault("frames", "header-length-in-bytes", "the bytes differ")
def length_in_characters(text, has_header):
    return b"Content-Length: %d\r\n\r\n%b" % (len(text.decode()), text) if has_header else framed(text, False)


@fault("frames", "hello", "the message is not JSON")
def length_off_by_one(text, has_header):
    return b"Content-Length: %d\r\n\r\n%b" % (len(text) - 1, text) if has_header else framed(text, False)


@fault("frames", "hello", "a frame does not begin with exactly Content-Length")
def headers_with_line_feeds(text, has_header):
    return framed(text, has_header).replace(b"\r\n", b"\n")


@fault("frames", "hello", "a frame does not begin with exactly Content-Length")
def one_header_more(text, has_header):
    return (b"Content-Type: application/json\r\n" if has_header else b"") + framed(text, has_header)


@fault("frames", "hello", "a frame does not begin with exactly Content-Length")
def headers_in_lower_case(text, has_header):
    return framed(text, has_header).replace(b"Content-L", b"content-l")


@fault("frames", "hello", "the program wrote more than")
def goes_on_and_on(text, has_header):
    block = b"x" * (1 << 20)
    while True:
        os.write(1, block)


simple("strict-headers", "header-names", "a frame does not begin with exactly Content-Length", "inputs",
       lambda data: data and data.replace(b"content-length", b"x-length"))
simple("minds-carriage-returns", "line-carriage-return", "the bytes differ", "inputs",
       lambda data: data and data.replace(b"\r\n", b"\x01\n"))
simple("minds-byte-order-marks", "line-byte-order-mark", "the bytes differ", "inputs",
       lambda data: data and data.replace(b"\xef\xbb\xbf", b"\x01"))
simple("splits-at-separators", "line-separators-in-strings", "the bytes differ", "inputs",
       lambda data: data and data.replace(b"\xe2\x80\xa8", b"\n"))
simple("a-message-a-read", "line-many-at-once", "the bytes differ", "inputs",
       lambda data: data and (data if data.endswith(b"\n") else data + b"\n"))


@fault("inputs", "line-last-without-newline", "the output has ended")
def needs_a_newline(data, held=[]):
    data = b"".join(held) + (data or b"")
    end = data.rfind(b"\n") + 1
    held[:] = [data[end:]]
    return data[:end]


# The process.
@fault("answers", "hello", "the output has ended: exit code 9")
def dies(message, count=[]):
    count.append(1)
    if len(count) == 3:
        os._exit(9)
    return [message]


@fault("answers", "hello", "no whole message came within", 3)
def falls_silent(message, count=[]):
    count.append(1)
    return [message] if len(count) < 3 else []


@fault("answers", "hello", "the output has ended")
def closes_its_output(message):
    os.close(1)
    return []


@fault("inputs", "hello", "no whole message came within", 3)
def stops_reading(data):
    threading.Event().wait()


simple("leaves-at-the-end-of-input", "drain", "the output has ended", "inputs",
       lambda data: os._exit(0) if data is None else data)
simple("exit-code-zero", "exit-without-shutdown", "expected exit code 1, found exit code 0", "exits", lambda code: 0)
simple("stays", "hello", "the output did not end within", "exits", lambda code: threading.Event().wait(), 3)

# MARK: Passing on


def framed(text, has_header):
    return b"Content-Length: %d\r\n\r\n%b" % (len(text), text) if has_header else text + b"\n"


class Splitter:
    """Cuts a stream into messages, as far as the sessions of this table need it."""

    def __init__(self):
        self.data, self.has_header = b"", False

    def add(self, data):
        self.data += data
        self.has_header = self.has_header or self.data[:1] in b"Cc" and self.data != b""
        while True:
            if not self.has_header:
                text, newline, rest = self.data.partition(b"\n")
                if not newline:
                    return
            else:
                head, blank, rest = self.data.partition(b"\r\n\r\n")
                length = int(head.partition(b":")[2] or 0)
                if not blank or len(rest) < length:
                    return
                text, rest = rest[:length], rest[length:]
            self.data = rest
            yield text


def write(data, descriptor=1):
    while data:
        data = data[os.write(descriptor, data):]


def main():
    if sys.argv[1:] == ["--list"]:
        for name, (_, _, sessions, words, limit) in FAULTS.items():
            print(name, sessions, words, limit, sep="\t", flush=True)
        return 0
    kind, function = FAULTS[sys.argv[1]][:2]
    program = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    lock = threading.Lock()

    def pass_input_on():
        splitter = Splitter()
        while True:
            data = os.read(0, 1 << 16)
            if kind == "inputs":
                write(function(data or None) or b"", program.stdin.fileno())
            elif kind == "requests":
                for text in splitter.add(data):
                    try:
                        passes, answers = function(read(text))
                    except ValueError:
                        passes, answers = True, []
                    with lock:
                        for answer in answers:
                            write(framed(written(answer), splitter.has_header))
                    if passes:
                        write(framed(text, splitter.has_header), program.stdin.fileno())
            else:
                write(data, program.stdin.fileno())
            if not data:
                program.stdin.close()
                return

    threading.Thread(target=pass_input_on, daemon=True).start()
    splitter = Splitter()
    while True:
        data = os.read(program.stdout.fileno(), 1 << 16)
        for text in splitter.add(data):
            with lock:
                if kind == "answers":
                    for message in function(read(text)):
                        write(framed(written(message, ensure_ascii=False), splitter.has_header))
                elif kind == "frames":
                    write(function(text, splitter.has_header))
                else:
                    write(framed(function(text) if kind == "texts" else text, splitter.has_header))
        if not data:
            break
    code = program.wait()
    return function(code) if kind == "exits" else code


if __name__ == "__main__":
    os._exit(main())
