"""The few words a platform puts around a card, in its reader's language."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.cards import Card, parse, plain, title_text
from templates.words import Templates


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a platform says of its own around a card."""

    templates: Templates
    language: str

    def more(self, count: int, row: int = 0) -> str:
        """Say how many lines did not fit, and of which post of the outbox they can be read."""
        return title_text(self._said("more", count=count, row=row))

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
        return self.templates.render("type_line", self.language, ZoneInfo("UTC"), {"label": label, "command": command})

    def choose(self) -> str:
        """Invite to choose from a list."""
        return title_text(self._said("choose"))

    def hint(self, kind: str) -> str:
        """Show how money or a date may be written."""
        return title_text(self._said("hint", kind=kind))

    def _said(self, name: str, **facts: object) -> Card:
        return parse(self.templates.render(name, self.language, ZoneInfo("UTC"), facts))
