#!/usr/bin/env python3
"""Mixed traffic over a network that delays, splits and drops bytes by chance, the same ones for the same seed.

  network.py PROGRAM SECONDS [SEED]

A proxy stands between the program and a Flow Service on this machine. Every request has to be answered exactly once, no
connection may be created twice, what is said about a create has to be true, and the descriptors, threads and memory of
the program have to stay what they were.
"""

import asyncio
import collections
import json
import random
import socket
import struct
import sys
import time
import urllib.parse
import uuid

from watched import MEASURES_MEMORY, Watched, report


class Service:
    """As much of Flow Service and IMS as the traffic needs. It keeps every connection that it makes."""

    def __init__(self):
        self.made = {}  # id -> connection
        self.names = collections.Counter()

    async def serve(self, reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                method, target, _ = lines[0].split(" ")
                headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:] if line)}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                status, answer = self.answer(method, target, body)
                text = json.dumps(answer).encode()
                writer.write(
                    b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, len(text))
                    + text)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, ValueError):
            pass
        finally:
            writer.close()

    def answer(self, method, target, body):
        path, _, query = target.partition("?")
        if path == "/ims/token/v3":
            return 200, {"access_token": "token", "token_type": "bearer", "expires_in": 86399}
        steps = path.split("/")[4:]
        if steps == ["connections"] and method == "POST":
            body = json.loads(body)
            number = str(uuid.uuid4())
            self.made[number] = {
                "id": number, "name": body["name"], "createdAt": int(time.time() * 1000), "etag": '"1"',
                "connectionSpec": body["connectionSpec"], "ready": time.monotonic() + 0.3,
                "description": body.get("description", "")}
            self.names[body["name"]] += 1
            return 201, {"id": number, "etag": '"1"'}
        if steps == ["connections"]:
            filters = [value for name, value in urllib.parse.parse_qsl(query) if name == "property"]
            found = [self.shown(c) for c in self.made.values() if all(self.fits(c, f) for f in filters)]
            if "count=true" in query:
                return 200, {"count": len(found)}
            return 200, {"items": found[:100]}
        if len(steps) == 2 and steps[0] == "connections" and steps[1] in self.made:
            return 200, {"items": [self.shown(self.made[steps[1]])]}
        return 404, {"errorMessage": "not found"}

    @staticmethod
    def fits(connection, condition):
        name, _, value = condition.partition("==")
        value = value.strip('"')
        if name == "name":
            return connection["name"] == value
        if name == "connectionSpec.id":
            return connection["connectionSpec"]["id"] == value
        return True

    @staticmethod
    def shown(connection):
        state = "enabled" if time.monotonic() >= connection["ready"] else "initializing"
        return {**{k: v for k, v in connection.items() if k != "ready"}, "state": state}


class Proxy:
    """Passes bytes on, not always, and counts what it does to them."""

    FAULTS = ["delay", "split", "cut before the service has the request", "cut after the service has the request",
              "cut within the answer", "reset", "silence, then cut", "held back until others have passed"]

    def __init__(self, seed, port):
        self.random, self.port = random.Random(seed), port
        self.injected = collections.Counter()
        self.passed = 0  # how many pieces have been passed on, by all connections

    async def serve(self, reader, writer):
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            writer.close()
            return
        state = {"fate": "fair", "place": 0}
        tasks = [
            asyncio.create_task(self.pass_requests(reader, back, state)),
            asyncio.create_task(self.pass_answers(there, writer, state))]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        back.close()
        if state["fate"] == "reset" and not writer.is_closing():
            # With a linger time of zero the end is an error on the other side.
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()

    async def pass_requests(self, source, sink, state):
        """What happens is drawn anew for every piece of a request."""
        try:
            while data := await source.read(65536):
                fate = state["fate"] = self.random.choices(
                    ["fair", "delay", "split", "before", "after", "within", "reset", "silence", "overtaken"],
                    [40, 20, 12, 5, 5, 5, 5, 2, 6])[0]
                if fate == "before":
                    self.injected["cut before the service has the request"] += 1
                    sink.write(data[:self.random.randrange(len(data))])
                    return
                await self.write(sink, data, fate)
        except OSError:
            pass

    async def pass_answers(self, source, sink, state):
        try:
            while data := await source.read(65536):
                fate = state["fate"]
                if fate == "after":
                    self.injected["cut after the service has the request"] += 1
                    return
                if fate in ("within", "reset"):
                    self.injected["reset" if fate == "reset" else "cut within the answer"] += 1
                    sink.write(data[:self.random.randrange(len(data))])
                    await sink.drain()
                    return
                if fate == "silence":
                    self.injected["silence, then cut"] += 1
                    await asyncio.sleep(self.random.random() * 1.5)
                    return
                await self.write(sink, data, fate)
        except OSError:
            pass

    async def write(self, sink, data, fate):
        if fate == "delay":
            self.injected["delay"] += 1
            await asyncio.sleep(self.random.random() * 0.1)
        if fate == "overtaken":
            # What was sent later, over other connections, arrives earlier.
            self.injected["held back until others have passed"] += 1
            passed, deadline = self.passed, time.monotonic() + 1
            while self.passed < passed + 3 and time.monotonic() < deadline:
                await asyncio.sleep(0.002)
        self.passed += 1
        size = 1 + self.random.randrange(200) if fate == "split" else len(data)
        if fate == "split":
            self.injected["split"] += 1
        for start in range(0, len(data), size):
            sink.write(data[start:start + size])
            await sink.drain()
            if fate == "split":
                await asyncio.sleep(0)


