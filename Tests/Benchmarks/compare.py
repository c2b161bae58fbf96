#!/usr/bin/env python3
"""Prints the medians of all rounds, the ratios, and whether each bar is met; fails if one is not."""

import json
import statistics
import sys

# The measure, whose figures are compared, and how many times faster ours has to be than the fastest of them.
BARS = [
    ("isValid", ["python", "node"], 2),
    ("diagnose", ["python"], 3),
    ("parse", ["python"], 3),
]
# Only the whole request has a bar on diagnosis and parsing.
WHOLE = "connection-create"
COMPILE_LIMIT = 200_000
PEERS = {"ours": "ours", "python": "jsonschema-rs, orjson", "node": "ajv, V8"}


def main():
    folder, rounds = sys.argv[1], int(sys.argv[2])
    runs = {peer: [] for peer in PEERS}
    for peer in PEERS:
        for number in range(1, rounds + 1):
            with open(f"{folder}/result-{peer}-{number}.json", encoding="utf-8") as file:
                runs[peer].append(json.load(file))
    failed = False
    for case in runs["ours"][0]:
        def figure(peer, measure):
            values = [run[case][measure] for run in runs[peer]]
            return statistics.median(values), min(values), max(values)

        print(f"\n{case} (ns, median [lowest..highest] of {rounds} rounds)")
        for measure in ["parse", "isValid", "diagnose", "compile", "diagnoseValid", "parseAndValidate"]:
            parts = []
            for peer, name in PEERS.items():
                if measure in runs[peer][0][case]:
                    median, low, high = figure(peer, measure)
                    parts.append(f"{name} {median:,.0f} [{low:,.0f}..{high:,.0f}]")
            print(f"  {measure:17}" + "; ".join(parts))
        for measure, peers, bar in BARS:
            if measure != "isValid" and case != WHOLE:
                continue
            # Ratios within a round, so that what slows the machine slows both sides.
            ratios = [
                min(runs[peer][number][case][measure] for peer in peers) / runs["ours"][number][case][measure]
                for number in range(rounds)
            ]
            ratio = statistics.median(ratios)
            met = ratio >= bar
            failed |= not met
            print(f"  {measure}: {ratio:.2f} times as fast as the fastest of {', '.join(peers)} "
                  f"(bar {bar}): {'met' if met else 'NOT MET'}")
        compile_time = figure("ours", "compile")[0]
        met = compile_time <= COMPILE_LIMIT
        failed |= not met
        print(f"  compile: {compile_time / 1000:.0f} us (bar {COMPILE_LIMIT / 1000:.0f}): {'met' if met else 'NOT MET'}")
    sys.exit(1 if failed else 0)


main()
