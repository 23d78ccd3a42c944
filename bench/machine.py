"""Names the machine a measurement was made on."""

import os
import platform
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

SYNCS = 200
BLOCK = b"x" * 4096


def describe(folder: Path) -> dict[str, str | int | float]:
    """Return processor, cores, kernel, Python, date, and how long the disk under this folder takes to sync."""
    return {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)),
        "kernel": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "date": datetime.now(UTC).isoformat(" ", "seconds"),
        "load": round(os.getloadavg()[0], 2),
        "fsync_us": round(_fsync_seconds(folder) * 1e6),
    }


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def _fsync_seconds(folder: Path) -> float:
    """Return the median time to append a block and have it on the disk."""
    path, taken = folder / "fsync", []
    with path.open("wb", buffering=0) as file:
        for _ in range(SYNCS):
            file.write(BLOCK)
            began = time.perf_counter()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - began)
    path.unlink()
    return statistics.median(taken)
