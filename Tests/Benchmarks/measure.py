#!/usr/bin/env python3
"""Measures flow-sidecar beside its peers, in turns, and writes what came of it as JSON. Called by Tests/Benchmarks/run.

    measure.py FOLDER PROGRAM ROUNDS [SECTION...]      sections: start, trip, stream, large, memory, forward, waits, size
"""

import json
import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import time

import inputs

HERE = pathlib.Path(__file__).resolve().parent
SECTIONS = ["start", "trip", "stream", "large", "memory", "forward", "waits", "size"]


class Bench:
    def __init__(self, folder, program, rounds):
        self.folder, self.program, self.rounds = folder, str(program), rounds
        self.results = {}
        self.sizes = inputs.write(folder)
        self.venv = str(folder / "venv/bin/python")
        schemas = str(folder / "schemas.json")
        # In the order of the table. The simulated service is never asked: validating needs none.
        self.peers = {
            "flow-sidecar": [self.program, "--simulate"],
            "cat": ["cat"],
            "node": ["node", str(HERE / "peers/line-loop.js"), schemas],
            "python": [self.venv, str(HERE / "peers/line_loop.py"), schemas],
        }
        self.environment = dict(
            os.environ, NODE_PATH=str(folder / "node/usr/share/nodejs"), XDG_CACHE_HOME=str(folder / "cache"))
        # The program is kept on the last processor while its driver has the others; alone, they share.
        self.pin = str(os.cpu_count() - 1) if os.cpu_count() > 1 else None

    def record(self, measure, peer, value):
        self.results.setdefault(measure, {}).setdefault(peer, []).append(value)

    def drive(self, mode, *arguments, peer=None, command=None, pinned=False, environment=None):
        environment = dict(self.environment, **(environment or {}))
        if pinned and self.pin:
            environment["PIPE_PIN"] = self.pin
        command = command or self.peers[peer]
        output = subprocess.run(
            [str(self.folder / "pipe-driver"), mode, *map(str, arguments), *command], env=environment, check=True,
            stdout=subprocess.PIPE, text=True).stdout
        return json.loads(output)

    def lines(self, name):
        return str(self.folder / f"{name}.jsonl")

    # The sections. Each goes through the peers once a round.

    def start(self):
        for peer in self.peers:
            samples = self.drive("first", 40, self.lines("valid"), peer=peer)["samples"]
            self.record("first answer, ms", peer, statistics.median(samples) / 1e6)

    def trip(self):
        for peer in self.peers:
            # On two processors, as a host and its sidecar mostly are: which the system would choose changes the figures
            # tenfold, from one run to the next.
            for mode, where in ("roundtrip", ""), ("paced", ", paced"):
                count = 10_000
                result = self.drive(mode, count, self.lines("valid"), peer=peer, pinned=True)
                samples = sorted(result["samples"])
                self.record(f"round trip p50{where}, us", peer, samples[count // 2] / 1e3)
                self.record(f"round trip p99{where}, us", peer, samples[count * 99 // 100] / 1e3)
                self.record(f"processor time a round trip{where}, us", peer, result["processorNs"] / count / 1e3)

    def stream(self):
        for kind in ["valid", "invalid"]:
            for peer in self.peers:
                if peer == "cat" and kind == "invalid":
                    continue
                count = {"flow-sidecar": 800_000, "cat": 4_000_000, "node": 300_000, "python": 150_000}[peer]
                result = self.drive("stream", count, self.lines(kind), peer=peer, pinned=True)
                self.record(f"messages/s, {kind}", peer, count / result["ns"] * 1e9)
                self.record(f"processor time a message, {kind}, us", peer, result["processorNs"] / count / 1e3)

    def large(self):
        for kind in ["text", "members"]:
            for peer in self.peers:
                count = 2000 if peer == "cat" else 100
                result = self.drive("stream", count, self.lines(f"large-{kind}"), peer=peer, pinned=True)
                size = self.sizes[f"large-{kind}"] * count
                self.record(f"1 MiB of {kind}, MB/s", peer, size / result["ns"] * 1e3)

    def memory(self):
        for peer in self.peers:
            # A quarter of them is sent beforehand, to warm up: a million in all.
            result = self.drive("stream", 800_000, self.lines("valid"), peer=peer, pinned=True)
            self.record("memory when idle, MiB", peer, result["idleKiB"] / 1024)
            self.record("memory after a million, MiB", peer, result["afterKiB"] / 1024)
        result = self.drive("stream", 4_000_000, self.lines("valid"), peer="flow-sidecar", pinned=True)
        self.record("memory after five million, MiB", "flow-sidecar", result["afterKiB"] / 1024)

    def forward(self):
        with socket.create_server(("127.0.0.1", 0)) as free, socket.create_server(("127.0.0.1", 0)) as other:
            port, tls_port = free.getsockname()[1], other.getsockname()[1]
        configuration = (HERE / "nginx.conf").read_text()
        for name, value in ("@FOLDER@", self.folder), ("@PORT@", port), ("@TLS_PORT@", tls_port):
            configuration = configuration.replace(name, str(value))
        (self.folder / "nginx.conf").write_text(configuration)
        inputs.write_certificate(self.folder)
        processors = os.sched_getaffinity(0)
        # All on one processor as well: then none has to be woken from its sleep, which is most of what the other figure is.
        for where, allowed in (("", processors), (", one processor", {max(processors)})):
            os.sched_setaffinity(0, allowed)
            server = subprocess.Popen(
                ["nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")], stderr=subprocess.DEVNULL)
            try:
                self.wait_for(port)
                self.forward_to(f"http://127.0.0.1:{port}", where)
                if not where:
                    self.forward_to(f"https://127.0.0.1:{tls_port}", ", TLS")
            finally:
                server.terminate()
                server.wait()
                os.sched_setaffinity(0, processors)

    @staticmethod
    def wait_for(port):
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit("nginx did not start")

    def forward_to(self, base, where):
        url = f"{base}/data/foundation/flowservice/connections/{inputs.CONNECTION_ID}"
        headers = [
            "Authorization: Bearer token", "x-api-key: client", "x-gw-ims-org-id: X@AdobeOrg", "Accept: application/json",
            "x-sandbox-name: dev"]
        environment = {
            "AEP_BASE_URL": base, "AEP_ACCESS_TOKEN": "token", "AEP_CLIENT_ID": "client", "AEP_ORG_ID": "X@AdobeOrg",
            "AEP_SANDBOX_NAME": "dev"}
        # Who is to be trusted: for the program and the loops in C, and for requests.
        trust = str(self.folder / "certificate.pem")
        environment |= {"SSL_CERT_FILE": trust, "REQUESTS_CA_BUNDLE": trust}
        count = 20_000
        for peer, command in [
            ("libcurl loop in C", [str(self.folder / "get-loop"), str(count), url, *headers]),
            ("python requests", [self.venv, str(HERE / "peers/get_loop.py"), str(count // 10), url, *headers]),
        ]:
            output = self.output(command, environment)
            self.record(f"connection.get p50{where}, us", peer, statistics.median(json.loads(output)["samples"]) / 1e3)
        result = self.drive(
            "roundtrip", count, self.lines("get"), command=[self.program], environment=environment)
        self.record(f"connection.get p50{where}, us", "flow-sidecar", statistics.median(result["samples"]) / 1e3)
        if where == ", one processor":
            return
        measure = f"256 at a time{where}, requests/s"
        output = self.output([str(self.folder / "get-window"), "200000", url, *headers], environment)
        self.record(measure, "libcurl loop in C", json.loads(output)["perSecond"])
        count = 200_000
        result = self.drive(
            "window", count, 256, self.lines("get"), command=[self.program], environment=environment)
        self.record(measure, "flow-sidecar", count / result["ns"] * 1e9)
        output = self.output(
            ["wrk", "-t1", "-c16", "-d4s", *(part for header in headers for part in ("-H", header)), url], environment)
        self.record(measure, "wrk", float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]))

    def output(self, command, environment):
        return subprocess.run(
            command, env=dict(self.environment, **environment), check=True, stdout=subprocess.PIPE, text=True).stdout

    def waits(self):
        output = subprocess.run(
            [sys.executable, str(HERE / "measure-waits.py"), self.program, "--after", "100", "--over", "5"], check=True,
            stdout=subprocess.PIPE, text=True).stdout
        self.record("bytes a wait", "flow-sidecar", float(re.search(r"bytes a wait\s+([\d.]+)", output)[1]))
        self.record(
            "10,000 waits, % of a core", "flow-sidecar", float(re.search(r"of one core\s+([\d.]+)", output)[1]))

    def size(self):
        stripped = self.folder / "flow-sidecar.stripped"
        subprocess.run(["strip", "-o", str(stripped), self.program], check=True)
        self.record("binary, MiB", "flow-sidecar", stripped.stat().st_size / 2**20)


def main():
    folder, program, rounds = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    sections = sys.argv[4:] or SECTIONS
    bench = Bench(folder, program, rounds)
    for number in range(rounds):
        for section in sections:
            # These take a minute and no less, or say the same each time.
            if number > 0 and section in ("waits", "size"):
                continue
            began = time.monotonic()
            getattr(bench, section)()
            print(f"round {number + 1} of {rounds}: {section}, {time.monotonic() - began:.0f} s", file=sys.stderr)
    # Sections that were measured before, and now are not, keep their results.
    path = folder / "results.json"
    results = json.loads(path.read_text()) if path.exists() and sys.argv[4:] else {}
    results.update(bench.results)
    results["commit"] = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=HERE, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    path.write_text(json.dumps(results, indent=1) + "\n")


main()
