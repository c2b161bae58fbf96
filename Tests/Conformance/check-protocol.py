#!/usr/bin/env python3
"""A second opinion on protocol/, by python-jsonschema and not by our own validator.

    check-protocol.py documents          openrpc.json, errors.json and notifications.json
    check-protocol.py messages RECORD    every message of a recording by conformance.py --record

`--protocol FOLDER` in front of the command looks at another folder. Prints each thing that is wrong and a count; the
exit code is 1 when there is one.
"""

import json
import pathlib
import re
import sys

from jsonschema import Draft7Validator
from jsonschema.exceptions import SchemaError, UnknownType

DRAFT_7 = "http://json-schema.org/draft-07/schema#"

# The objects of OpenRPC 1.3.2 that the document uses: what each requires, and what it may hold besides, as the
# specification has them (spec.open-rpc.org) and its meta-schema enforces. A `*` may also hold members of our own, with
# names that begin with x-. `openrpc-document` is the root.
OBJECTS = {
    "openrpc-document*": ("openrpc info methods", "servers components externalDocs $schema"),
    "info*": ("title version", "description termsOfService contact license"),
    "license*": ("", "name url"),
    "method*": ("name params", "description summary servers tags paramStructure result errors links examples "
                               "deprecated externalDocs"),
    "content-descriptor*": ("name schema", "description summary required deprecated"),
    "error": ("code message", "data"),
    "reference": ("$ref", ""),
    "example-pairing*": ("name params", "description result"),
    "example*": ("name value", "summary description"),
    "components": ("", "schemas links errors examples examplePairings contentDescriptors tags"),
}
TYPES = {"name": str, "title": str, "version": str, "description": str, "summary": str, "required": bool, "code": int,
         "message": str, "params": list, "examples": list, "errors": list, "methods": list, "$ref": str, "url": str}

problems = []


def wrong(place, what):
    problems.append(f"{place}: {what}")


# MARK: The documents


