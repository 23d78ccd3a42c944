"""Imports Baton once and forks a server for each port it reads: a process that starts in no time and dies like any."""

import os
import signal
import sys

import uvicorn.loops.auto
import uvicorn.protocols.http.auto
import uvicorn.protocols.websockets.auto  # noqa: F401

import bot.serve
import bot.slack.door
import bot.slack.platform
import bot.wecom.doors  # noqa: F401
from bot.__main__ import main


def forks() -> None:
    """Print the process's number for each server that was begun."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead leave no trace
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(2, 1)
            sys.argv = ["baton", "serve", *line.split()]
            main()
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    forks()
