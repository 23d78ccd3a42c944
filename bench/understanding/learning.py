"""Learns which words speak for which intent: python -m bench.understanding.learning writes handlers/language/learned.txt.

Only the tuning half of the examples is read, and `said/`, so that the untouched half stays a fair measure. `make learn` runs it
with scikit-learn, which nothing else needs.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import Connection

from bench.understanding import team
from bench.understanding.entries import Entry, load
from bench.understanding.team import Told
from bot.local.reading import TENANT
from bot.scenery import Place, look_around
from bot.vault import Vault, new_key
from handlers.language.opinion import LEARNED, TENTH, cues
from handlers.language.shape import Shape
from handlers.language.words import Scene
from handlers.message import Message
from sales.config import Config
from storage import schema
from storage.sealing import Seals
from storage.store import Store

EXAMPLES = Path("tests/data/understanding")
# An unclear message still says what it is about, but for these: there the words themselves are in doubt.
IN_DOUBT = frozenset({"uncertain", "unclear_intent", "ambiguous_deal", "bulk"})
LEAST = 0.5  # a smaller weight changes no opinion
STRENGTH = 100.0  # the inverse of how much the weights are held back: the more examples, the less they need it
OFTEN = 2  # examples a cue must stand in to teach anything


def main(examples: Annotated[Path, typer.Argument()] = EXAMPLES) -> None:
    """Learn from the tuning half and what is said besides, and write what was learned."""
    fixture, entries = load(examples)
    known = [entry for entry in entries if entry.half == "tuning"] + list(sayings(examples / "said"))
    found = [(label, cues(shape)) for entry, shape in shapes(fixture, known) if (label := label_of(entry))]
    LEARNED.write_text(learned([label for label, _ in found], [said for _, said in found]), encoding="utf-8")
    typer.echo(f"learned from {len(found)} examples")


def sayings(folder: Path) -> Iterator[Entry]:
    """Yield what people say for an intent, a line each in <intent>.<zh|en>.txt: no fields are told, nothing is scored."""
    for file in sorted(folder.glob("*.txt")):
        intent, locale = file.stem.split(".")
        yield from (Entry("", locale, line, intent) for line in file.read_text(encoding="utf-8").splitlines() if line)


def shapes(fixture: Mapping[str, Any], entries: Sequence[Entry]) -> Iterator[tuple[Entry, Shape]]:
    """Yield entries as the reader sees them."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/learning.db"
        schema.migrate(url)
        store = Store(url, connections=2)
        with store.write() as db:
            told = team.fill(db, fixture, Seals(Vault(new_key())))
        with store.read() as db:
            for entry in entries:
                yield entry, Shape(entry.text, _scene(db, told, entry))
        store.close()


def _scene(db: Connection, told: Told, entry: Entry) -> Scene:
    """Return what the reader knows where an entry is said."""
    room = told.rooms[entry.sender]
    thread = told.threads.get((room, entry.note("thread")))
    said = Message("local", TENANT, entry.id, entry.sender, entry.text, room, None if thread is None else str(thread))
    place = look_around(db, said, now=told.now, writing=False)
    assert isinstance(place, Place)
    return place.scene(db, Config(), told.now)


def label_of(entry: Entry) -> str | None:
    """Return the intent an example stands for: of an unclear one what it would have been."""
    if entry.intent != "ask" or entry.fields.get("reason") in IN_DOUBT:
        return entry.intent
    proposed = entry.fields.get("proposed")
    return str(proposed) if proposed else None


def learned(labels: list[str], said: list[set[str]]) -> str:
    """Return what these examples teach: a line of the intents with how common they are, then a line for each cue."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import normalize

    seen = Counter(cue for one in said for cue in one)
    vectors = DictVectorizer()
    rows = normalize(vectors.fit_transform([{cue: 1 for cue in sorted(one) if seen[cue] >= OFTEN} for one in said]))
    model = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced").fit(rows, labels)
    lines = [" ".join(f"{name}={bias:.2f}" for name, bias in zip(model.classes_, model.intercept_, strict=True))]
    for cue, weights in zip(vectors.get_feature_names_out(), model.coef_.T, strict=True):
        kept = [f"{place}:{round(weight / TENTH)}" for place, weight in enumerate(weights) if abs(weight) > LEAST]
        if kept:
            lines.append("\t".join([cue, *kept]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    typer.run(main)
