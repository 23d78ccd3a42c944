"""Processes forked from one that has imported everything: they start in no time, and live and die like any other.

That `python -m bot` also starts by itself is shown in tests/test_serving.py and tests/test_commandline.py.
"""

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parent.parent
FORGE = multiprocessing.get_context("forkserver")
FORGE.set_forkserver_preload(
    [
        *("bot.serve", "bot.demo", "bot.doctor", "bot.importing.commands", "bot.wecom.commands"),
        *("bot.slack.door", "bot.slack.platform", "bot.wecom.doors", "tests.promises.crowd"),
        *(f"uvicorn.{part}.auto" for part in ("loops", "protocols.http", "protocols.websockets")),
    ]
)


class Forked:
    """What `python -m MODULE …` would be, to be spoken to like a `Popen`; it does not outlive us.

    What it prints goes into the log unless somebody reads it.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        folder: Path = ROOT,
        env: Mapping[str, str] | None = None,
        log: IO[str] | None = None,
        read: bool = False,
    ) -> None:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            input_end, writer = os.pipe()
            reader, output_end = os.pipe()
            self.stdin = os.fdopen(writer, "w", buffering=1, encoding="utf-8")
            self.stdout = os.fdopen(reader, encoding="utf-8")
            errors = (log or nowhere).fileno()
            files = [_Passed(no) for no in (input_end, output_end if read else errors, errors)]
            env = dict(os.environ if env is None else env)
            self._process = FORGE.Process(target=_be, args=(module, arguments, folder, env, files), daemon=True)
            self._process.start()
            os.close(input_end)
            os.close(output_end)
        self.pid = int(self._process.pid or 0)

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout or 0)
        return self._process.exitcode

    def send_signal(self, name: int) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, name)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def run(
    module: str, *arguments: str, folder: Path = ROOT, env: Mapping[str, str] | None = None, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """Let a command run to its end; what it said and its exit code."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        process = Forked(module, *arguments, folder=folder, env=env, log=errors, read=True)
        process.stdin.close()
        watchdog = threading.Timer(timeout, process.kill)
        watchdog.start()
        output = process.stdout.read()
        code = process.wait(timeout)
        watchdog.cancel()
        process.stdout.close()
        errors.seek(0)
        return subprocess.CompletedProcess(arguments, code, output, errors.read())


class _Passed:
    """An open file on its way into the new process, where it arrives as its number there."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrived, (DupFd(self._number),)


def _arrived(passed: Any) -> int:
    return int(passed.detach())


def _be(module: str, arguments: tuple[str, ...], folder: Path, env: dict[str, str], files: list[int]) -> None:
    """Be that process, with its own folder, environment, input and output."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
