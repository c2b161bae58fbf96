"""What the measurements send: files of lines, the schemas for the peers, and what the web server answers."""

import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPEC_ID = "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5"
CONNECTION_ID = "3e908d3f-c390-482b-9f44-43d3d4f2eb82"


def body():
    return {
        "name": "Acme Salesforce",
        "description": "OAuth2 client credentials",
        "auth": {
            "specName": "OAuth2 Client Credential",
            "params": {
                "environmentUrl": "https://acme-enterprise-3126.my.salesforce.com",
                "clientId": "client1",
                "clientSecret": "acme-client-secret",
                "apiVersion": "60.0",
                "includeDeletedObjects": True,
            },
        },
        "connectionSpec": {"id": SPEC_ID, "version": "1.0"},
    }


def request(number, params, method="connection.validate"):
    return json.dumps(
        {"jsonrpc": "2.0", "id": number, "method": method, "params": params}, separators=(",", ":"), ensure_ascii=False)


def invalid_body():
    """Four mistakes: no name, a misspelt name, a number for a text, a URL that is none."""
    params = body()
    del params["name"]
    auth = params["auth"]["params"]
    auth["clientID"] = auth.pop("clientId")
    auth["apiVersion"] = 60
    auth["environmentUrl"] = "acme"
    return params


def long_text(size):
    """Text as people write it: mostly ASCII, with line ends, quotation marks and letters beyond ASCII."""
    sentence = 'Die Verbindung heißt "Acme"; sie liest Accounts, Contacts und Opportunities aus.\nLine 2\tof it. '
    return (sentence * (size // len(sentence) + 1))[:size]


def large_text_body():
    params = body()
    params["description"] = long_text(1 << 20)
    return params


def large_members_body():
    """A megabyte of small members, which Flow Service is to judge: they are passed on."""
    params = body()
    params["auth"]["params"]["extra"] = {
        f"field{number:05}": {"label": f"Field {number}", "length": number, "nillable": number % 2 == 0}
        for number in range(16_000)}
    return params


def schemas():
    """Both layers of validation for the peers: the params of connection.create, and each auth spec by its name."""
    openrpc = json.loads((ROOT / "protocol/openrpc.json").read_text(encoding="utf-8"))
    create = next(method for method in openrpc["methods"] if method["name"] == "connection.create")
    params = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": {param["name"]: param["schema"] for param in create["params"]},
        "required": [param["name"] for param in create["params"] if param.get("required")],
        "components": {"schemas": openrpc["components"]["schemas"]},
    }
    spec = json.loads((ROOT / "protocol/connection-specs/salesforce.json").read_text(encoding="utf-8"))
    return {"params": params, "authSpecs": {auth["name"]: auth["spec"] for auth in spec["authSpec"]}}


def connection():
    """The answer of the web server: what Flow Service says of one connection."""
    openrpc = json.loads((ROOT / "protocol/openrpc.json").read_text(encoding="utf-8"))
    get = next(method for method in openrpc["methods"] if method["name"] == "connection.get")
    return {"items": [get["examples"][0]["result"]["value"]]}


def write(folder):
    lines = {
        "valid": [request(number, body()) for number in range(10_000, 11_000)],
        "invalid": [request(number, invalid_body()) for number in range(10_000, 11_000)],
        "large-text": [request(number, large_text_body()) for number in range(10, 14)],
        "large-members": [request(number, large_members_body()) for number in range(10, 14)],
        "get": [request(number, {"id": CONNECTION_ID}, "connection.get") for number in range(10_000, 14_096)],
    }
    for name, texts in lines.items():
        (folder / f"{name}.jsonl").write_text("".join(text + "\n" for text in texts), encoding="utf-8")
    (folder / "schemas.json").write_text(json.dumps(schemas()), encoding="utf-8")
    served = folder / "www/data/foundation/flowservice/connections"
    served.mkdir(parents=True, exist_ok=True)
    (served / CONNECTION_ID).write_text(json.dumps(connection(), separators=(",", ":")), encoding="utf-8")
    return {name: len(texts[0]) + 1 for name, texts in lines.items()}


def write_certificate(folder):
    """One for the web server on loopback, signed by itself, and its key."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(folder / "key.pem"),
         "-out", str(folder / "certificate.pem")], check=True, stderr=subprocess.DEVNULL)
