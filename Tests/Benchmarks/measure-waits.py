#!/usr/bin/env python3
"""What thousands of connection.waitEnabled at a time cost: memory, connections, processor time, and the delay of answers.

    Tests/Benchmarks/measure-waits.py [PROGRAM] [--waits N] [--after S] [--over S] [--latency MS]

It starts the program (by default .build/release/flow-sidecar) against a Flow Service of its own on loopback, whose
connections become enabled one after another, `--over` so many seconds, `--after` so many. It needs nothing but Python.
"""

import argparse
import asyncio
import json
import os
import pathlib
import random
import re
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOOK = re.compile(rb"^GET /data/foundation/flowservice/connections/([0-9a-f-]{36}) ")


class Service:
    """A Flow Service that knows when each of its connections becomes enabled, and notes each look at one."""

    def __init__(self, latency):
        self.latency = latency
        self.enabled_at = {}
        self.looks = {}
        self.look_count = 0
        self.open_connections = 0
        self.most_connections = 0
        self.waiting_answers = 0

    def answer(self, request):
        match = LOOK.match(request)
        if match is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        connection, now = match[1].decode(), time.monotonic()
        self.look_count += 1
        if connection in self.enabled_at:
            self.looks.setdefault(connection, []).append(now)
        state = "enabled" if self.enabled_at.get(connection, 0) <= now else "initializing"
        body = json.dumps({"items": [{
            "id": connection, "name": "Acme", "state": state, "createdAt": 1736506325115, "etag": "\"1\"",
            "connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"},
            "auth": {"specName": "OAuth2 Client Credential", "params": {
                "environmentUrl": "https://acme.my.salesforce.com", "clientId": "acme", "apiVersion": "60.0"}},
        }]}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body


class Connection(asyncio.Protocol):
    def __init__(self, service):
        self.service = service
        self.buffer = b""

    def connection_made(self, transport):
        self.transport = transport
        self.service.open_connections += 1
        self.service.most_connections = max(self.service.most_connections, self.service.open_connections)

    def connection_lost(self, error):
        self.service.open_connections -= 1

    def data_received(self, data):
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            request, self.buffer = self.buffer[:end], self.buffer[end + 4:]
            if self.service.latency > 0:
                # What the service does takes place before its answer travels.
                answer = self.service.answer(request)
                asyncio.get_running_loop().call_later(self.service.latency, self.transport.write, answer)
            else:
                self.transport.write(self.service.answer(request))


class Program:
    """The program under measurement, and its answers by id with the time of their arrival."""

    async def start(self, path, url):
        environment = {
            "PATH": os.environ.get("PATH", ""), "XDG_CACHE_HOME": "/dev/null", "AEP_BASE_URL": url,
            "AEP_ACCESS_TOKEN": "token", "AEP_CLIENT_ID": "client", "AEP_ORG_ID": "X@AdobeOrg", "AEP_SANDBOX_NAME": "dev",
        }
        self.process = await asyncio.create_subprocess_exec(
            path, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=environment, limit=1 << 20)
        self.answers = {}
        self.reading = asyncio.create_task(self.read())

    async def read(self):
        while line := await self.process.stdout.readline():
            self.answers[json.loads(line)["id"]] = (time.monotonic(), line)

    def send(self, number, method, params):
        self.process.stdin.write(
            json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode() + b"\n")

    async def call(self, number, method, params):
        self.send(number, method, params)
        while number not in self.answers:
            await asyncio.sleep(0.01)

    def memory(self, name="VmRSS"):
        """Bytes."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+) kB", status, re.M)[1]) * 1024

    def processor_time(self):
        """Seconds."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def distribution(values):
    values = sorted(values)
    return ", ".join(
        f"{name} {values[min(len(values) - 1, int(len(values) * share))]:.2f}"
        for name, share in (("median", 0.5), ("95 %", 0.95), ("99 %", 0.99), ("most", 1)))


