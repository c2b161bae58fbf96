#!/usr/bin/env python3
"""Times jsonschema-rs and orjson on cases.json; prints {"case": {"measure": nanoseconds}}."""

import json
import statistics
import sys
import time

import jsonschema_rs
import orjson

BATCHES = 7


def nanoseconds(call):
    count = 1
    while True:
        start = time.perf_counter_ns()
        for _ in range(count):
            call()
        if time.perf_counter_ns() - start > 10_000_000:
            break
        count *= 2
    times = []
    for _ in range(BATCHES):
        start = time.perf_counter_ns()
        for _ in range(count):
            call()
        times.append((time.perf_counter_ns() - start) / count)
    return statistics.median(times)


def main():
    results = {}
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    for name, case in cases.items():
        schema, valid, invalid = case["schema"], case["valid"], case["invalid"]
        text = json.dumps(valid, separators=(",", ":"), ensure_ascii=False).encode()
        validator = jsonschema_rs.Draft7Validator(schema)
        assert validator.is_valid(valid) and not validator.is_valid(invalid)
        results[name] = {
            "parse": nanoseconds(lambda: orjson.loads(text)),
            "isValid": nanoseconds(lambda: validator.is_valid(valid)),
            "diagnose": nanoseconds(lambda: list(validator.iter_errors(invalid))),
            "compile": nanoseconds(lambda: jsonschema_rs.Draft7Validator(schema)),
            "errors": len(list(validator.iter_errors(invalid))),
        }
    print(json.dumps(results))


main()
