"""GET of one URL over one kept-alive connection with requests, COUNT times, one after the other; prints the nanoseconds
of each as JSON. Usage: get_loop.py COUNT URL [HEADER...]
"""

import json
import sys
import time

import requests

count, url = int(sys.argv[1]), sys.argv[2]
session = requests.Session()
session.headers.update(dict(header.split(": ", 1) for header in sys.argv[3:]))
samples = []
for number in range(count // 4 + 1 + count):
    start = time.perf_counter_ns()
    response = session.get(url, timeout=30)
    response.raise_for_status()
    if not response.json()["items"]:
        sys.exit(1)
    samples.append(time.perf_counter_ns() - start)
print(json.dumps({"samples": samples[-count:]}))
