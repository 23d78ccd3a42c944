"""Environments of their own for other bots, made once and kept in the cache of whoever measures."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 900.0


class Missing(Exception):
    """A bot could not be installed here; says why."""


@dataclass(frozen=True)
class Environment:
    """A bot in the versions it is measured in."""

    name: str
    requirements: tuple[str, ...]

    def folder(self) -> Path:
        """Return the environment, made when it is not there yet; raises Missing when pip cannot make it."""
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "baton-bench"
        versions = "-".join(each.replace("==", "-") for each in self.requirements)
        folder = cache / f"{versions}-py{sys.version_info.major}.{sys.version_info.minor}"
        if not (folder / "made").exists():
            shutil.rmtree(folder, ignore_errors=True)
            self._make(folder)
        return folder

    def _make(self, folder: Path) -> None:
        for command in (
            [sys.executable, "-m", "venv", str(folder)],
            [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *self.requirements],
        ):
            done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE)
            if done.returncode != 0:
                raise Missing(f"{' '.join(command[1:])}: {done.stderr.strip()[-500:]}")
        (folder / "made").touch()


ERRBOT = Environment("Errbot", ("errbot==6.2.1",))
# opsdroid asks for pkg_resources, which newer setuptools no longer bring.
OPSDROID = Environment("opsdroid", ("opsdroid==0.31.0", "setuptools==80.9.0"))
