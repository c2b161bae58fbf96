"""A language server of the usual make, to compare with: pygls, json and jsonschema. It checks a connection by the schema
of Salesforce's OAuth2 Client Credential, and points at the first line for all that is wrong."""

import json
import pathlib

import jsonschema
from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPEC = json.loads((ROOT / "protocol/connection-specs/salesforce.json").read_text())
PARAMS = next(s["spec"] for s in SPEC["authSpec"] if s["name"] == "OAuth2 Client Credential")
SCHEMA = {
    "type": "object",
    "properties": {"auth": {"type": "object", "properties": {"params": PARAMS}, "required": ["specName", "params"]}},
    "required": ["name", "connectionSpec"],
}
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
FIRST_LINE = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 1))

server = LanguageServer("peer", "1", text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental)


def check(uri):
    document = server.workspace.get_text_document(uri)
    try:
        messages = [error.message for error in VALIDATOR.iter_errors(json.loads(document.source))]
    except json.JSONDecodeError as error:
        messages = [error.msg]
    found = [lsp.Diagnostic(range=FIRST_LINE, message=message, severity=lsp.DiagnosticSeverity.Error) for message in messages]
    server.text_document_publish_diagnostics(
        lsp.PublishDiagnosticsParams(uri=uri, version=document.version, diagnostics=found)
    )


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
def did_open(params: lsp.DidOpenTextDocumentParams):
    check(params.text_document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def did_change(params: lsp.DidChangeTextDocumentParams):
    check(params.text_document.uri)


server.start_io()
