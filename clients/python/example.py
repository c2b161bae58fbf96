#!/usr/bin/env python3
"""Creates a Salesforce connection, waits until it is enabled and reads it back.

    python3 example.py --simulate

Without --simulate it works on Flow Service itself, with the AEP_* variables of the README and the credentials below.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from flow_sidecar import Problem, Progress, Sidecar, SidecarError, SidecarExited


def salesforce(name: str) -> dict[str, Any]:
    """The body of POST /connections for Salesforce with OAuth2; made-up values stand in for what is not set."""
    env = os.environ.get
    return {
        "name": name,
        "description": "Salesforce account using OAuth 2",
        "auth": {
            "specName": "OAuth2 Client Credential",
            "params": {
                "environmentUrl": env("SALESFORCE_ENVIRONMENT_URL", "https://acme-enterprise-3126.my.salesforce.com"),
                "clientId": env("SALESFORCE_CLIENT_ID", "simulated-client-id"),
                "clientSecret": env("SALESFORCE_CLIENT_SECRET", "simulated-client-secret"),
                "apiVersion": env("SALESFORCE_API_VERSION", "60.0"),
            },
        },
        "connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"},
    }


def misspelt(body: dict[str, Any]) -> dict[str, Any]:
    """The same body with two common mistakes."""
    params = dict(body["auth"]["params"])
    params["clientID"] = params.pop("clientId")
    params["apiVersion"] = "60"
    return {**body, "auth": {**body["auth"], "params": params}}


def show_problem(problem: Problem) -> None:
    print(f"  {problem['instanceLocation'] or 'params'}: {problem['message']}")


def show_progress(progress: Progress) -> None:
    print(f"  {progress['elapsedMs'] / 1000:.1f} s: {progress.get('state') or progress['message']}", flush=True)


def run(sidecar: Sidecar) -> None:
    body = salesforce("ACME Salesforce account")

    print("create, with mistakes:")
    try:
        created = sidecar.create(misspelt(body))
    except SidecarError as error:
        if error.kind != "invalidParams":
            raise
        print(f"refused before anything was sent: {error}")
        for problem in error.problems:
            show_problem(problem)
    else:
        raise RuntimeError(f"the mistakes went unnoticed: created {created['id']}")

    print("create:")
    created = sidecar.create(body)
    print(f"  {created['id']}")
    for warning in created.get("warnings", []):
        show_problem(warning)

    print("wait:")
    enabled = sidecar.wait_enabled(created["id"], timeout_ms=300_000, on_progress=show_progress)
    print(f"  {enabled['wait']['elapsedMs'] / 1000:.1f} s: {enabled['state']}")

    connection = sidecar.get(created["id"])
    print(f"get:\n  {connection['name']!r} is {connection['state']}")
    print(f"enabled: {connection['id']}")


def arguments(description: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--binary", metavar="PATH", help="flow-sidecar (default: $FLOW_SIDECAR, then the PATH)")
    parser.add_argument("--simulate", action="store_true", help="against a Flow Service inside the process")
    return parser.parse_args()


def main() -> int:
    options = arguments("Creates a Salesforce connection, waits until it is enabled and reads it back.")
    try:
        with Sidecar(options.binary, ["--simulate"] if options.simulate else []) as sidecar:
            run(sidecar)
    except SidecarError as error:
        print(f"error: {error}", error.hint, sep="\n  ", file=sys.stderr)
        for problem in error.problems:
            show_problem(problem)
        return 1
    except (SidecarExited, OSError, RuntimeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
