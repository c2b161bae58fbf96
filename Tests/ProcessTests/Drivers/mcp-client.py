#!/usr/bin/env python3
"""Uses flow-sidecar as a host of the Model Context Protocol does, through the official Python SDK.

    mcp-client.py MODE PROGRAM [ARGUMENT...]

MODE is the SDK's: legacy (with a handshake), auto (it finds out), or a version that has none. Does what an agent would:
looks at tools and resources, has bad credentials checked, mends them, creates, waits with progress, gives a wait up, and
calls every tool once. The SDK holds each result against the schema that the tool was listed with. Prints what it has
seen as one line of JSON.
"""

import json
import re
import sys

import anyio
import jsonschema
from mcp import Client, MCPError, StdioServerParameters

SALESFORCE = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"
SECRET = "canary-client-secret"


def body(name, **changes):
    params = {"environmentUrl": "https://acme.my.salesforce.com", "clientId": "acme-client", "clientSecret": SECRET,
              "apiVersion": "60.0"}
    params.update(changes)
    return {"name": name, "auth": {"specName": "OAuth2 Client Credential", "params": params},
            "connectionSpec": {"id": SALESFORCE, "version": "1.0"}}


class Host:
    """What a host does around each call: look at the schemas before, and at the texts after."""

    def __init__(self, client, tools):
        self.client, self.tools = client, {tool.name: tool for tool in tools}
        self.called, self.texts = set(), []

    async def call(self, name, arguments=None, fits=True, **options):
        validator = jsonschema.Draft202012Validator(self.tools[name].input_schema)
        assert validator.is_valid(arguments or {}) == fits, f"{name}: {arguments}"
        result = await self.client.call_tool(name, arguments, **options)
        self.called.add(name)
        self.texts += [block.text for block in result.content]
        assert all(SECRET not in text for text in self.texts), f"{name} tells the secret"
        assert SECRET not in json.dumps(result.structured_content), f"{name} tells the secret"
        return result

    async def succeed(self, name, arguments=None, **options):
        result = await self.call(name, arguments, **options)
        assert not result.is_error, result.content[0].text
        assert json.loads(result.content[-1].text) == result.structured_content
        return result.structured_content

    async def fail(self, name, arguments=None, kind=None, **options):
        result = await self.call(name, arguments, **options)
        assert result.is_error and result.structured_content is None, f"{name} should have failed"
        error = result.meta["flow-sidecar/error"]
        assert error["data"]["kind"] == kind, error
        return result.content[0].text


def check_tools(tools):
    for tool in tools:
        for schema in (tool.input_schema, tool.output_schema):
            # As the protocol reads them, and as they were written.
            jsonschema.Draft202012Validator.check_schema(schema)
            jsonschema.Draft7Validator.check_schema(schema)
            text = json.dumps(schema)
            assert '"x-' not in text and "includeSecrets" not in text and "progressToken" not in text, tool.name
            used = {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}
            assert used == set(schema.get("$defs", {})), f"{tool.name} carries what it does not need"
        assert tool.title and tool.description and not re.search(r"\bconnection(Spec)?\.[a-z]", tool.description)
        hints = tool.annotations
        assert None not in (hints.read_only_hint, hints.destructive_hint, hints.idempotent_hint, hints.open_world_hint)
        assert not (hints.read_only_hint and hints.destructive_hint)


async def error_of(call):
    try:
        await call
    except MCPError as error:
        return error
    raise AssertionError("there should have been an error")


async def wait_with_progress(host, connection):
    seen = []

    async def progress(value, total, message):
        seen.append((value, message))

    enabled = await host.succeed("connection_waitEnabled", {"id": connection}, progress_callback=progress)
    assert enabled["state"] == "enabled"
    assert seen and all(a[0] < b[0] for a, b in zip(seen, seen[1:])) and all("connection" in text for _, text in seen)
    return len(seen)


async def give_up(host, connection):
    """Leaves a call once it has told progress: the SDK then cancels it."""
    with anyio.CancelScope() as scope:

        async def progress(value, total, message):
            scope.cancel()

        await host.client.call_tool("connection_waitEnabled", {"id": connection}, progress_callback=progress)
    assert scope.cancelled_caught
    # It is really over: nothing waits any more, and the session goes on.
    with anyio.fail_after(30):
        while (await host.succeed("info"))["waiting"] > 0:
            await anyio.sleep(0.01)


