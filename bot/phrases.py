"""The few words a platform puts around a card, in its reader's language."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.cards import Card, parse, plain, title_text
from handlers.commands import COMMANDS
from handlers.language.typed.reader import CJK, verb_of
from handlers.language.typed.staff import PRESETS_SAID
from templates.words import Templates

PAGE = re.compile(r"\bpage (\d+)$")
CHOICES = {f"stages {preset}": word for preset, word in PRESETS_SAID.items()}


def typed_in(command: str, language: str) -> str:
    """Return a command line as a reader of this language would type it."""
    verb = verb_of(command, COMMANDS) if language == "zh" else None
    if verb is None:
        return command
    word = max((word for word in verb.words if command.startswith(word)), key=len, default="")
    # Where one command has words of opposite meaning, the Chinese ones follow their English one.
    after = verb.words[verb.words.index(word) :] if word else ()
    named = next((own for own in (*after, *verb.words) if CJK.match(own)), "")
    said = CHOICES.get(command, PAGE.sub(r"第 \1 页", command.removeprefix(word).strip()))
    line = f"{named} {said}".strip()
    return line if word and named and verb_of(line, COMMANDS) is verb else command


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a platform says of its own around a card."""

    templates: Templates
    language: str
    # Whether it is said where the bot hears only those who mention it.
    aloud: bool = False

    def more(self, count: int, row: int = 0, *, letters: int = 0) -> str:
        """Say how many lines did not fit, of long ones how many letters, and of which post they can be read."""
        return title_text(self._said("more", count=count, letters=letters, row=row, aloud=self.aloud))

    def together(self, count: int) -> str:
        """Say that a message holds several."""
        return title_text(self._said("together", count=count))

    def close(self) -> str:
        """Name the way out of a form or a question."""
        return title_text(self._said("close"))

    def sure(self) -> tuple[str, str]:
        """Ask before something that cannot be undone: the question, and why."""
        card = self._said("sure")
        return title_text(card), plain(card)

    def type(self, label: str, command: str) -> str:
        """Say which line does what a button would, where there is none; as Markdown."""
        facts = {"label": label, "command": typed_in(command, self.language), "aloud": self.aloud}
        return self.templates.render("type_line", self.language, ZoneInfo("UTC"), facts)

    def choose(self) -> str:
        """Invite to choose from a list."""
        return title_text(self._said("choose"))

    def hint(self, kind: str) -> str:
        """Show how money or a date may be written."""
        return title_text(self._said("hint", kind=kind))

    def _said(self, name: str, **facts: object) -> Card:
        return parse(self.templates.render(name, self.language, ZoneInfo("UTC"), facts))