async def measure(options):
    loop = asyncio.get_running_loop()
    service = Service(options.latency / 1000)
    server = await loop.create_server(lambda: Connection(service), "127.0.0.1", 0)
    program = Program()
    await program.start(options.program, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    await program.call("warm", "connection.get", {"id": "00000000-0000-0000-0000-000000000000"})
    before = program.memory()
    print(f"resident before, libcurl loaded        {before / 2**20:8.1f} MiB")

    began = time.monotonic()
    chance = random.Random(1)
    ids = [f"3e908d3f-c390-482b-9f44-{number:012d}" for number in range(options.waits)]
    for connection in ids:
        service.enabled_at[connection] = began + options.after + chance.random() * options.over
    for number, connection in enumerate(ids):
        program.send(number, "connection.waitEnabled", {"id": connection, "timeoutMs": 3_600_000})
        if number % 500 == 0:
            await program.process.stdin.drain()
    while len(service.looks) < options.waits and program.process.returncode is None:
        await asyncio.sleep(0.05)
    print(f"all looked at for the first time after {time.monotonic() - began:8.2f} s")
    await asyncio.sleep(max(0, 1 - (time.monotonic() - began)))
    pending = program.memory()
    print(f"resident with {options.waits} waits pending      {pending / 2**20:8.1f} MiB")
    print(f"bytes a wait                           {(pending - before) / options.waits:8.0f}")

    # Once the intervals have grown to their longest, if there is so much time.
    await asyncio.sleep(max(0, 0.7 * options.after - (time.monotonic() - began)))
    start, spent, looks = time.monotonic(), program.processor_time(), service.look_count
    await asyncio.sleep(max(1, 0.28 * options.after))
    took = time.monotonic() - start
    looks = service.look_count - looks
    spent = program.processor_time() - spent
    print(f"looks a second, {start - began:.0f} to {start - began + took:.0f} s              {looks / took:8.0f}")
    print(f"processor, of one core                 {100 * spent / took:8.1f} %")
    print(f"processor a look                       {1e6 * spent / max(1, looks):8.0f} us")

    while len(program.answers) < options.waits + 1 and program.process.returncode is None:
        await asyncio.sleep(0.05)
    peak = program.memory("VmHWM")
    program.process.stdin.close()
    await program.process.wait()
    await program.reading
    server.close()

    late, delays, intervals, faults = [], [], [], 0
    for number, connection in enumerate(ids):
        answered, line = program.answers[number]
        if json.loads(line).get("result", {}).get("state") != "enabled":
            faults += 1
            continue
        enabled = service.enabled_at[connection]
        looks = service.looks[connection]
        seen = next(at for at in looks if at >= enabled)
        previous = max((at for at in looks if at < enabled), default=began)
        delays.append(answered - enabled)
        intervals.append(seen - previous)
        if answered > enabled + (seen - previous) + 2:
            late.append(connection)
    print(f"resident at most                       {peak / 2**20:8.1f} MiB")
    print(f"connections to the service, at most    {service.most_connections:8d}")
    print(f"looks in all                           {service.look_count:8d}")
    print(f"poll interval at the enabling, s       {distribution(intervals)}")
    print(f"enabling to answer, s                  {distribution(delays)}")
    print(f"later than the interval and 2 s        {len(late):8d}")
    print(f"not enabled                            {faults:8d}")
    print(f"exit code                              {program.process.returncode:8d}")
    ok = not late and not faults and peak < 64 * 2**20 and service.most_connections <= 16
    return 0 if ok and program.process.returncode == 0 else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", default=str(ROOT / ".build/release/flow-sidecar"))
    parser.add_argument("--waits", type=int, default=10_000)
    parser.add_argument("--after", type=float, default=60, help="seconds until the first becomes enabled")
    parser.add_argument("--over", type=float, default=30, help="seconds from the first to the last")
    parser.add_argument("--latency", type=float, default=0, help="milliseconds that each answer takes")
    return asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
