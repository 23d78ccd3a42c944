"""What a question was asked about: an old answer must not overwrite what was written since."""

from collections.abc import Collection

from handlers.language.words import Words
from sales.values import Deal
from storage.history import plain

VALUES = ("amount", "stage", "next_step", "next_at", "close_date", "probability")
ALWAYS = ("result", "owner", "amount")


def asked_of(deal: Deal, words: Words) -> dict[str, object]:
    """Return the values of a deal that a question is about, as they are while it is asked."""
    written = {name for name in VALUES if getattr(words, name) is not None}
    return standing(deal, {"code", *ALWAYS, *written})


def standing(deal: Deal, names: Collection[str]) -> dict[str, object]:
    """Return these values of a deal as they can be kept with a question."""
    return {name: str(plain(getattr(deal, name))) for name in sorted(names)}


def is_talk(words: Words) -> bool:
    """Whether a message would only leave a note: no value of the deal is in it."""
    return words.intent == "progress_update" and all(getattr(words, name) is None for name in (*VALUES, "close_period"))
