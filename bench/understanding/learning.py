"""Learns what words speak for, question by question: python -m bench.understanding.learning writes handlers/language/learned/.

Only the tuning half of the examples is read, and `said/`, so that the untouched half stays a fair measure. `make learn` runs it
with scikit-learn, which nothing else needs.
"""

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from sqlalchemy import Connection

from bench.understanding import team
from bench.understanding.comparing import covered
from bench.understanding.entries import Entry, load
from bench.understanding.team import Told
from bot.local.reading import TENANT
from bot.scenery import Place, look_around
from bot.vault import Vault, new_key
from handlers.language.opinion import LEARNED, TENTH, cues
from handlers.language.sentences.kinds import kind_cues, told_in
from handlers.language.sentences.past import back
from handlers.language.sentences.reasons import reason_cues
from handlers.language.sentences.roles import ROLES, role_cues
from handlers.language.sentences.sums import sum_cues
from handlers.language.shape import Clause, Shape
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.dates import DateSpan
from handlers.language.words import Scene
from handlers.message import Message
from sales.config import Config
from storage import schema
from storage.sealing import Seals
from storage.store import Store

EXAMPLES = Path("tests/data/understanding")
Taught = tuple[str, set[str]]  # what an example stands for, and what that may be known by
# An unclear message still says what it is about, but for these: there the words themselves are in doubt.
IN_DOUBT = frozenset({"uncertain", "unclear_intent", "ambiguous_deal", "bulk"})
LEAST = 0.7  # a smaller weight changes no opinion
STRENGTH = 100.0  # the inverse of how much the weights are held back: the more examples, the less they need it
CLOSE = 1e-5  # how near the best weights the search ends; with less it stops anywhere near, and each learning differs from the last
# The fields of an example that a clause may be told in.
KINDS = ("next_step", "blocker", "risk", "milestone", "note")
MARK = re.compile(r"\{(\w+)\}")
# The contacts with a customer that a part of a report may tell of.
CONTACTS = ("call", "visit", "meeting", "demo", "email", "message", "meal")
# What a part of a report is to a reader of clauses, and a day in it to a reader of days.
MARKS = {
    **dict.fromkeys(CONTACTS, ("note", "done")),
    "next": ("next_step", "next"),
    "did": ("note", "done"),
    "note": ("note", "none"),
    "blocker": ("blocker", "none"),
    "risk": ("risk", "none"),
    "milestone": ("milestone", "done"),
    "close": ("note", "close"),
    "pay": ("note", "due"),
    "value": ("note", "none"),
}
# What a sum in a part of a report is.
SUMS = {"value": "worth", "worth": "worth", "pay": "paid", "paid": "paid"}
MOSTLY = 0.6  # of a clause's words stand in the field that it tells
OFTEN = 2  # examples a cue must stand in to teach anything


def main(questions: Annotated[list[str] | None, typer.Argument()] = None) -> None:
    """Learn these questions, or each, from the tuning half and what is said besides, and write what was learned."""
    fixture, entries = load(EXAMPLES)
    tuning = [entry for entry in entries if entry.half == "tuning"]
    for question in questions or LESSONS:
        known = tuning + list(sayings(EXAMPLES / "said" / question))
        for other, answer in ALSO.get(question, {}).items():
            also = sayings(EXAMPLES / "said" / other)
            known += [replace(one, intent=answer) for one in also if (other, one.intent) != NO_CONTACT]
        found = [one for entry, shape in shapes(fixture, known) for one in LESSONS[question](entry, shape)]
        text = learned([label for label, _ in found], [cues for _, cues in found])
        (LEARNED / f"{question}.txt").write_text(text, encoding="utf-8")
        typer.echo(f"{question}: learned from {len(found)} examples")


def sayings(folder: Path) -> Iterator[Entry]:
    """Yield what people say for an answer, a line each in <answer>.<zh|en>.txt: nothing is scored.

    In a report each part stands behind a mark of what it tells, as in "{did}demo went well, {next}they review it Friday".
    """
    for file in sorted(folder.glob("*.txt")):
        intent, locale = file.stem.split(".")
        for line in filter(None, file.read_text(encoding="utf-8").splitlines()):
            text, *marked = MARK.split(line)
            parts = []
            for mark, part in zip(marked[::2], marked[1::2], strict=True):
                parts.append((len(text), mark))
                text += part
            yield Entry("", locale, text, intent, {"parts": parts} if parts else {})


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


