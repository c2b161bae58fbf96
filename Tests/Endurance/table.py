#!/usr/bin/env python3
"""Puts what the tests of endurance came to into the table of a file, between its two marks.

  table.py FILE RESULT...

A result is the line of JSON that network.py and soak.py print.
"""

import json
import sys

BEGIN, END = "<!-- table: made by Tests/Endurance/run -->", "<!-- end of table -->"


def rows(result):
    if result["kind"] == "network":
        seed, seconds = result["seed"], round(result["seconds"])
        shared = [result["lost"], result["duplicates"], result["crashes"]]
        for fault, times in result["injected"].items():
            yield [f"network, {seconds} s: {fault}", times, *shared]
        yield [f"network, {seconds} s: all of it, {result['requests']:,} requests, {result['created']:,} connections",
               sum(result["injected"].values()), *shared]
    else:
        kinds = result["kinds"]
        shared = [result["lost"], result["duplicates"], result["crashes"]]
        yield [f"soak, {result['messages']:,} messages: what is no JSON or no message", kinds["garbage"], *shared]
        yield ["soak: cancels of what may be under way, or not", kinds["cancel"], *shared]
        yield [f"soak: cancels of {result['waits']:,} waits", kinds["cancelled wait"], *shared]
        yield ["soak: creates with mistakes", kinds["wrong"], *shared]


def table(results):
    head = ["fault", "times injected", "lost answers", "duplicate creates", "crashes"]
    lines = [head, ["---", "---:", "---:", "---:", "---:"]]
    for result in results:
        lines += [[f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in rows(result)]
    text = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    notes = []
    for result in results:
        early, late = result["MiB"]
        notes.append(
            f"{result['kind']}: memory {early} MiB early and {late} MiB at the end, descriptors "
            f"{result['descriptors'][0]} and {result['descriptors'][1]}, threads {result['threads'][0]} and "
            f"{result['threads'][1]}, {result['seconds']:.0f} s.")
    return text + "\n\n" + "\n".join(f"- {note}" for note in notes)


if __name__ == "__main__":
    path, results = sys.argv[1], [json.load(open(name)) for name in sys.argv[2:]]
    text = open(path).read()
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    open(path, "w").write(f"{before}{BEGIN}\n{table(results)}\n{END}{after}")