SPEC = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"


def body(name):
    return {
        "name": name, "description": name,
        "auth": {"specName": "OAuth2 Client Credential", "params": {
            "environmentUrl": "https://acme.my.salesforce.com", "clientId": "x", "clientSecret": "y",
            "apiVersion": "60.0"}},
        "connectionSpec": {"id": SPEC, "version": "1.0"}}


class Traffic:
    def __init__(self, watched, service, seed):
        self.watched, self.service, self.random = watched, service, random.Random(seed)
        self.faults = []
        self.kinds = collections.Counter()
        self.creates = 0

    async def one(self):
        kind = self.random.choices(
            ["create", "ensure", "get", "wait", "list", "validate", "ping"], [6, 2, 4, 4, 2, 2, 2])[0]
        known = list(self.service.made)[-50:]
        if kind in ("get", "wait") and not known:
            kind = "create"
        if kind in ("create", "ensure"):
            self.creates += 1
            name = f"Acme {self.creates}"
            number, future = self.watched.request(f"connection.{kind}", body(name))
        elif kind in ("get", "wait"):
            method = "connection.get" if kind == "get" else "connection.waitEnabled"
            number, future = self.watched.request(method, {"id": self.random.choice(known)})
        elif kind == "list":
            number, future = self.watched.request("connection.list", {"limit": 5})
        elif kind == "validate":
            number, future = self.watched.request("connection.validate", body("Acme"))
        else:
            number, future = self.watched.request("ping", {})
        isCancelled = kind in ("get", "wait", "list", "create") and self.random.random() < 0.05
        if isCancelled:
            await asyncio.sleep(self.random.random() * 0.2)
            self.watched.send({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": number}})
        answer = await future
        if answer is None:
            return
        error = answer.get("error", {}).get("data", {}).get("kind")
        self.kinds[f"{kind}: {error or 'result'}"] += 1
        if kind == "create" and not isCancelled:
            made = self.service.names[name]
            if error is None and (made != 1 or self.service.made[answer["result"]["id"]]["name"] != name):
                self.faults.append(f"{name}: told that it is made, and there are {made}")
            if error == "unreachable" and made != 0:
                self.faults.append(f"{name}: told that nothing was made, and there are {made}")

    async def run(self, deadline):
        while time.monotonic() < deadline and self.watched.process.returncode is None:
            await self.one()


async def main(program, seconds, seed):
    service = Service()
    behind = await asyncio.start_server(service.serve, "127.0.0.1", 0)
    proxy = Proxy(seed, behind.sockets[0].getsockname()[1])
    front = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{front.sockets[0].getsockname()[1]}"
    watched = Watched(program, ["--drain-timeout", "120"], {
        "AEP_BASE_URL": url, "AEP_IMS_URL": url, "AEP_CLIENT_ID": "client", "AEP_CLIENT_SECRET": "secret",
        "AEP_ORG_ID": "ACME@AdobeOrg", "AEP_SANDBOX_NAME": "dev"})
    await watched.start()
    traffic = Traffic(watched, service, seed)
    deadline = time.monotonic() + seconds
    await asyncio.gather(*(traffic.run(deadline) for _ in range(24)))
    watched.sample()
    code = await watched.finish(180)
    duplicates = sum(count - 1 for count in service.names.values() if count > 1)
    faults = watched.faults + traffic.faults
    if code != 0:
        faults.append(f"it ended with {code}")
    if watched.lost or watched.twice or duplicates:
        faults.append(f"lost {watched.lost}, twice {watched.twice}, duplicates {duplicates}")
    # Its connections are bounded, so its descriptors are; past the first fifth nothing may grow.
    descriptors, threads, memory = zip(*watched.samples)
    early = max(1, len(memory) // 5)
    if max(descriptors) > 64 or max(threads) > 16:
        faults.append(f"{max(descriptors)} descriptors, {max(threads)} threads")
    growth = max(memory[-early:]) - max(memory[:2 * early])
    if MEASURES_MEMORY and growth > max(memory[:2 * early]) // 10:
        faults.append(f"memory grew by {growth >> 20} MiB")
    if any(proxy.injected[fault] == 0 for fault in Proxy.FAULTS):
        faults.append(f"a fault never happened: {dict(proxy.injected)}")
    report(
        {"kind": "network", "seconds": seconds, "seed": seed, "requests": watched.asked, "created": len(service.made),
         "injected": {fault: proxy.injected[fault] for fault in Proxy.FAULTS}, "lost": watched.lost,
         "twice": watched.twice, "duplicates": duplicates, "crashes": int(code is None or code < 0 or code > 3),
         "descriptors": [descriptors[min(early, len(descriptors) - 1)], descriptors[-1]],
         "threads": [threads[min(early, len(threads) - 1)], threads[-1]],
         "MiB": [memory[min(early, len(memory) - 1)] >> 20, memory[-1] >> 20], "answers": dict(traffic.kinds)}, faults)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1))
