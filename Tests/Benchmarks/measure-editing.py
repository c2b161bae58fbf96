#!/usr/bin/env python3
"""How soon after an edit of a 200-line file its diagnostics are there: from textDocument/didChange to
textDocument/publishDiagnostics, one edit after another.

    Tests/Benchmarks/measure-editing.py [PROGRAM] [--edits N] [--rounds N] [--lines N]

PROGRAM is .build/release/flow-sidecar by default. Where pygls and jsonschema can be imported (Tests/run installs them into
.build-tests/venv: run this with the Python there), a language server made of those does the same in turns, and the ratio
is told. What counts is the ratio, and that the median stays below 20 ms.
"""

import argparse
import importlib.util
import json
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
URI = "file:///acme.connection.json"


def text(lines):
    """A right connection of so many lines."""
    head = [
        "{",
        '  "name": "ACME Salesforce account",',
        '  "auth": {',
        '    "specName": "OAuth2 Client Credential",',
        '    "params": {',
        '      "environmentUrl": "https://acme.my.salesforce.com",',
        '      "clientId": "acme-client",',
        '      "clientSecret": "acme-client-secret",',
        '      "apiVersion": "60.0"',
        "    }",
        "  },",
        '  "connectionSpec": { "id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0" },',
        '  "_meta": {',
    ]
    tail = ['    "end": true', "  }", "}"]
    count = lines - len(head) - len(tail)
    return head + [f'    "member{number}": "the value of member {number}",' for number in range(count)] + tail


class Server:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.version = 1

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self):
        length = 0
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if length == 0:
            sys.exit("a server has ended")
        return json.loads(self.process.stdout.read(length))

    def diagnostics(self):
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"].get("version") == self.version:
                return message["params"]["diagnostics"]

    def start(self, lines):
        capabilities = {"textDocument": {"synchronization": {}}}
        self.send({"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": capabilities}})
        while self.read().get("id") != 1:
            pass
        self.send({"method": "initialized", "params": {}})
        document = {"uri": URI, "languageId": "json", "version": 1, "text": "\n".join(lines)}
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        if self.diagnostics():
            sys.exit("the text is right, and yet something is found wrong")

    def edit(self, line, start, end, new):
        """Makes one edit; how long its diagnostics took, and how many there are."""
        self.version += 1
        span = {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}
        began = time.perf_counter()
        self.send(
            {
                "method": "textDocument/didChange",
                "params": {
                    "textDocument": {"uri": URI, "version": self.version},
                    "contentChanges": [{"range": span, "text": new}],
                },
            }
        )
        found = self.diagnostics()
        return time.perf_counter() - began, len(found)

    def measure(self, edits, lines):
        """A name is misspelt and mended, a comma taken away and put back, in turns."""
        comma = len(lines[1])
        steps = [(6, 13, 15, "ID", True), (6, 13, 15, "Id", False), (1, comma - 1, comma, "", True), (1, comma - 1, comma - 1, ",", False)]
        times = []
        for number in range(edits):
            *edit, is_wrong = steps[number % len(steps)]
            took, found = self.edit(*edit)
            if (found > 0) != is_wrong:
                sys.exit(f"edit {number}: {found} diagnostics")
            times.append(took * 1000)
        return times


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", nargs="?", default=str(HERE.parents[1] / ".build/release/flow-sidecar"))
    parser.add_argument("--edits", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lines", type=int, default=200)
    options = parser.parse_args()
    lines = text(options.lines)
    servers = {"flow-sidecar": Server([options.program, "--simulate"])}
    if all(importlib.util.find_spec(name) for name in ("pygls", "jsonschema")):
        servers["pygls and jsonschema"] = Server([sys.executable, str(HERE / "peer-language-server.py")])
    times = {name: [] for name in servers}
    for server in servers.values():
        server.start(lines)
    for _ in range(options.rounds):
        for name, server in servers.items():
            times[name] += server.measure(options.edits, lines)
    for server in servers.values():
        server.process.stdin.close()
        server.process.wait()
    medians = {}
    for name, all_times in times.items():
        all_times.sort()
        medians[name] = statistics.median(all_times)
        print(
            f"{name}: median {medians[name]:.3f} ms, 99 of 100 within {all_times[len(all_times) * 99 // 100]:.3f} ms, "
            f"{len(all_times)} edits of {len(lines)} lines"
        )
    ours, *others = medians.values()
    for other in others:
        print(f"ratio: {other / ours:.1f}")
    if ours > 20:
        sys.exit("the median is above 20 ms")


main()
