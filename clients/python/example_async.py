#!/usr/bin/env python3
"""Creates three Salesforce connections and waits for all of them at once, over one sidecar.

    python3 example_async.py --simulate
"""

from __future__ import annotations

import asyncio
import sys

from example import arguments, salesforce
from flow_sidecar import AsyncSidecar, Progress, SidecarError, SidecarExited


async def bring_up(sidecar: AsyncSidecar, name: str) -> str:
    created = await sidecar.create(salesforce(name))
    print(f"{name}: created {created['id']}")

    def show(progress: Progress) -> None:
        state = progress.get("state") or progress["message"]
        print(f"{name}: {state} after {progress['elapsedMs'] / 1000:.1f} s", flush=True)

    enabled = await sidecar.wait_enabled(created["id"], timeout_ms=300_000, on_progress=show)
    print(f"{name}: {enabled['state']} after {enabled['wait']['elapsedMs'] / 1000:.1f} s")
    return created["id"]


async def run(binary: str | None, simulate: bool) -> None:
    async with AsyncSidecar(binary, ["--simulate"] if simulate else []) as sidecar:
        names = ["ACME Europe", "ACME America", "ACME Asia"]
        for id in await asyncio.gather(*(bring_up(sidecar, name) for name in names)):
            print(f"enabled: {id}")


def main() -> int:
    options = arguments("Creates three Salesforce connections and waits for all of them at once.")
    try:
        asyncio.run(run(options.binary, options.simulate))
    except SidecarError as error:
        print(f"error: {error}", error.hint, sep="\n  ", file=sys.stderr)
        return 1
    except (SidecarExited, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
