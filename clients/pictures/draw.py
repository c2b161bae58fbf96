#!/usr/bin/env python3
"""Draws the pictures of README.md.

    draw.py session BINARY > session.svg    # a real run of the program, as a terminal shows it
    draw.py layers > layers.svg             # the targets of Package.swift and what each depends on
"""
import html
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# ---------------------------------------------------------------------------------------------------- a terminal

WIDTH = 98
BODY = """{
  "name": "ACME Salesforce account",
  "auth": {
    "specName": "OAuth2 Client Credential",
    "params": {
      "environmentUrl": "https://acme.my.salesforce.com",
      "clientID": "xxxx",
      "clientSecret": "xxxx",
      "apiVersion": "60"
    }
  },
  "connectionSpec": { "id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0" }
}
"""
COMMANDS = [
    "flow-sidecar call connection.create salesforce.json --simulate",
    """sed -i 's/clientID/clientId/; s/"60"/"60.0"/' salesforce.json""",
    "flow-sidecar call connection.ensure salesforce.json --simulate | jq -c '{id, state, wait}'",
    """jq '{jsonrpc: "2.0", id: .name, method: "connection.ensure", params: .}' salesforce.json |
  flow-sidecar --simulate | jq -c '[.id, .result.state, .result.auth.params.clientSecret]'""",
]


def run(binary):
    """Runs the commands one after the other; yields the lines that a terminal shows, each with its kind."""
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "bin").mkdir()
        (place / "bin" / "flow-sidecar").symlink_to(pathlib.Path(binary).resolve())
        (place / "salesforce.json").write_text(BODY)
        for command in COMMANDS:
            for number, line in enumerate(command.split("\n")):
                yield "command", ("$ " if number == 0 else "> ") + line.strip()
            done = subprocess.run(
                ["bash", "-c", command], cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                env={"PATH": f"{place}/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, timeout=120)
            for line in done.stdout.splitlines():
                for start in range(0, len(line), WIDTH):
                    yield "error" if "error:" in line else "output", line[start:start + WIDTH]


def session(binary):
    lines = list(run(binary))
    advance, height, left, top = 8.0, 20, 20, 56
    width, total = int(left * 2 + WIDTH * advance), top + height * len(lines) + 12
    colours = {"command": "#e6edf3", "output": "#9ecbff", "error": "#ffa198"}
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{total}" viewBox="0 0 {width} {total}" '
        'role="img" aria-label="flow-sidecar in a terminal">',
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{total - 1}" rx="10" fill="#0d1117" stroke="#6e7681"/>',
    ]
    for index, colour in enumerate(["#ff5f57", "#febc2e", "#28c840"]):
        out.append(f'<circle cx="{24 + 20 * index}" cy="22" r="6" fill="{colour}"/>')
    out.append(
        '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="13" '
        'xml:space="preserve">')
    for number, (kind, line) in enumerate(lines):
        # A length for each line, so that it fits whatever font is there.
        out.append(
            f'<text x="{left}" y="{top + height * number}" fill="{colours[kind]}" textLength="{len(line) * advance:g}" '
            f'lengthAdjust="spacingAndGlyphs">{html.escape(line, quote=False)}</text>')
    return "\n".join(out + ["</g>", "</svg>", ""])


# ------------------------------------------------------------------------------------------------------- layers

# Where each target stands: row, first and last column.
PLACES = {
    "flow-sidecar": (0, 0, 5), "Sidecar": (1, 0, 3), "FlowServiceSimulator": (1, 4, 5), "JSONRPC": (2, 0, 1),
    "FlowService": (2, 2, 5), "JSONSchema": (3, 0, 3), "CCurl": (3, 4, 5), "JSON": (4, 0, 3),
    "ProtocolDocuments": (4, 4, 5),
}
MEANINGS = {
    "flow-sidecar": "arguments, configuration, wiring, exit codes",
    "Sidecar": "the methods, held against openrpc.json and the connection specs",
    "FlowServiceSimulator": "a Flow Service inside the process", "JSONRPC": "messages, framings, the session",
    "FlowService": "connections, tokens, retries, waiting; HTTP on one event loop",
    "JSONSchema": "draft-07, compiled once", "CCurl": "libcurl, opened on first use",
    "JSON": "strict reading, writing, pointers", "ProtocolDocuments": "protocol/, embedded",
}


def targets():
    """The targets of the program and the names of those that each depends on, from Package.swift."""
    text = (ROOT / "Package.swift").read_text().split("// What the tests share")[0]
    found = {}
    for name, rest in re.findall(r'[tT]arget\(\s*name: "([^"]+)"(.*?)(?=\.\w*[tT]arget\(|$)', text, re.S):
        listed = re.search(r"dependencies: \[(.*?)\]", rest, re.S)
        found[name] = re.findall(r'"([^"]+)"', listed.group(1)) if listed else []
    return found


def layers():
    found = targets()
    if set(found) != set(PLACES):
        sys.exit(f"draw.py: these targets have no place, or no longer exist: {set(found) ^ set(PLACES)}")
    column, row, gap = 150, 78, 12
    width, height = 6 * column + gap, 5 * row + gap
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'role="img" aria-label="The layers of flow-sidecar">',
        "<style>rect{fill:#ddf4ff;stroke:#0969da}text{fill:#1f2328;font:13px ui-sans-serif,system-ui,sans-serif}"
        ".name{font-weight:600;font-size:15px}.uses{fill:#57606a;font-size:11px}"
        "@media(prefers-color-scheme:dark){rect{fill:#0c2d6b;stroke:#58a6ff}text{fill:#e6edf3}.uses{fill:#b1bac4}}</style>",
    ]
    for name, (y, first, last) in PLACES.items():
        for used in found[name]:
            if PLACES[used][0] <= y:
                sys.exit(f"draw.py: {name} depends on {used}, which does not stand below it")
        left, top = gap + first * column, gap + y * row
        wide = (last - first + 1) * column - gap
        out.append(f'<g id="{name}"><rect x="{left}" y="{top}" width="{wide}" height="{row - gap}" rx="6"/>')
        uses = ", ".join(found[name])
        for offset, style, line in [(20, "name", name), (38, "", MEANINGS[name]), (56, "uses", f"uses {uses}")]:
            if line and (style != "uses" or uses):
                style = f' class="{style}"' if style else ""
                out.append(f'<text x="{left + 10}" y="{top + offset}"{style}>{html.escape(line)}</text>')
        out.append("</g>")
    return "\n".join(out + ["</svg>", ""])


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "session":
        sys.stdout.write(session(arguments[1]))
    elif arguments == ["layers"]:
        sys.stdout.write(layers())
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
