"""Cards and forms as HTML; every word of theirs goes through an autoescaping template."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.cards import Card, Listing, Paragraph, Picture, Quote, Table

PAGES = Path(__file__).parent / "pages"
KINDS = {Paragraph: "paragraph", Listing: "listing", Quote: "quote", Table: "table", Picture: "picture"}


@cache
def environment() -> Environment:
    """Return the templates of the page."""
    found = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.tests["kind"] = lambda block, kind: KINDS[type(block)] == kind
    return found


def html_of(card: Card) -> str:
    """Return a card as it stands in the page."""
    return environment().get_template("card.html").render(card=card).strip()


def form_html(card: Card, form: Mapping[str, object], *, post: int) -> str:
    """Return a form that is still open, with what was typed and why it was refused."""
    return environment().get_template("form.html").render(card=card, form=form, post=post).strip()
