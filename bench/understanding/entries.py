"""Examples of what people write and what they meant, in the form of tests/data/understanding/samples.yaml."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

FIXTURE = "fixture.yaml"
MARK = "#F "
Half = Literal["tuning", "untouched"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One message, and what its writer meant by it."""

    id: str
    locale: str
    text: str
    intent: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    notes: str = ""

    @property
    def sender(self) -> str:
        """The handle of who speaks."""
        return self.note("sender") or ("u_tom" if self.locale == "en" else "u_zhang")

    @property
    def outcome(self) -> str:
        """How it must end when it is understood and refused, else nothing."""
        return str(self.fields.get("expected_outcome", ""))

    @property
    def half(self) -> Half:
        """Whether rules may be written against this entry: the last bit of its id's SHA-256."""
        return "untouched" if hashlib.sha256(self.id.encode()).digest()[-1] & 1 else "tuning"

    def note(self, name: str) -> str:
        """Return the value of a token of the notes, nothing where it is not there."""
        tokens = (token.partition("=") for token in re.split(r"[;\s]+", self.notes))
        return next((value for key, _, value in tokens if key == name and value), "")


def load(path: Path) -> tuple[dict[str, Any], list[Entry]]:
    """Return the fixture and the entries of a file, or of every file of a folder."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    marked = next((text for text in texts.values() if _marked(text)), "")
    if not marked:
        marked = (path.parent / FIXTURE).read_text(encoding="utf-8")
    entries = [entry for text in texts.values() for entry in _entries(text)]
    if len({entry.id for entry in entries}) < len(entries):
        raise ValueError("an id is there twice")
    return dict(yaml.safe_load(_marked(marked))), entries


def _marked(text: str) -> str:
    return "".join(line.removeprefix(MARK) for line in text.splitlines(keepends=True) if line.startswith(MARK))


def _entries(text: str) -> list[Entry]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        found = [json.loads(line.removeprefix("- ")) for line in lines]
    except json.JSONDecodeError:  # the same written as ordinary YAML
        found = yaml.safe_load(text) or []
    return [_entry(one) for one in found]


def _entry(one: Mapping[str, Any]) -> Entry:
    id, locale, text, intent = (str(one[name]) for name in ("id", "locale", "text", "intent"))
    return Entry(id, locale, text, intent, one.get("fields") or {}, str(one.get("notes") or ""))