async def play(client):
    listed = await client.list_tools()
    check_tools(listed.tools)
    host = Host(client, listed.tools)

    # What the source asks for.
    sources = await host.succeed("connectionSpec_list", {"query": "salesforce crm"})
    assert SALESFORCE in [source["id"] for source in sources["items"]]
    described = await host.succeed("connectionSpec_get", {"name": "salesforce"})
    assert "OAuth2 Client Credential" in [spec["name"] for spec in described["authSpecs"]]

    # A bad set of credentials, told in words before anything is sent, then mended.
    bad = body("Agents", apiVersion="60")
    bad["auth"]["params"]["clientID"] = bad["auth"]["params"].pop("clientId")
    report = await host.succeed("connection_validate", bad)
    assert report["valid"] is False and len(report["errors"]) == 2
    words = host.texts[-2]
    assert "2 problems" in words and '"clientId"' in words and '"60.0"' in words, words
    words = await host.fail("connection_create", bad, "invalidParams")
    assert "/auth/params/clientID" in words and "/auth/params/apiVersion" in words, words
    assert (await host.succeed("connection_list", {"count": True}))["count"] == 0
    assert (await host.succeed("connection_validate", body("Agents")))["valid"] is True

    # The main job, and what can be done with the connection then.
    id = (await host.succeed("connection_create", body("Agents")))["id"]
    reports = await wait_with_progress(host, id)
    connection = await host.succeed("connection_get", {"id": id})
    assert set(connection["auth"]["params"]["clientSecret"]) == {"*"}
    await host.fail("connection_get", {"id": id, "includeSecrets": True}, "invalidParams", fits=False)
    await host.fail("connection_list", {"includeSecrets": True}, "invalidParams", fits=False)
    same = await host.succeed("connection_ensure", body("Agents"))
    assert same["id"] == id and same["created"] is False
    change = [{"op": "replace", "path": "/name", "value": "Made by an agent"}]
    await host.succeed("connection_update", {"id": id, "operations": change, "etag": connection["etag"]})
    words = await host.fail("connection_update", {"id": id, "operations": change, "etag": connection["etag"]},
                            "preconditionFailed")
    await host.succeed("connection_test", {"id": id})
    assert (await host.succeed("connection_explore", {"id": id, "objectType": "root"}))["items"]
    await host.succeed("connection_delete", {"id": id})
    await host.fail("connection_get", {"id": id}, "notFound")

    # Giving a wait up.
    slow = (await host.succeed("connection_create", body("Agents give up")))["id"]
    await give_up(host, slow)

    # What is no tool at all.
    error = await error_of(client.call_tool("connection_creat", body("Agents")))
    assert error.code == -32602 and "connection_create" in str(error), error
    assert host.called == set(host.tools), set(host.tools) - host.called

    # The resources.
    resources = (await client.list_resources()).resources
    uri = f"flow-sidecar://connection-specs/{SALESFORCE}"
    assert uri in [str(resource.uri) for resource in resources]
    assert [one.uri_template for one in (await client.list_resource_templates()).resource_templates] == [
        "flow-sidecar://connection-specs/{id}"]
    contents = (await client.read_resource(uri)).contents
    assert json.loads(contents[0].text)["name"] == "salesforce"
    missing = await error_of(client.read_resource("flow-sidecar://connection-specs/" + SALESFORCE[:-1] + "0"))
    return {"version": client.protocol_version, "tools": sorted(host.called),
            "bytes": len(json.dumps([tool.model_dump(by_alias=True, exclude_none=True) for tool in listed.tools],
                                    separators=(",", ":"))),
            "resources": len(resources), "reports": reports, "missing": missing.code,
            "instructions": client.instructions}


async def main(mode, program, arguments):
    server = StdioServerParameters(command=program, args=arguments)
    with anyio.fail_after(120):
        async with Client(server, mode=mode, read_timeout_seconds=60) as client:
            print(json.dumps(await play(client)))


if __name__ == "__main__":
    anyio.run(main, sys.argv[1], sys.argv[2], sys.argv[3:])
