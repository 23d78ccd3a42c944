"""Many people who speak at once, from threads and from other processes."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.program import Program, build
from bot.settings import Settings
from handlers.message import Message, Route
from tests.chat import START, TENANT, Person

NAMES = (
    *("Li", "Wang", "Zhang", "Zhao", "Chen", "Yang", "Huang", "Wu"),
    *("Zhou", "Xu", "Sun", "Ma", "Zhu", "Hu", "Guo", "Lin"),
)
LEADER = Person("mei", "Mei", ("manager",), "east")


def reps(count: int) -> list[Person]:
    """So many reps of one team, and their manager."""
    return [*(Person(name.lower(), name, ("rep",), "east") for name in NAMES[:count]), LEADER]


def again(
    url: str, key: str, *, clock: Callable[[], datetime] = lambda: START, platforms: Sequence[object] = ()
) -> Program:
    """A further process of Baton on a store that is already in use."""
    settings = Settings(database_url=url, secret_key=key)
    return build(settings, clock=clock, local=True, platforms=platforms, threads=16)


def key_of(settings: Settings) -> str:
    """The secret another process needs."""
    assert settings.secret_key is not None
    return settings.secret_key.get_secret_value()


def insists(program: Program, who: str, words: str, *, delivery: str, room: str | None = "east") -> tuple[str, int]:
    """Say something until it is taken, as a platform repeats what got no answer; return its fate and the repeats."""
    message = Message(
        door="local", tenant=TENANT, delivery=delivery, sender=who, room=room, text=words, route=Route(form=True)
    )
    late = 0
    while (handled := program.dispatcher.handle(message)).state == "late":
        late += 1
    return handled.state, late
