"""Write THIRD_PARTY_NOTICES.md: what Baton needs at run time, and under which licence."""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

LOCK = Path("requirements.txt")
NOTICES = Path("THIRD_PARTY_NOTICES.md")
HEAD = """# Third-party notices

Baton is MIT licensed and asks for these packages when it is installed; none of their code is in here.
Written by `make lock` from the packages' own metadata.

psycopg is under the LGPL: Baton uses it unchanged as a library, and you may replace it with your own version.

`sales/pinyin.py` holds readings of Chinese signs drawn from pypinyin 0.55.0 (MIT, Copyright (c) 2016 mozillazg, 闲耘
<hotoo.cn@gmail.com>).

| Package | Version | Licence |
|---|---|---|
"""
ELSEWHERE = {"colorama": "BSD-3-Clause", "httpx2-jsfetch": "BSD-3-Clause"}
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
COPYLEFT = re.compile(r"\bA?GPL|General Public|EUPL|SSPL", re.IGNORECASE)


def licence(name: str) -> str:
    """Return what a package says about its licence, the most exact field first."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return ELSEWHERE[name]
    classifiers = [each for each in about.get_all("Classifier", []) if each.startswith("License")]
    exact, loose = about.get_all("License-Expression", []), about.get_all("License", [])
    said = " or ".join(exact or [each.split(" :: ")[-1] for each in classifiers] or loose)
    if not said or "\n" in said:
        sys.exit(f"{name} does not say its licence")
    return said


def main() -> None:
    """Write the list, or stop at a licence that MIT code cannot be shipped with."""
    rows = [(name, version, licence(name)) for name, version in PINNED.findall(LOCK.read_text())]
    if barred := [f"{name}: {terms}" for name, _, terms in rows if COPYLEFT.search(terms)]:
        sys.exit("Not to be used: " + ", ".join(barred))
    NOTICES.write_text(HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows))


if __name__ == "__main__":
    main()
