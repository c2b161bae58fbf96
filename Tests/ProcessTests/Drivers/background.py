"""Starts a program in the background of a shell at a terminal, and types. Where the program tries to read what is for the
shell, the system has to stop it; it must not end with an error. Usage: background.py PROGRAM
"""

import os
import pty
import signal
import sys
import time

process, terminal = pty.fork()
if process == 0:
    os.execvp("bash", ["bash", "--norc", "-i"])
said = b""


def type_until(text, command):
    """Types a command, and waits for what is to be said."""
    global said
    os.write(terminal, command)
    end = time.monotonic() + 30
    while text not in said and time.monotonic() < end:
        said += os.read(terminal, 65536)


signal.alarm(60)
type_until(b"tells more", sys.argv[1].encode() + b" --simulate &\n")
# Which of the two is quicker is a matter of chance.
for number in range(20):
    type_until(b"line %d for the shell" % number, b"echo line %d for the sh''ell\n" % number)
type_until(b"END", b"jobs; echo E''ND\n")
os.write(terminal, b"kill %1; kill -CONT %1; exit\n")
is_alive = b"Stopped" in said or b"Running" in said
sys.exit(0 if is_alive and b"cannot be read" not in said and b"Exit" not in said else said.decode())