def intent_of(entry: Entry, shape: Shape) -> Iterator[Taught]:
    """Yield the intent an example stands for: of an unclear one what it would have been."""
    known = entry.intent != "ask" or entry.fields.get("reason") in IN_DOUBT
    if intent := entry.intent if known else entry.fields.get("proposed"):
        yield intent, cues(shape)


def reason_of(entry: Entry, shape: Shape) -> Iterator[Taught]:
    """Yield why a deal was lost by an example: "none" where it tells nothing of it."""
    if not entry.id or entry.intent == "deal_lost":
        yield entry.fields.get("reason", "none") if entry.id else entry.intent, reason_cues(shape)


def question_of(entry: Entry, shape: Shape) -> Iterator[Taught]:
    """Yield which question of the team's book an example asks."""
    if not entry.id or entry.intent == "query":
        yield str(entry.fields["what"]).removeprefix("my_") if entry.id else entry.intent, cues(shape)


def kind_of(entry: Entry, shape: Shape) -> Iterator[Taught]:
    """Yield what each clause of an example tells: by its mark, or the field that most of its words stand in."""
    if not entry.id and "parts" not in entry.fields:
        yield entry.intent, kind_cues(shape, [Clause(0, len(shape.line))], 0)
    elif entry.intent == "progress_update":
        clauses = told_in(shape, shape.clauses())
        for index, clause in enumerate(clauses):
            if kind := _told(entry, shape, clause):
                yield kind, kind_cues(shape, clauses, index)


def _told(entry: Entry, shape: Shape, clause: Clause) -> str:
    """What a clause of an example tells, where that is known."""
    if "parts" in entry.fields:
        return MARKS.get(mark_at(entry, shape, clause.start), ("", ""))[0]
    words = shape.words(clause.start, clause.end)
    told = {kind: covered(words, str(entry.fields.get(kind, ""))) for kind in KINDS}
    kind = max(told, key=lambda one: told[one])
    return kind if told[kind] >= MOSTLY else ""


def activity_of(entry: Entry, shape: Shape) -> Iterator[Taught]:
    """Yield which contact each clause of an example tells of, or "none"."""
    clauses = told_in(shape, shape.clauses())
    if not entry.id and "parts" not in entry.fields:
        clauses, marks = [Clause(0, len(shape.line))], [entry.intent]
    elif "parts" in entry.fields:
        marks = [mark_at(entry, shape, clause.start) for clause in clauses]
    elif entry.intent == "progress_update":
        marks = _contacts(entry, shape, clauses)
    else:
        return
    for index, mark in enumerate(marks):
        yield mark if mark in CONTACTS else "none", kind_cues(shape, clauses, index)


def _contacts(entry: Entry, shape: Shape, clauses: list[Clause]) -> list[str]:
    """What each clause tells of the contact of an example: the only one does, else the one that names its day, if one alone does."""
    kind = str(entry.fields.get("activity", "none"))
    if kind == "none" or len(clauses) == 1:
        return [kind] * len(clauses)
    days = [place for place, span in shape.all("date") if role_in(entry, shape, cast(DateSpan, span.value)) == "done"]
    found = [any(clause.start <= place < clause.end for place in days) for clause in clauses]
    return [kind if here else "none" for here in found] if sum(found) == 1 else []


def mark_at(entry: Entry, shape: Shape, place: int) -> str:
    """Return the mark of the part of a report in which a place of its line stands."""
    at = len(shape.words(0, place))
    return next((mark for start, mark in reversed(entry.fields["parts"]) if start <= at), "")


