#!/usr/bin/env python3
"""Prints what measure.py measured: tables of medians, and each bar with its ratio and spread. Called by Tests/Benchmarks/run.

    report.py RESULTS [--write]      --write: into README.md and Tests/Benchmarks/README.md, and the chart beside it
"""

import datetime
import json
import os
import pathlib
import platform
import re
import statistics
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "Tests/Benchmarks"
OURS = "flow-sidecar"
PEERS = {
    OURS: "**flow-sidecar**",
    "cat": "`cat`, the limit of pipes",
    "node": "node, ajv",
    "python": "python, orjson, jsonschema-rs",
}
# Measure, whose is compared, with whose, the worst ratio that is still good, and whether a lower one is better.
RATIOS = [
    ("first answer, ms", "cat", 5, "lower"),
    ("first answer, ms", "python", 0.1, "lower"),
    ("round trip p50, us", "cat", 1.3, "lower"),
    ("round trip p99, us", "cat", 2, "lower"),
    # With 200 us between an answer and the next request; the processor time of the program alone.
    ("round trip p50, paced, us", "cat", 1.3, "lower"),
    ("round trip p99, paced, us", "cat", 2, "lower"),
    ("processor time a round trip, us", "cat", None, "lower"),
    ("processor time a round trip, paced, us", "cat", None, "lower"),
    ("messages/s, valid", "node", 3, "higher"),
    ("messages/s, invalid", "node", 3, "higher"),
    ("processor time a message, valid, us", "node", 1 / 3, "lower"),
    ("processor time a message, invalid, us", "node", 1 / 3, "lower"),
    ("1 MiB of text, MB/s", "node", 2, "higher"),
    ("1 MiB of members, MB/s", "node", 2, "higher"),
    ("connection.get p50, us", "libcurl loop in C", 1.5, "lower"),
    ("connection.get p50, us", "python requests", 1 / 8, "lower"),
    ("connection.get p50, one processor, us", "libcurl loop in C", 1.5, "lower"),
    ("connection.get p50, one processor, us", "python requests", 1 / 8, "lower"),
    ("256 at a time, requests/s", "wrk", 0.7, "higher"),
    # No bars of their own: over TLS the program goes by way of libcurl, as it does to everything but loopback.
    ("connection.get p50, TLS, us", "libcurl loop in C", None, "lower"),
    ("connection.get p50, TLS, us", "python requests", None, "lower"),
    ("256 at a time, TLS, requests/s", "libcurl loop in C", None, "higher"),
]
LIMITS = [
    ("memory when idle, MiB", 12),
    ("memory after a million, MiB", 24),
    ("memory after five million, MiB", 24),
    ("bytes a wait", 2048),
    ("10,000 waits, % of a core", 2),
    ("binary, MiB", 12),
]