class Document:
    """A document in the form of OpenRPC: openrpc.json, or mcp.json."""

    def resolve(self, value):
        """What a reference within the document stands for, or the value itself."""
        if not isinstance(value, dict) or "$ref" not in value:
            return value
        target = self.openrpc
        for step in value["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        return target

    def validator(self, schema):
        """For a schema of the document, whose references begin at the document's root."""
        return Draft7Validator({"allOf": [schema], "components": self.openrpc["components"]})

    def params_schema(self, method, by_position):
        """The params of a method as one schema: an object of its names, or an array in its order."""
        descriptors = [self.resolve(param) for param in method["params"]]
        required = [one["name"] for one in descriptors if one.get("required")]
        closed = method.get("x-unknownParams") == "reject"
        if by_position:
            # A place that is left out may be null, unless it is required.
            items = [one["schema"] if one.get("required") else {"anyOf": [one["schema"], {"type": "null"}]}
                     for one in descriptors]
            return {"type": "array", "items": items, "additionalItems": not closed, "minItems": len(required)}
        return {"type": "object", "properties": {one["name"]: one["schema"] for one in descriptors},
                "required": required, "additionalProperties": not closed}


class MCP(Document):
    """The Model Context Protocol, as mcp.json has it."""

    def __init__(self, document):
        self.openrpc = document
        self.methods = {method["name"]: method for method in document["methods"]}
        self.notifications = {entry["method"]: entry for entry in document["x-notifications"]}
        self.errors = document["components"]["errors"]
        self.tools = {}  # by name: the schema of what it says, as tools/list has shown it

    def has(self, request):
        # An editor and a plain client begin with a method of the same name.
        is_other = request["method"] == "initialize" and "protocolVersion" not in (request.get("params") or {})
        return request["method"] in self.methods and not is_other


class Protocol(Document):
    def __init__(self, folder):
        def read(name):
            return json.loads((folder / name).read_text(encoding="utf-8"))

        self.mcp = MCP(read("mcp.json"))
        self.openrpc = read("openrpc.json")
        self.errors = {entry["code"]: entry for entry in read("errors.json")}
        self.error_count = len(read("errors.json"))
        self.notifications = {entry["method"]: entry for entry in read("notifications.json")}
        self.methods = {method["name"]: method for method in self.openrpc["methods"]}


def check_object(kind, value, place):
    """Whether an object has what it must have and nothing that it may not have."""
    name = kind if kind in OBJECTS else f"{kind}*"
    required, allowed = (words.split() for words in OBJECTS[name])
    if not isinstance(value, dict):
        return wrong(place, f"is no {kind} object")
    for member in required:
        if member not in value:
            wrong(place, f"lacks {member}")
    for member, inside in value.items():
        if member not in required + allowed and not (name.endswith("*") and member.startswith("x-")):
            wrong(place, f"holds {member}, which a {kind} object may not")
        expected = dict if kind == "components" else TYPES.get(member, object)
        if not isinstance(inside, expected) or member in ("name", "$ref") and not inside:
            wrong(f"{place}/{member}", "is of the wrong type, or empty")


def check_schema(schema, place):
    try:
        Draft7Validator.check_schema(schema)
    except SchemaError as error:
        wrong(place, f"is no draft-07 schema: {error.message}")


def check_instance(validator, value, place):
    try:
        for error in validator.iter_errors(value):
            where = "/".join(str(step) for step in error.absolute_path)
            wrong(f"{place}/{where}", error.message[:300])
    except UnknownType as error:
        wrong(place, f"its schema has no meaning: {error.type}")


def check_references(protocol, value, place):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            try:
                protocol.resolve(value)
            except (KeyError, TypeError):
                wrong(place, f"refers to {value['$ref']}, which is not there")
        for name, inside in value.items():
            check_references(protocol, inside, f"{place}/{name}")
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            check_references(protocol, inside, f"{place}/{index}")


def check_method(protocol, method):
    place = f"openrpc.json: {method.get('name')}"
    check_object("method", method, place)
    is_request = method.get("x-notification") != "only"
    if method.get("paramStructure") not in ("by-name", "by-position", "either"):
        wrong(place, "does not say its paramStructure")
    names = []
    for index, param in enumerate(method["params"]):
        here = f"{place}/params/{index}"
        if "$ref" in param:
            check_object("reference", param, here)
        descriptor = protocol.resolve(param)
        check_object("content-descriptor", descriptor, here)
        check_schema(descriptor["schema"], here)
        names.append(descriptor["name"])
    if len(set(names)) != len(names):
        wrong(place, "has two params of one name")
    # OpenRPC 1.3: a method without a result is a notification.
    if is_request != ("result" in method):
        wrong(place, "a request has a result, and a notification has none")
    if is_request and "result" in method:
        check_object("content-descriptor", method["result"], f"{place}/result")
        check_schema(method["result"]["schema"], f"{place}/result")
    codes = []
    for index, reference in enumerate(method.get("errors", [])):
        here = f"{place}/errors/{index}"
        check_object("reference" if "$ref" in reference else "error", reference, here)
        error = protocol.resolve(reference)
        check_object("error", error, here)
        codes.append(error["code"])
    if is_request and (not codes or len(set(codes)) != len(codes)):
        wrong(place, "lists no errors, or one twice")
    if not method.get("examples"):
        wrong(place, "has no example")
    for index, example in enumerate(method.get("examples", [])):
        here = f"{place}/examples/{index}"
        check_object("example-pairing", example, here)
        for param in example["params"] + ([example["result"]] if "result" in example else []):
            check_object("example", param, here)
        params = {param["name"]: param["value"] for param in example["params"]}
        check_instance(protocol.validator(protocol.params_schema(method, False)), params, f"{here}/params")
        for name in params:
            if name not in names:
                wrong(here, f"names a param {name} that there is not")
        if is_request != ("result" in example):
            wrong(here, "has to show a result exactly when the method has one")
        elif is_request:
            check_instance(protocol.validator(method["result"]["schema"]), example["result"]["value"], f"{here}/result")


def check_documents(protocol):
    document = protocol.openrpc
    check_object("openrpc-document", document, "openrpc.json")
    check_object("info", document["info"], "openrpc.json: info")
    check_object("license", document["info"].get("license", {}), "openrpc.json: license")
    check_object("components", document["components"], "openrpc.json: components")
    if document["openrpc"] != "1.3.2":
        wrong("openrpc.json", "is no OpenRPC 1.3.2")
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9A-Za-z.-]+)?", document["info"]["version"]):
        wrong("openrpc.json", "info.version is no SemVer")
    if len(protocol.methods) != len(document["methods"]):
        wrong("openrpc.json", "has two methods of one name")
    check_references(protocol, document, "openrpc.json")
    for name, schema in document["components"]["schemas"].items():
        check_schema(schema, f"openrpc.json: components/schemas/{name}")
        for index, example in enumerate(schema.get("examples", [])):
            check_instance(protocol.validator(schema), example, f"openrpc.json: {name}/examples/{index}")
    for method in document["methods"]:
        check_method(protocol, method)

    # Each error stands in errors.json with all that is to be known of it, and in openrpc.json by code and message.
    if len(protocol.errors) != protocol.error_count:
        wrong("errors.json", "has one code twice")
    by_kind = {entry["kind"]: entry for entry in protocol.errors.values()}
    for kind, error in document["components"]["errors"].items():
        known = by_kind.get(kind, {})
        if (error["code"], error["message"]) != (known.get("code"), known.get("message")):
            wrong(f"openrpc.json: components/errors/{kind}", "is not that of errors.json")
    for kind, entry in by_kind.items():
        place = f"errors.json: {kind}"
        if kind not in document["components"]["errors"]:
            wrong(place, "is missing in openrpc.json")
        for member, type_of_it in {"code": int, "kind": str, "message": str, "when": str, "hint": str,
                                   "dataSchema": dict}.items():
            if not isinstance(entry.get(member), type_of_it) or not entry[member]:
                wrong(place, f"has no {member}")
        if set(entry) - {"code", "kind", "message", "retryable", "when", "hint", "dataSchema"}:
            wrong(place, "has a member more")
        check_schema(entry["dataSchema"], place)
        schema = entry["dataSchema"]
        if schema.get("$schema") != DRAFT_7 or not {"kind", "retryable"} <= set(schema["required"]):
            wrong(place, "its data schema is not draft-07 by name, or does not require kind and retryable")
        if schema["properties"]["kind"].get("const") != kind:
            wrong(place, "its data schema is for another kind")
        if not isinstance(entry.get("retryable"), bool):
            wrong(place, "does not say whether it is retryable")
    for name, entry in protocol.notifications.items():
        place = f"notifications.json: {name}"
        check_schema(entry["paramsSchema"], place)
        if not entry.get("description") or not entry.get("examples"):
            wrong(place, "has no description or no example")
        for example in entry.get("examples", []):
            check_instance(Draft7Validator(entry["paramsSchema"]), example, place)
    return f"{len(document['methods'])} methods, {len(by_kind)} errors, {len(protocol.notifications)} notifications"