def roles_of(entry: Entry, shape: Shape) -> Iterator[Taught]:
    """Yield what each day is that an example names."""
    days = [(place, span.value) for place, span in shape.all("date") if isinstance(span.value, DateSpan)]
    if "parts" in entry.fields:
        marks = ((place, mark_at(entry, shape, place)) for place, _ in days)
        yield from ((MARKS[mark][1], role_cues(shape, place)) for place, mark in marks if mark in MARKS)
    elif not entry.id and len(days) == 1:
        yield entry.intent, role_cues(shape, days[0][0])
    elif entry.intent == "progress_update":
        yield from ((role_in(entry, shape, day), role_cues(shape, place)) for place, day in days)


def role_in(entry: Entry, shape: Shape, day: DateSpan) -> str:
    """Return the field of an example in which a day stands."""
    first = day.at.astimezone(shape.scene.zone)
    last = first if day.until is None else (day.until - timedelta(seconds=1)).astimezone(shape.scene.zone)
    said_so = {f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}", f"{last:%Y-%m}", f"{last.year}-Q{(last.month + 2) // 3}"}
    before = back(shape, day).at.astimezone(shape.scene.zone)  # on Friday may be the last one
    if str(entry.fields.get("activity_at"))[:10] == f"{before:%Y-%m-%d}":
        return "done"
    return next((role for field, role in ROLES.items() if str(entry.fields.get(field))[:10] in said_so), "none")


def sums_of(entry: Entry, shape: Shape) -> Iterator[Taught]:
    """Yield what each sum is that an example names."""
    if "parts" not in entry.fields and not (entry.id and entry.intent == "progress_update"):
        return
    for place, span in shape.all("amount"):
        if isinstance(span.value, AmountSpan):
            if "parts" in entry.fields:
                yield SUMS.get(mark_at(entry, shape, place), "other"), sum_cues(shape, place)
            else:
                yield _field_of(entry, span.value), sum_cues(shape, place)


def _field_of(entry: Entry, amount: AmountSpan) -> str:
    """Return what a sum of an example is by the field that has it."""
    said = {"worth": entry.fields.get("amount"), "paid": entry.fields.get("payment")}
    for kind, value in said.items():
        if isinstance(value, Mapping) and value.get("value") == amount.amount.units:
            return kind
    return "other"


LESSONS: Mapping[str, Callable[[Entry, Shape], Iterator[Taught]]] = {
    "intents": intent_of,
    "reasons": reason_of,
    "days": roles_of,
    "questions": question_of,
    "clauses": kind_of,
    "activities": activity_of,
    "sums": sums_of,
}
NO_CONTACT = ("activities", "none")  # may be said of anything
# What is said for one question may as well be said for another: what tells why a deal was lost tells that it was.
ALSO: Mapping[str, Mapping[str, str]] = {
    "intents": {
        "reasons": "deal_lost",
        "questions": "query",
        **dict.fromkeys(("reports", "days", "activities"), "progress_update"),
    },
    "days": {"reports": "progress_update"},
    "clauses": {"reports": "progress_update"},
    "activities": {"reports": "progress_update"},
    "sums": {"reports": "progress_update"},
}


def learned(labels: list[str], known: list[set[str]]) -> str:
    """Return what these examples teach: a line of the answers with how common they are, then a line for each cue."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import normalize

    seen = Counter(cue for one in known for cue in one)
    vectors = DictVectorizer()
    rows = normalize(vectors.fit_transform([{cue: 1 for cue in sorted(one) if seen[cue] >= OFTEN} for one in known]))
    # A common answer counts for more than a rare one, but not by as much as it is commoner here: who writes examples likes variety.
    often = Counter(labels)
    share = len(labels) / sum(count**0.5 for count in often.values())
    weight = {answer: share / count**0.5 for answer, count in often.items()}
    model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=CLOSE, class_weight=weight).fit(rows, labels)
    lines = [" ".join(f"{name}={bias:.2f}" for name, bias in zip(model.classes_, model.intercept_, strict=True))]
    for cue, weights in zip(vectors.get_feature_names_out(), model.coef_.T, strict=True):
        kept = [f"{place}:{round(weight / TENTH)}" for place, weight in enumerate(weights) if abs(weight) > LEAST]
        if kept:
            lines.append("\t".join([cue, *kept]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    typer.run(main)
