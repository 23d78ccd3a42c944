"""A row of the table of contents: one thing a person can ask."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlers.language.words import Words
    from handlers.turn import Reply, Turn


@dataclass(frozen=True, slots=True, eq=False)  # each row of the table is only itself, and quick to look up
class Command:
    """What it is called, what it does, an example, who may (role and scope) and who hears the answer.

    `audience` is "here" for what the room may read and "private" for what concerns the asker only;
    `helpers` says that those who help on a deal may as well; `reads` marks questions that change nothing; `form` names the template that asks for its fields.
    """

    intent: str
    words: tuple[str, ...]
    function: "Callable[[Turn, Words], Reply]"
    example: str
    slots: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    scope: str = "all"
    helpers: bool = False
    audience: str = "here"
    reads: bool = False
    form: str | None = None
    secret: bool = False
