"""What a text means: a typed command, a sentence as people always wrote it, or the one of both that says more."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from handlers.language.opinion import LEARNED, learned, opinion
from handlers.language.rivals import CERTAIN, CHANGES, DOUBTFUL, Rival, one
from handlers.language.sentences.reading import Meant, read_sentence
from handlers.language.shape import Shape, prepare
from handlers.language.typed.reader import GAP, read, verb_of
from handlers.language.words import Scene, Verb
from sales.refusal import Refused

# What somebody who was asked for the stand-up tells in it, or means by a line that says little.
_REPORTS = frozenset({"progress_update", "standup_answer", "pulse_answer", "retro_note", "handover", "ask"})
_OF_REQUEST = re.compile(r"\W*[rRqQ]-\d{1,9}\b")  # an answer to what was asked, by its code
_VALUES = ("amount", "stage", "probability", "close_date", "close_period")
GUESSED = 0.3  # so likely, what was not understood is worth an example
LONGEST = 2_000  # a longer text is no sentence
MOST = 4_000  # nor a command


def warm() -> None:
    """Build rules and read what was learned, which takes a second, before a sentence waits for them."""
    prepare()
    for file in LEARNED.glob("*.txt"):
        learned(file.stem)


def understand(
    text: str, scene: Scene, verbs: Sequence[Verb], fields: Mapping[str, str] | None = None, *, pressed: bool = False
) -> Meant:
    """Return what a text means: a typed command wins, a sentence is read where it is none or cannot be one."""
    verb = None if scene.sure or len(text) > LONGEST else verb_of(text, verbs)
    if verb is None:
        return _long(text, scene, verbs, fields) if len(text) > LONGEST else read_sentence(text, scene)
    if (pressed or fields) and verb.intent != "correct":  # what follows that word is a sentence, pressed or not
        return one(read(text, scene, verbs, fields))
    rival = Rival(text, scene, verb, verbs)
    if (said := rival.instead()) is not None:
        return said
    try:
        return rival.beside(read(text, scene, verbs, fields))
    except Refused as refused:
        if (said := rival.after(refused.reason)) is None:
            raise
        return said


def _long(text: str, scene: Scene, verbs: Sequence[Verb], fields: Mapping[str, str] | None) -> Meant:
    """Return what a text longer than any sentence means: the command its first line begins with, or nothing."""
    head = text.lstrip(GAP)[:LONGEST].partition("\n")[0]
    verb = verb_of(head, verbs)
    if verb is None or (verb.intent in CHANGES and DOUBTFUL.search(head)):
        return None
    if len(text) > MOST:
        raise Refused("too_long")
    return one(read(text, scene, verbs, fields))


def likely(text: str, scene: Scene) -> list[str]:
    """Return what the words of a text that was not understood speak for most, the likeliest first."""
    chances = opinion(Shape(text[:LONGEST], scene))
    return [intent for intent, chance in islice(chances.items(), 2) if chance >= GUESSED]


def no_report(text: str, scene: Scene) -> bool:
    """Whether a text that somebody writes who was asked for the stand-up surely wants something else."""
    if "\n" in text:
        return False
    likeliest, chance = next(iter(opinion(Shape(text[:LONGEST], scene)).items()))
    return (
        (likeliest not in _REPORTS and chance >= CERTAIN) or _OF_REQUEST.match(text) is not None or _values(text, scene)
    )


def _values(text: str, scene: Scene) -> bool:
    """Whether a line surely sets a value of a deal: that is written there and is no report."""
    try:
        said = read_sentence(text[:LONGEST], scene)
    except Refused:
        return False
    return isinstance(said, tuple) and any(
        one.intent == "progress_update" and one.deal and any(getattr(one, name) is not None for name in _VALUES)
        for one in said
    )
