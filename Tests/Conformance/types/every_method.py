"""Calls every method once, with types: checked by mypy --strict, and run against the simulated service.

    every_method.py PROGRAM
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from flow_sidecar import Connection, Sidecar, SidecarError

if TYPE_CHECKING:
    from flow_sidecar_types import Caller, ConnectionBody, ErrorKind, InvalidParamsData


def body(name: str) -> ConnectionBody:
    return {
        "name": name,
        "auth": {
            "specName": "OAuth2 Client Credential",
            "params": {
                "environmentUrl": "https://acme.my.salesforce.com",
                "clientId": "simulated",
                "clientSecret": "simulated",
                "apiVersion": "60.0",
            },
        },
        "connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"},
        "_meta": {"timeoutMs": 60_000},
    }


def sources(sidecar: Caller) -> str:
    listed = sidecar.call("connectionSpec.list", {"query": "salesforce crm"})
    described = sidecar.call("connectionSpec.get", {"name": listed["items"][0]["name"]})
    names: list[str] = [param["name"] for spec in described["authSpecs"] for param in spec["params"]]
    return f"{described['name']} asks for {len(names)} params"


def life_of_a_connection(sidecar: Caller) -> str:
    create = body("Acme, checked")
    checked = sidecar.call(
        "connection.validate",
        {"name": create["name"], "auth": create["auth"], "connectionSpec": create["connectionSpec"]},
    )
    assert checked["valid"] and not checked["errors"] and checked["spec"]["origin"] == "bundled"
    created = sidecar.call("connection.create", body("Acme, once"))
    enabled = sidecar.call("connection.waitEnabled", {"id": created["id"], "timeoutMs": 60_000})
    polls: int = enabled["wait"]["polls"]
    read: Connection = sidecar.call("connection.get", {"id": created["id"], "includeSecrets": True})
    assert read["auth"]["params"]["clientSecret"] == "simulated" and polls > 0
    changed = sidecar.call(
        "connection.update",
        {
            "id": created["id"],
            "operations": [{"op": "replace", "path": "/name", "value": "Acme, twice"}],
            "etag": read["etag"],
        },
    )
    works: bool = sidecar.call("connection.test", {"id": changed["id"]})["result"]
    found = sidecar.call("connection.explore", {"id": created["id"], "objectType": "root"})
    ensured = sidecar.call("connection.ensure", body("Acme, for sure"))
    count = sidecar.call("connection.list", {"count": True})["count"]
    page = sidecar.call("connection.list", {"property": ["name==Nobody"], "limit": 5})
    gone = sidecar.call("connection.delete", {"id": ensured["id"]})
    assert works and ensured["created"] and gone["id"] == ensured["id"] and count == 2 and not page["items"]
    return f"{len(found['items'])} tables"


def mistakes(sidecar: Caller) -> ErrorKind:
    wrong = body("Acme, wrong")
    wrong["auth"]["params"] = {}
    try:
        sidecar.call("connection.create", wrong)
    except SidecarError as error:
        data: InvalidParamsData = {"kind": "invalidParams", "retryable": False, "errors": error.problems}
        assert len(data["errors"]) == 4 and error.kind == data["kind"]
        return data["kind"]
    raise AssertionError("the mistakes went unnoticed")


def session(sidecar: Caller) -> str:
    assert sidecar.call("initialize", {"clientInfo": {"name": "every_method"}})["serverInfo"]["name"] == "flow-sidecar"
    assert sidecar.call("ping") == {}
    assert sidecar.call("rpc.discover")["openrpc"] == "1.3.2"
    limit: int = sidecar.call("info")["limits"]["messageBytes"]
    return f"{limit} bytes"


with Sidecar(sys.argv[1], ["--simulate"]) as program:
    print(session(program), sources(program), life_of_a_connection(program), mistakes(program), sep="\n")
    program.notify("initialized")
    program.notify("$/cancelRequest", {"id": "nobody's"})
    program.call("shutdown")
    program.notify("exit")
