#!/usr/bin/env python3
"""Plays the exchanges of protocol/README.md against the program: what a reader sees is what the program says.

    check-readme.py [--write] README PROGRAM [ARGUMENT...]

Each block with `>> ` lines is a session of its own, written as a transcript, or, with `//! framing:`, as a framing
case. Its `<< ` lines are compared with what comes byte for byte, but for ids, etags, times and counts of looks.
`--write` puts in place what comes where it differs.
"""

import concurrent.futures
import importlib.util
import pathlib
import re
import sys
import types

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location("conformance", ROOT / "protocol" / "conformance.py")
conformance = importlib.util.module_from_spec(spec)
spec.loader.exec_module(conformance)

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
VARYING = re.compile(r'"(elapsedMs|polls|nextPollMs|createdAt|updatedAt|pid|uptimeMs)":\d+')
TIME = re.compile(r"\d+(\.\d+)? (s|ms)\b")
PROGRESS = '"method":"$/progress"'


class Shapes:
    """Texts with everything that varies replaced by a number that tells which one it is."""

    def __init__(self):
        self.seen = []

    def __call__(self, text):
        def numbered(match):
            if match.group() not in self.seen:
                self.seen.append(match.group())
            return f"<{self.seen.index(match.group())}>"

        return TIME.sub("0 s", VARYING.sub(r'"\1":0', UUID.sub(numbered, text)))


class Block:
    """One session of the page: lines `start` to `end` of it."""

    def __init__(self, lines, start, end):
        self.lines, self.start, self.end = lines, start, end
        self.framing, arguments, self.exit_code = None, ["--simulate"], 0
        for line in lines[start:end]:
            name, _, value = (part.strip() for part in line[3:].partition(":"))
            if line.startswith("//! framing"):
                self.framing = value
            elif line.startswith("//! arguments"):
                arguments = value.split()
            elif line.startswith("//! exit"):
                self.exit_code = int(value)
        self.session = types.SimpleNamespace(name=f"README.md:{start + 1}", arguments=arguments, environment={})

    def play(self, command):
        """The lines of the block as they should be, and what is wrong with those that are there."""
        program = conformance.Program(command, self.session, self.framing or "line", conformance.Patience(60))
        self.ours, self.theirs, self.reports = Shapes(), Shapes(), set()
        problems, played, index = [], [], self.start
        try:
            while index < self.end:
                line = self.lines[index]
                if line.startswith("<< "):
                    last = index
                    while last < self.end and self.lines[last].startswith("<< "):
                        last += 1
                    expected = [text[3:] for text in self.lines[index:last]]
                    answers = sum(PROGRESS not in text for text in expected)
                    came = self.read(program, index, answers, 0 if answers else len(expected))
                    if self.differ(expected, came):
                        came = [self.as_shown(text) for text in came]
                        problems.append((index + 1, expected, came))
                        played += [f"<< {text}" for text in came]
                    else:
                        played += self.lines[index:last]
                    index = last
                    continue
                if line.startswith(">> "):
                    self.send(program, index, line[3:])
                elif line.startswith("//! close"):
                    program.close_input()
                played.append(line)
                index += 1
            program.end(self.exit_code)
        except conformance.Failed as failure:
            problems.append((failure.line or self.end, [], [failure.what]))
        finally:
            program.close()
        return played, problems

    def send(self, program, index, text):
        shape = self.ours(text)
        for ours, theirs in zip(self.ours.seen, self.theirs.seen):
            text = text.replace(ours, theirs)
        if self.theirs(text) != shape:
            raise conformance.Failed(index + 1, "it names what has not come before")
        if self.framing:
            program.send(index + 1, conformance.unescaped(text))
        else:
            program.send(index + 1, text.encode() + b"\n")

    def as_shown(self, text):
        """What came with the names that the page uses; from here on those that are new are the page's too."""
        self.ours.seen[len(self.theirs.seen):] = []
        self.ours.seen += self.theirs.seen[len(self.ours.seen):]
        for ours, theirs in zip(self.ours.seen, self.theirs.seen):
            text = text.replace(theirs, ours)
        return text

    def read(self, program, index, answers, reports):
        """Messages up to so many answers, or so many reports of progress."""
        came = []
        while answers > 0 or len(came) < reports:
            frame = program.frame(index + 1)
            if frame is None:
                raise conformance.Failed(index + 1, "the output has ended")
            came.append(conformance.clipped(frame[0]) if self.framing else frame[1])
            answers -= PROGRESS not in frame[1]
        return came

    def differ(self, expected, came):
        """How often progress is told hangs on the time that things take; how, does not."""
        shapes = [self.ours(text) for text in expected], [self.theirs(text) for text in came]
        answers = [[text for text in side if PROGRESS not in text] for side in shapes]
        shown, told = [{text for text in side if PROGRESS in text} for side in shapes]
        self.reports |= shown
        return answers[0] != answers[1] or not told <= self.reports or bool(shown) > bool(told)


def blocks(lines):
    fences = [index for index, line in enumerate(lines) if line.startswith("```")]
    for start, end in zip(fences[::2], fences[1::2]):
        if any(line.startswith(">> ") for line in lines[start + 1:end]):
            yield Block(lines, start + 1, end)


def main(arguments):
    writes = arguments[:1] == ["--write"]
    path, *command = arguments[writes:]
    lines = pathlib.Path(path).read_text(encoding="utf-8").split("\n")
    found, wrong = list(blocks(lines)), 0
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        plays = list(pool.map(lambda block: block.play(command), found))
    # From the last one up, so that the numbers of the lines above stay what they are.
    for block, (played, problems) in reversed(list(zip(found, plays))):
        for number, expected, came in problems:
            wrong += 1
            print(f"README.md:{number}: this is not what the program says")
            print("".join(f"  shown {text}\n" for text in expected) + "".join(f"  came  {text}\n" for text in came))
        if writes and problems:
            lines[block.start:block.end] = played
    if writes:
        pathlib.Path(path).write_text("\n".join(lines), encoding="utf-8")
    messages = sum(line.startswith((">> ", "<< ")) for line in lines)
    print(f"{len(found)} exchanges, {messages} messages, {wrong} wrong")
    return 1 if wrong or not found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
