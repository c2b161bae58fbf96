"""The client of pygls, with SIDECAR and FILE set as for neovim-lsp.lua. Prints what the tests expect."""

import asyncio
import os
import pathlib
import sys

from lsprotocol import types as lsp
from pygls.lsp.client import BaseLanguageClient


async def run():
    client = BaseLanguageClient("driver", "1")
    published = asyncio.Queue()

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def on_diagnostics(params: lsp.PublishDiagnosticsParams):
        published.put_nowait(params)

    async def diagnostics(version):
        while True:
            params = await asyncio.wait_for(published.get(), 30)
            if params.version == version:
                return params.diagnostics

    await client.start_io(os.environ["SIDECAR"], "--simulate")
    result = await client.initialize_async(
        lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), process_id=os.getpid())
    )
    print("server", result.server_info.name, result.capabilities.position_encoding)
    client.initialized(lsp.InitializedParams())

    path = pathlib.Path(os.environ["FILE"])
    document = lsp.TextDocumentIdentifier(uri=path.as_uri())
    lines = path.read_text().split("\n")
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(document.uri, "json", 1, "\n".join(lines)))
    )
    found = await diagnostics(1)
    print(*(f"{d.range.start.line + 1}:{d.range.start.character + 1}:{d.code}" for d in found))

    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(
            document,
            lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0)),
            lsp.CodeActionContext([], only=[lsp.CodeActionKind.SourceFixAll]),
        )
    )
    edits = actions[0].edit.changes[document.uri]
    for edit in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
        start, end = edit.range.start, edit.range.end
        assert start.line == end.line
        # Columns count UTF-16 code units, of two bytes each.
        line = lines[start.line].encode("utf-16-le")
        before, after = line[: 2 * start.character], line[2 * end.character :]
        lines[start.line] = (before + edit.new_text.encode("utf-16-le") + after).decode("utf-16-le")
    identifier = lsp.VersionedTextDocumentIdentifier(uri=document.uri, version=2)
    client.text_document_did_change(
        lsp.DidChangeTextDocumentParams(identifier, [lsp.TextDocumentContentChangeWholeDocument("\n".join(lines))])
    )
    print("left", len(await diagnostics(2)))

    where = {"text_document": document}
    hover = await client.text_document_hover_async(lsp.HoverParams(position=lsp.Position(6, 9), **where))
    print("hover", hover.contents.value.split("\n")[0])
    items = (
        await client.text_document_completion_async(lsp.CompletionParams(position=lsp.Position(3, 18), **where))
    ).items
    print("completion", *(item.label.replace(" ", "-") for item in items))

    await client.shutdown_async(None)
    client.exit(None)
    await asyncio.wait_for(client._server.wait(), 30)
    print("exit", client._server.returncode)


asyncio.run(run())
sys.stdout.flush()
os._exit(0)