class Report:
    def __init__(self, results):
        self.results = results

    def values(self, measure, peer):
        return self.results.get(measure, {}).get(peer)

    def median(self, measure, peer):
        values = self.values(measure, peer)
        return None if values is None else statistics.median(values)

    def text(self, measure, peer):
        median = self.median(measure, peer)
        return "" if median is None else number(median)

    def table(self):
        columns = [
            ("first answer", "first answer, ms", " ms"), ("round trip p50", "round trip p50, us", " us"),
            ("p99", "round trip p99, us", " us"), ("p50, paced", "round trip p50, paced, us", " us"),
            ("messages/s, valid", "messages/s, valid", ""), ("invalid", "messages/s, invalid", ""),
            ("1 MiB of text", "1 MiB of text, MB/s", " MB/s"), ("of members", "1 MiB of members, MB/s", " MB/s"),
            ("memory, idle", "memory when idle, MiB", " MiB"), ("after a million", "memory after a million, MiB", " MiB"),
        ]
        columns = [column for column in columns if column[1] in self.results]
        lines = ["| | " + " | ".join(title for title, _, _ in columns) + " |", "| --- |" + " ---: |" * len(columns)]
        for peer, name in PEERS.items():
            cells = []
            for _, measure, unit in columns:
                text = self.text(measure, peer)
                cells.append(text + unit if text else "")
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
        return lines

    def forwarding(self):
        columns = [
            ("p50", "connection.get p50, us", " us"),
            ("p50, one processor", "connection.get p50, one processor, us", " us"),
            ("256 at a time", "256 at a time, requests/s", "/s"),
            ("p50, TLS", "connection.get p50, TLS, us", " us"),
            ("256 at a time, TLS", "256 at a time, TLS, requests/s", "/s"),
        ]
        columns = [column for column in columns if column[1] in self.results]
        lines = [
            "| `connection.get` over kept-alive HTTP | " + " | ".join(title for title, _, _ in columns) + " |",
            "| --- |" + " ---: |" * len(columns)]
        for peer in [OURS, "libcurl loop in C", "python requests", "wrk"]:
            cells = []
            for _, measure, unit in columns:
                text = self.text(measure, peer)
                cells.append(text + unit if text else "")
            lines.append(f"| {PEERS.get(peer, peer)} | " + " | ".join(cells) + " |")
        return lines

    def bars(self):
        lines = ["| measure | compared with | ratio (lowest to highest) | bar | |", "| --- | --- | ---: | ---: | --- |"]
        for measure, peer, bar, better in RATIOS:
            ours, theirs = self.values(measure, OURS), self.values(measure, peer)
            if not ours or not theirs:
                continue
            # Within a round, so that what slows the machine slows both.
            ratios = [a / b for a, b in zip(ours, theirs)]
            ratio = statistics.median(ratios)
            spread = f"{ratio:.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
            if bar is None:
                lines.append(f"| {measure} | {peer} | {spread} | | |")
                continue
            met = ratio <= bar if better == "lower" else ratio >= bar
            sign = "at most" if better == "lower" else "at least"
            lines.append(f"| {measure} | {peer} | {spread} | {sign} {bar:.3g} | {'met' if met else 'not met'} |")
        for measure, limit in LIMITS:
            values = self.values(measure, OURS)
            if not values:
                continue
            median = statistics.median(values)
            spread = f"{number(median)} ({number(min(values))} to {number(max(values))})"
            if len(values) == 1:
                spread = f"{number(median)} (measured once)"
            lines.append(
                f"| {measure} | | {spread} | at most {limit} | {'met' if median <= limit else 'not met'} |")
        return lines

    def chart(self):
        """One panel for each measure, one bar for each peer."""
        panels = [
            ("First answer, ms", "first answer, ms"), ("Messages a second, valid", "messages/s, valid"),
            ("Messages a second, invalid", "messages/s, invalid"), ("1 MiB of text, MB a second", "1 MiB of text, MB/s"),
            ("Memory after a million messages, MiB", "memory after a million, MiB"),
        ]
        width, left, bar, row, head = 640, 120, 16, 24, 34
        parts, top = [], 10
        for title, measure in panels:
            peers = [(peer, self.median(measure, peer)) for peer in PEERS if peer != "cat"]
            peers = [(peer, value) for peer, value in peers if value is not None]
            if not peers:
                continue
            parts.append(f'<text x="10" y="{top + 16}" class="title">{title}</text>')
            top += head
            longest = max(value for _, value in peers)
            for peer, value in peers:
                length = max(1, value / longest * (width - left - 110))
                shade = "ours" if peer == OURS else "peer"
                parts.append(f'<text x="{left - 8}" y="{top + 12}" text-anchor="end">{peer}</text>')
                parts.append(f'<rect x="{left}" y="{top}" width="{length:.1f}" height="{bar}" class="{shade}"/>')
                parts.append(f'<text x="{left + length + 6:.1f}" y="{top + 12}">{number(value)}</text>')
                top += row
            top += 10
        style = (
            "text{font:13px sans-serif;fill:#333}.title{font-weight:bold}.ours{fill:#d9480f}.peer{fill:#adb5bd}"
            "@media(prefers-color-scheme:dark){text{fill:#ddd}}")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top}" role="img" '
            f'aria-label="flow-sidecar beside its peers"><style>{style}</style>\n' + "\n".join(parts) + "\n</svg>\n")


def number(value):
    if value >= 1000:
        digits = 3 - len(str(int(value)))
        return f"{round(value, digits):,.0f}"
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def machine():
    model = re.search(r"^model name\s*:\s*(.+)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    return f"{os.cpu_count()} cores of {model[1] if model else 'an unnamed processor'}, Linux {platform.release().split('-')[0]}"


def replace(path, name, lines):
    text = path.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: made by Tests/Benchmarks/run --write -->\n", f"<!-- end of {name} -->"
    if begin not in text or end not in text:
        sys.exit(f"{path} has no place for {name}")
    head, rest = text.split(begin, 1)
    path.write_text(head + begin + "\n".join(lines) + "\n" + end + rest.split(end, 1)[1], encoding="utf-8")


def main():
    results = json.loads(pathlib.Path(sys.argv[1]).read_text())
    commit = results.pop("commit", "an unknown commit")
    report = Report(results)
    rounds = max(len(values) for peers in report.results.values() for values in peers.values())
    when = f"Medians of {rounds} rounds, {datetime.date.today().isoformat()}, at {commit}, {machine()}."
    tables = report.table() + [""] + report.forwarding()
    print("\n".join([when, ""] + tables + [""] + report.bars()))
    if "--write" in sys.argv[2:]:
        replace(HERE / "README.md", "results", [when, ""] + tables + [""] + report.bars())
        replace(ROOT / "README.md", "figures", report.table() + ["", when])
        (HERE / "chart.svg").write_text(report.chart(), encoding="utf-8")


main()
