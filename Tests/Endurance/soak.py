#!/usr/bin/env python3
"""Much traffic in one session: messages of every kind, waits, and cancels by chance, the same ones for the same seed.

  soak.py PROGRAM MESSAGES WAITS [SEED]

The program simulates Flow Service. Every request has to be answered exactly once, what cannot be read once with a null id,
nothing else at all; and the memory of the program in the last tenth has to be within 10 % of that in the first. Before
the first tenth a twentieth of the traffic, and at least WARM_UP messages, comes on top and is answered to its end: the
program starts, and its buffers, tables and compiled schemas reach the size that they need. Meanwhile nothing is read until
twice as many answers are owed as later may be: their memory is kept for the next ones, and when the most are owed would
else be a matter of chance.
"""

import collections
import json
import os
import random
import re
import subprocess
import sys
import threading
import time

from network import body
from watched import MEASURES_MEMORY, SANITIZER, report

# How many messages go out at a time, and how many answers may be missing meanwhile.
PORTION = 400
AHEAD = 2_000
# Every kind of message has come many times by then.
WARM_UP = 4 * AHEAD


class Soak:
    def __init__(self, program, messages, waits, seed):
        self.warmUp = max(messages // 20, WARM_UP)
        self.messages, self.waits = messages + self.warmUp, waits
        self.random = random.Random(seed)
        self.program = subprocess.Popen(
            [program, "--simulate", "--simulate-enable-ms", "400"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], **SANITIZER})
        self.sent = 0
        self.next = 0  # the next id
        self.answered = bytearray(2 * self.messages + 4 * waits + 100_000)
        self.single = 0  # how many requests have ids
        self.nameless = 0  # how many answers with a null id there have to be
        self.namelessAnswers = 0
        self.faults = []
        self.kinds = collections.Counter()
        self.connections = collections.deque()  # ids of connections made, for waits; under the lock
        self.creating = set()
        self.deleting = set()
        self.open = 0  # requests sent and not answered
        self.lock = threading.Condition()
        self.mayRead = threading.Event()
        self.memory = []
        self.resources = []

    # Reading

    NUMBER = re.compile(rb'"id":(\d+|null)')

    def read(self):
        for line in self.program.stdout:
            self.mayRead.wait()
            if line.startswith(b'{"jsonrpc":"2.0","id":') or line.startswith(b"["):
                numbers = self.NUMBER.findall(line) if line.startswith(b"[") else [line[22:line.index(b",", 22)]]
            elif line.startswith(b'{"jsonrpc":"2.0","method":"$/progress"'):
                self.kinds["progress"] += 1
                continue
            else:
                self.faults.append(f"what is this: {line[:200]!r}")
                continue
            count = 0
            for number in numbers:
                count += 1
                if number == b"null":
                    self.namelessAnswers += 1
                    continue
                number = int(number)
                self.answered[number] = min(255, self.answered[number] + 1)
                if number in self.creating:
                    self.creating.discard(number)
                    result = json.loads(line).get("result")
                    if result:
                        with self.lock:
                            self.connections.append(result["id"])
            with self.lock:
                self.open -= count
                self.lock.notify()

    # Writing

    def request(self, method, params=None):
        self.next += 1
        self.single += 1
        self.open += 1
        extra = "" if params is None else ',"params":' + params
        return f'{{"jsonrpc":"2.0","id":{self.next},"method":"{method}"{extra}}}'

    def message(self):
        """One message, and how it is counted."""
        kind = self.random.choices(
            ["ping", "validate", "wrong", "info", "unknown", "garbage", "batch", "notification", "response", "spec",
             "cancel"], [40, 8, 8, 4, 6, 4, 6, 8, 4, 4, 8])[0]
        self.kinds[kind] += 1
        if kind == "ping":
            return self.request("ping")
        if kind == "validate":
            return self.request("connection.validate", RIGHT)
        if kind == "wrong":
            return self.request("connection.create", WRONG)
        if kind == "info":
            return self.request("info")
        if kind == "unknown":
            return self.request("no.such.method", "[1]")
        if kind == "garbage":
            self.nameless += 1
            self.open += 1
            return self.random.choice(['{"jsonrpc":', "junk", "[1,", '"open', '{"id":1}x', "42"])
        if kind == "batch":
            return f'[{self.request("ping")},{NOTIFICATION},{self.request("no.such")}]'
        if kind == "notification":
            return NOTIFICATION
        if kind == "response":
            return '{"jsonrpc":"2.0","id":1,"result":{}}'
        if kind == "spec":
            return self.request("connectionSpec.get", '{"name":"salesforce"}')
        number = self.random.randrange(max(1, self.next - 500), self.next + 2)
        return f'{{"jsonrpc":"2.0","method":"$/cancelRequest","params":{{"id":{number}}}}}'

    def waitsFor(self, share):
        """Creates, waits and deletes, so that `share` of all waits has been sent."""
        lines = []
        while self.kinds["wait"] < self.waits * share:
            # A few connections for all waits, some of which will never be enabled: the simulated service remembers also
            # those that were deleted, and its memory is not what is measured here.
            if len(self.connections) + len(self.creating) < 40:
                name = f"Acme {self.next}" + self.random.choice(["", " simulate:never-enabled"])
                lines.append(self.request("connection.create", json.dumps(body(name))))
                self.creating.add(self.next)
                self.kinds["create"] += 1
            if not self.connections:
                break
            connection = self.connections[0]
            self.connections.rotate(-1)
            for _ in range(20):
                limit = self.random.randrange(1, 2000)
                lines.append(
                    self.request("connection.waitEnabled", f'{{"id":"{connection}","timeoutMs":{limit}}}'))
                self.kinds["wait"] += 1
                if self.random.random() < 0.3:
                    self.kinds["cancelled wait"] += 1
                    lines.append(
                        f'{{"jsonrpc":"2.0","method":"$/cancelRequest","params":{{"id":{self.next}}}}}')
            if self.random.random() < 0.02:
                self.connections.remove(connection)
                lines.append(self.request("connection.delete", f'{{"id":"{connection}"}}'))
                self.kinds["delete"] += 1
        return lines

    @property
    def place(self):
        """How much of the traffic has been sent; below 0 in what comes before it."""
        return (self.sent - self.warmUp) / (self.messages - self.warmUp)

    def sample(self):
        try:
            fields = dict(
                line.split(":", 1) for line in open(f"/proc/{self.program.pid}/status").read().splitlines())
            self.memory.append((self.place, int(fields["VmRSS"].split()[0]) * 1024))
            if self.place >= 0:
                self.resources.append((len(os.listdir(f"/proc/{self.program.pid}/fd")), int(fields["Threads"])))
        except (OSError, KeyError):
            pass

    def settle(self, seconds):
        """Waits until everything has been answered, for that long at most."""
        with self.lock:
            self.lock.wait_for(lambda: self.open == 0, seconds)

    def drain(self):
        self.mayRead.set()
        self.settle(60)

    def write(self):
        isWarm = False
        while self.sent < self.messages:
            if not isWarm and self.sent >= self.warmUp:
                self.drain()
                isWarm = True
                self.sample()
            if not isWarm and self.open > 2 * AHEAD:
                self.drain()
                self.mayRead.clear()
            with self.lock:
                while isWarm and self.open > AHEAD:
                    if not self.lock.wait(60) or self.program.poll() is not None:
                        self.faults.append("nothing was answered for a minute")
                        return
                lines = [self.message() for _ in range(min(PORTION, self.messages - self.sent))]
                self.sent += len(lines)
                lines += self.waitsFor(self.sent / self.messages)
            self.program.stdin.write(("\n".join(lines) + "\n").encode())
            self.program.stdin.flush()
            if self.sent // PORTION % max(1, self.messages // PORTION // 300) == 0:
                self.sample()

    def run(self):
        started = time.monotonic()
        reading = threading.Thread(target=self.read)
        reading.start()
        try:
            self.write()
            # What is behind with its answers has time to come.
            self.drain()
            self.sample()
            self.program.stdin.close()
            code = self.program.wait(120)
        except (OSError, subprocess.TimeoutExpired) as error:
            self.faults.append(f"{error}")
            self.mayRead.set()
            self.program.kill()
            code = self.program.wait()
        reading.join(60)
        self.finish(code, time.monotonic() - started)

    def finish(self, code, seconds):
        lost = sum(1 for number in range(1, self.next + 1) if self.answered[number] == 0)
        twice = sum(1 for count in self.answered if count > 1)
        if lost or twice or self.namelessAnswers != self.nameless:
            self.faults.append(
                f"lost {lost}, twice {twice}, {self.namelessAnswers} nameless answers, not {self.nameless}")
        if code != 0:
            self.faults.append(f"it ended with {code}")
        first = [size for place, size in self.memory if 0 <= place <= 0.1] or [self.memory[0][1]]
        last = [size for place, size in self.memory if place >= 0.9] or [self.memory[-1][1]]
        (early, late) = (sum(first) / len(first), sum(last) / len(last))
        if MEASURES_MEMORY and late > early * 1.1:
            self.faults.append(f"memory grew from {early / (1 << 20):.1f} to {late / (1 << 20):.1f} MiB")
        descriptors, threads = zip(*(self.resources or [(0, 0)]))
        # The thread that writes to a reader who is behind starts when it is first needed.
        if max(descriptors) > descriptors[0] or max(threads) > threads[0] + 1:
            self.faults.append(f"from {self.resources[0]} to {max(descriptors)} descriptors, {max(threads)} threads")
        report(
            {"kind": "soak", "seconds": round(seconds, 1), "messages": self.sent, "requests": self.next,
             "waits": self.kinds["wait"], "kinds": dict(self.kinds), "lost": lost, "twice": twice, "duplicates": 0,
             "crashes": int(code < 0 or code > 3), "MiB": [round(early / (1 << 20), 1), round(late / (1 << 20), 1)],
             "descriptors": [descriptors[0], descriptors[-1]], "threads": [threads[0], threads[-1]]}, self.faults)


RIGHT = json.dumps(body("Acme"), separators=(",", ":"))
WRONG = RIGHT.replace("clientId", "clientID").replace("60.0", "60")
NOTIFICATION = '{"jsonrpc":"2.0","method":"initialized","params":{}}'

if __name__ == "__main__":
    Soak(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1).run()