# MARK: The messages


ID = {"type": ["string", "number", "null"]}
ANSWER = {
    "type": "object",
    "properties": {
        "jsonrpc": {"const": "2.0"}, "id": ID, "result": {"type": "object"},
        "error": {
            "type": "object",
            "properties": {"code": {"type": "integer"}, "message": {"type": "string", "minLength": 1},
                           "data": {"type": "object", "required": ["kind", "retryable"]}},
            "required": ["code", "message", "data"], "additionalProperties": False},
    },
    "required": ["jsonrpc", "id"], "oneOf": [{"required": ["result"]}, {"required": ["error"]}],
    "additionalProperties": False,
}
NOTIFICATION = {
    "type": "object",
    "properties": {"jsonrpc": {"const": "2.0"}, "method": {"type": "string"}, "params": {"type": "object"}},
    "required": ["jsonrpc", "method", "params"], "additionalProperties": False,
}
REQUEST = {
    "type": "object",
    "properties": {"jsonrpc": {"const": "2.0"}, "method": {"type": "string"}, "id": ID,
                   "params": {"type": ["object", "array", "null"]}},
    "required": ["jsonrpc", "method"],
}


def each(message):
    return message if isinstance(message, list) and message else [message]


class SessionCheck:
    """The messages of one session, in their order."""

    def __init__(self, protocol, counts):
        self.protocol, self.counts = protocol, counts
        self.asked = {}  # by the text of the id: the request that is under way

    def sent(self, place, text):
        self.last_unreadable = False
        try:
            message = json.loads(text)
        except ValueError:
            self.counts["no JSON"] += 1
            return
        for one in each(message):
            if not Draft7Validator(REQUEST).is_valid(one):
                self.counts["no requests"] += 1
                continue
            self.counts["requests and notifications"] += 1
            document, method = self.method(one)
            one["params are right"] = method is None or self.params_are_right(document, method, one.get("params"))
            if "id" not in one:
                continue
            # The id of a request that is under way is not that of another one.
            self.asked.setdefault(json.dumps(one["id"]), one)

    def method(self, request):
        """The method that a request names, and the document that describes it."""
        return self.protocol, self.protocol.methods.get(request["method"])

    def params_are_right(self, document, method, params):
        params = {} if params is None else params
        by_position = isinstance(params, list)
        if by_position and method["paramStructure"] == "by-name":
            return False
        return document.validator(document.params_schema(method, by_position)).is_valid(params)

    def came(self, place, text):
        for one in each(json.loads(text)):
            if "method" in one:
                self.notification(place, one)
            else:
                self.answer(place, one)

    def notification(self, place, message):
        self.counts["notifications that came"] += 1
        check_instance(Draft7Validator(NOTIFICATION), message, place)
        entry = self.protocol.notifications.get(message.get("method"))
        if not entry:
            return wrong(place, f"notifications.json has no {message.get('method')}")
        check_instance(Draft7Validator(entry["paramsSchema"]), message.get("params"), place)

    def answer(self, place, answer):
        self.counts["answers"] += 1
        check_instance(Draft7Validator(ANSWER), answer, place)
        request = self.asked.pop(json.dumps(answer["id"]), None)
        document, method = self.method(request) if request else (None, None)
        if "error" in answer:
            self.error(place, answer["error"], request, method)
        elif not method:
            wrong(place, "a result that nobody asked for")
        else:
            self.counts["results"] += 1
            check_instance(document.validator(method["result"]["schema"]), answer["result"], place)
            # connection.validate says what is wrong with its params in its result.
            if not request["params are right"] and answer["result"].get("valid") is not False:
                wrong(place, f"a result in spite of wrong params for {request['method']}")

    def error(self, place, error, request, method):
        entry = self.protocol.errors.get(error.get("code"))
        if not entry:
            return wrong(place, f"errors.json has no code {error.get('code')}")
        self.counts["codes"].add(error["code"])
        if "reason" in error["data"]:
            self.counts["reasons"].add((entry["kind"], error["data"]["reason"]))
        check_instance(Draft7Validator(entry["dataSchema"]), error["data"], place)
        if method and entry["kind"] not in [ref["$ref"].rsplit("/", 1)[1] for ref in method.get("errors", [])]:
            wrong(place, f"openrpc.json does not list {entry['kind']} for {method['name']}")
        if method and not request["params are right"] and entry["kind"] not in ("invalidParams", "invalidRequest"):
            wrong(place, f"wrong params for {method['name']}, and the error is {entry['kind']}")


