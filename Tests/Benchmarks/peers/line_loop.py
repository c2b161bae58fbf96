"""A validating JSON-RPC server in Python: orjson, jsonschema-rs, one line in and one line out; what is read at once is
answered at once. Usage: line_loop.py SCHEMAS
"""

import os
import sys

import jsonschema_rs
import orjson

with open(sys.argv[1], "rb") as file:
    schemas = orjson.loads(file.read())
params_validator = jsonschema_rs.Draft7Validator(schemas["params"])
auth_validators = {name: jsonschema_rs.Draft7Validator(schema) for name, schema in schemas["authSpecs"].items()}


def pointer(path):
    return "".join(f"/{part}" for part in path)


def add(found, at, validator, instance):
    # Most instances are valid, and is_valid is much quicker than looking for errors.
    if validator.is_valid(instance):
        return
    for error in validator.iter_errors(instance):
        found.append({
            "instanceLocation": at + pointer(error.instance_path), "keywordLocation": pointer(error.schema_path),
            "keyword": error.kind.name, "message": error.message,
        })


def problems(params):
    found = []
    add(found, "", params_validator, params)
    auth = params.get("auth")
    if isinstance(auth, dict):
        validator = auth_validators.get(auth.get("specName"))
        if validator is None:
            found.append({"instanceLocation": "/auth/specName", "message": "unknown"})
        else:
            add(found, "/auth/params", validator, auth.get("params"))
    return found


def answer(line):
    try:
        request = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return {"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": str(error)}}
    if not isinstance(request, dict) or request.get("jsonrpc") != "2.0" or not isinstance(request.get("method"), str):
        return {"jsonrpc": "2.0", "id": None, "error": {"code": -32600, "message": "not a request"}}
    if request["method"] != "connection.validate":
        return {"jsonrpc": "2.0", "id": request["id"], "error": {"code": -32601, "message": "unknown method"}}
    errors = problems(request["params"])
    return {"jsonrpc": "2.0", "id": request["id"], "result": {"valid": not errors, "errors": errors}}


def main():
    rest = []
    while chunk := os.read(0, 1 << 16):
        *lines, last = chunk.split(b"\n")
        if lines and rest:
            rest.append(lines[0])
            lines[0] = b"".join(rest)
            rest = []
        if last:
            rest.append(last)
        if lines:
            out = memoryview(b"".join(orjson.dumps(answer(line), option=orjson.OPT_APPEND_NEWLINE) for line in lines))
            while out:
                out = out[os.write(1, out):]


main()
