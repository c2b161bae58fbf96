"""The program under test as a process that is watched: what it answers, and what it holds of the machine."""

import asyncio
import json
import os
import sys


class Watched:
    """Speaks JSON-RPC, a message a line, with the program; counts the answers to each id."""

    def __init__(self, program, arguments, environment):
        self.program, self.arguments, self.environment = program, arguments, environment
        self.waiting = {}  # id -> future of the answer
        self.answers = {}  # id -> how many answers came
        self.asked = 0
        self.faults = []
        self.samples = []  # (descriptors, threads, resident bytes)

    async def start(self):
        self.process = await asyncio.create_subprocess_exec(
            self.program, *self.arguments, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            limit=64 << 20, env={"PATH": os.environ["PATH"], "XDG_CACHE_HOME": "/dev/null", **SANITIZER, **self.environment})
        self.reading = asyncio.create_task(self._read())
        self.sampling = asyncio.create_task(self._sample())

    async def _read(self):
        while line := await self.process.stdout.readline():
            message = json.loads(line)
            if "method" in message:
                continue
            number = message.get("id")
            self.answers[number] = self.answers.get(number, 0) + 1
            future = self.waiting.pop(number, None)
            if future is None:
                self.faults.append(f"an answer to nothing, or the second one: {line[:200]!r}")
            elif not future.done():
                future.set_result(message)
        for future in self.waiting.values():
            if not future.done():
                future.set_result(None)

    async def _sample(self):
        while True:
            self.sample()
            await asyncio.sleep(0.2)

    def sample(self):
        try:
            folder = f"/proc/{self.process.pid}"
            fields = dict(line.split(":", 1) for line in open(f"{folder}/status").read().splitlines())
            self.samples.append(
                (len(os.listdir(f"{folder}/fd")), int(fields["Threads"]), int(fields["VmRSS"].split()[0]) * 1024))
        except (OSError, KeyError):
            pass

    def request(self, method, params):
        """Sends a request; its number, and the future of its answer."""
        self.asked += 1
        number = self.asked
        self.waiting[number] = asyncio.get_running_loop().create_future()
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return number, self.waiting[number]

    def send(self, message):
        self.process.stdin.write(json.dumps(message).encode() + b"\n")

    async def finish(self, patience):
        """Closes the input and waits for the end; the exit code, or None if it had to be killed."""
        self.process.stdin.close()
        try:
            await asyncio.wait_for(self.process.wait(), patience)
            await asyncio.wait_for(self.reading, 10)
        except asyncio.TimeoutError:
            self.process.kill()
            self.faults.append("it did not end")
        self.sampling.cancel()
        return self.process.returncode

    @property
    def lost(self):
        return sum(1 for number in range(1, self.asked + 1) if self.answers.get(number, 0) == 0)

    @property
    def twice(self):
        return sum(1 for number, count in self.answers.items() if count > 1)


# What Tests/sanitize tells the processes that it watches.
SANITIZER = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}

# With a sanitizer the memory that a process holds is not what it needs: what was freed is kept, to be watched.
MEASURES_MEMORY = "FLOW_SIDECAR_SANITIZER" not in os.environ


def report(summary, faults):
    """Prints what came of it as one line of JSON, and ends with 1 if anything is wrong."""
    print(json.dumps(summary))
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)