class MCPSessionCheck(SessionCheck):
    """The messages of a session of the Model Context Protocol, in which the plain one may be spoken besides."""

    def method(self, request):
        mcp = self.protocol.mcp
        return (mcp, mcp.methods[request["method"]]) if mcp.has(request) else super().method(request)

    def sent(self, place, text):
        super().sent(place, text)
        try:
            cancelled = [one["params"]["requestId"] for one in each(json.loads(text))
                         if one["method"] == "notifications/cancelled"]
        except (ValueError, KeyError, TypeError):
            return
        for id in cancelled:
            # It may never be answered, and another request may have its id.
            self.asked.pop(json.dumps(id), None)

    def notification(self, place, message):
        entry = self.protocol.mcp.notifications.get(message.get("method"))
        if not entry:
            return super().notification(place, message)
        self.counts["notifications that came"] += 1
        check_instance(Draft7Validator(NOTIFICATION), message, place)
        check_instance(Draft7Validator(entry["paramsSchema"]), message.get("params"), place)

    def answer(self, place, answer):
        request = self.asked.get(json.dumps(answer["id"]))
        super().answer(place, answer)
        if request and request["method"] == "tools/call" and "result" in answer:
            self.tool_result(place, request["params"]["name"], answer["result"])

    def tool_result(self, place, name, result):
        if result["isError"]:
            # Clients hold the structured content of a failure, too, against the schema of what succeeds.
            if "structuredContent" in result:
                wrong(place, "a failure with structured content")
            error = result["_meta"]["flow-sidecar/error"]
            return super().error(place, {"code": error["code"], "data": error["data"]}, None, None)
        if name not in self.protocol.mcp.tools:
            return wrong(place, f"no tools/list has shown {name}")
        self.counts["results of tools"] += 1
        check_instance(Draft7Validator(self.protocol.mcp.tools[name]), result["structuredContent"], place)

    def error(self, place, error, request, method):
        entry = self.protocol.mcp.errors.get(error["data"]["kind"], {})
        if "x-data" not in entry:
            # In a host's session the methods of mcp.json are not in openrpc.json's lists of errors.
            return super().error(place, error, None, None)
        if error["code"] not in (entry["code"], entry.get("x-statelessCode")):
            wrong(place, f"mcp.json has another code than {error['code']} for {error['data']['kind']}")
        check_instance(Draft7Validator(entry["x-data"]), error["data"], place)


