"""Draws cards and forms for a workspace of Slack, whose users may be mentioned."""

from collections.abc import Mapping

from bot.cards import Card
from bot.mentions import mentioned
from bot.phrases import Phrases
from bot.slack.blocks import blocks_of, message
from bot.slack.modals import view_of
from bot.slack.payload import DOOR
from bot.slack.richtext import Json, People
from storage import bindings
from storage.store import Store
from templates.words import Templates


class Drawing:
    """Turns cards into what Slack takes, in a reader's language."""

    def __init__(self, templates: Templates, store: Store) -> None:
        self._templates = templates
        self._store = store

    def message(self, card: Card, *, tenant: str, language: str) -> Json:
        """Return text and blocks of a message."""
        return message(card, Phrases(self._templates, language), self._people(tenant, card))

    def view(self, card: Card, *, language: str, place: Mapping[str, str]) -> Json:
        """Return the modal of a form, which carries its place along."""
        return view_of(card, Phrases(self._templates, language), place)

    def home(self, card: Card, *, tenant: str, language: str) -> Json:
        """Return the page of the App Home."""
        phrases = Phrases(self._templates, language)
        return {"type": "home", "blocks": blocks_of(card, phrases, self._people(tenant, card), tables=False)}

    def _people(self, tenant: str, card: Card) -> People:
        ids = mentioned(card)
        if not ids:
            return {}
        with self._store.read() as db:
            return bindings.users(db, door=DOOR, tenant=tenant, members=ids)