def gather_tools(protocol, messages):
    """What the tools have to say stands in the answers to tools/list."""
    for message in messages:
        if message["direction"] == "sent" or not MCP_SESSION.search(message["line"]):
            continue
        for one in each(json.loads(message["message"])):
            for tool in (one.get("result") or {}).get("tools", []):
                Draft7Validator.check_schema(tool["outputSchema"])
                Draft7Validator.check_schema(tool["inputSchema"])
                protocol.mcp.tools[tool["name"]] = tool["outputSchema"]


MCP_SESSION = re.compile(r"/mcp-[^/]*$")


def check_messages(protocol, record):
    counts = {"requests and notifications": 0, "no requests": 0, "no JSON": 0, "answers": 0, "results": 0,
              "results of tools": 0, "notifications that came": 0, "codes": set(), "reasons": set()}
    sessions, lines = {}, set()
    messages = [json.loads(line) for line in pathlib.Path(record).read_text(encoding="utf-8").split("\n") if line]
    gather_tools(protocol, messages)
    for message in messages:
        name = message["line"].rpartition(":")[0]
        lines.add(message["line"])
        kind = MCPSessionCheck if MCP_SESSION.search(name) else SessionCheck
        session = sessions.setdefault((name, message["way"]), kind(protocol, counts))
        if message["direction"] == "sent":
            session.sent(message["line"], message["message"])
        elif name.startswith("framing/"):
            # What was sent is bytes there: the answers are checked by themselves.
            for one in each(json.loads(message["message"])):
                check_instance(Draft7Validator(ANSWER), one, message["line"])
                if "error" in one:
                    session.error(message["line"], one["error"], None, None)
                counts["answers"] += 1
        else:
            session.came(message["line"], message["message"])
    check_that_each_line_was_seen(lines)
    check_that_each_reason_was_seen(protocol, counts["reasons"])
    return ", ".join(f"{count} {what}" for what, count in counts.items() if isinstance(count, int))


def check_that_each_line_was_seen(lines):
    """A line of a transcript that no message passed is not checked by looking at messages."""
    for path in sorted((FOLDER / "transcripts").glob("*.io")):
        name = f"transcripts/{path.name}"
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            # What stands behind <<* comes any number of times, and perhaps never.
            is_message = line.startswith((">> ", "<< ", "<<= "))
            if is_message and f"{name}:{number}" not in lines:
                wrong(f"{name}:{number}", "was not played")


def check_that_each_reason_was_seen(protocol, reasons):
    """What is wrong with a message has a word, and each word a message in transcripts/ or framing/."""
    for entry in protocol.errors.values():
        if entry["kind"] in ("parseError", "invalidRequest"):
            known = set(entry["dataSchema"]["properties"]["reason"]["examples"])
            seen = {reason for kind, reason in reasons if kind == entry["kind"]}
            for reason in sorted(known - seen - OUT_OF_REACH):
                wrong(f"errors.json: {entry['kind']}", f"no session brings about the reason {reason}")
            for reason in sorted(seen - known):
                wrong(f"errors.json: {entry['kind']}", f"does not name the reason {reason}")


# It takes an array of 16,777,216 values.
OUT_OF_REACH = {"tooManyEntries"}

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "protocol"


def main(arguments):
    global FOLDER
    if arguments[:1] == ["--protocol"]:
        FOLDER, arguments = pathlib.Path(arguments[1]), arguments[2:]
    protocol = Protocol(FOLDER)
    if arguments == ["documents"]:
        summary = check_documents(protocol)
    elif len(arguments) == 2 and arguments[0] == "messages":
        summary = check_messages(protocol, arguments[1])
    else:
        sys.exit(__doc__)
    for problem in problems:
        print(problem)
    print(f"checked: {summary}; {len(problems)} wrong")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
