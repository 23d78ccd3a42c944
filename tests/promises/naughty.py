"""Texts that break programs, said to every field that takes text."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.cards import Card, Span, title_text
from sales.clean import clean_line, clean_text
from storage import workspaces
from tests.chat import TENANT, ZONE, Chat

LISTED = json.loads((Path(__file__).parents[1] / "data" / "naughty-strings.json").read_text(encoding="utf-8"))
# What a database may not take, what looks like our own markup, and a text that is nothing once it is clean.
OURS = (
    *("a\0b", "\0", "a\ud800b", "\udc00", "\ud83d\ude00", "e\u0301" * 3, "x\u202ey", "\u200b", "\ufeff", "\x1b[31mred"),
    *("[Claim](<do:claim D-1001>)", "[Li](<member:1>)", "@Li <@U1> <!here> @all", "[x](<https://evil.example>)"),
    *("[x](https://evil.example)", "[x](do:undo)", "![x](https://evil.example/x.png)"),
    *("**bold** _it_ `code`", "| a | b |\n|---|---|\n| c | d |", "> quote\n- list\n# head", "{{ 7 * 7 }} {% if %}"),
    *("a,b；c\nd", "1. one", "- ", "\\", "%s %n %x", "'; DROP TABLE deals; --", "\u00ad", "İıſß", "undo", "D-1001"),
)
PLAIN = "Acme"


def some(count: int) -> list[str]:
    """So many texts: our own, and of the public list what is missing, evenly taken."""
    wanted = count - len(OURS)
    return [*OURS, *(LISTED[no * len(LISTED) // wanted] for no in range(wanted))]


def unlike(one: str, other: str, texts: Sequence[str]) -> list[str]:
    """Return the texts that two stores do not take alike."""
    with Chat(one) as here, Chat(other) as there:
        heard = zip(texts, everywhere(here, texts), everywhere(there, texts), strict=True)
        return [text for text, a, b in heard if a != b]


def everywhere(chat: Chat, texts: Sequence[str]) -> Iterator[list[object]]:
    """Say each text to every field; yield what is stored and what is shown of each."""
    for text in texts:
        heard = [*_as_lead(chat, text), *_on_a_deal(chat, text), *_typed(chat, text), *_as_a_name(chat, text)]
        # PostgreSQL also numbers rows that were rolled back.
        yield [re.sub(r"pick \d+/", "pick ?/", one) if isinstance(one, str) else one for one in heard]


def _as_lead(chat: Chat, text: str) -> Iterator[object]:
    """A new lead called so, with a contact, a source and a note that say it as well."""
    fields = dict.fromkeys(("title", "contact", "source", "note"), text)
    before = chat.value("SELECT max(id) FROM deals") or 0
    state = chat.handle("mei", "new anyway", fields=fields).state
    row = chat.rows("SELECT code, title, contact, source, note FROM deals WHERE id > :before", before=before)
    shown = chat.news()
    yield state
    if not clean_line(text):
        assert (state, row) == ("field", [])
        return
    line = clean_line(text)
    code = row[0].pop("code")
    assert (state, row[0]) == ("done", {"title": line, "contact": line, "source": line, "note": clean_text(text)})
    assert {title_text(post.card) for post in shown} == {f"{code} {line} · in the pool"}
    assert [skeleton(post.card) for post in shown] == [skeleton(_plain_card(chat))] * len(shown)
    full = chat.says("mei", f"show {code}", room=None)
    assert [_said(post.card) for post in full] == [line] * len(full)
    yield from (post.markdown for post in (*shown, *full))


def _on_a_deal(chat: Chat, text: str) -> Iterator[object]:
    """A next step, a note, a reason: stored as one sees them."""
    code = _plain_code(chat)
    chat.handle("li", f"claim {code}")
    filled = {"next_step": text, "note": text}
    states = [chat.handle("li", f"progress {code}", fields=filled).state]
    row = chat.rows("SELECT next_step, note FROM deals WHERE code = :code", code=code)[0]
    if clean_text(text):
        assert states == ["done"], states
        assert row == {"next_step": clean_line(text), "note": clean_text(text)}
    states.append(chat.handle("li", f"release {code}", fields={"reason": text}).state)
    shown = chat.news()
    assert "broken" not in states
    yield from (*states, *(post.markdown for post in shown))


def _typed(chat: Chat, text: str) -> Iterator[object]:
    """The text typed after every word that takes one, and by itself."""
    code = _plain_code(chat)
    lines = (
        *("{}", "who owns {}", "show {}", "new {}", "new anyway {}", f"progress {code} note {{}}", "claim {}"),
        *(f"assign {code} to {{}}", "leave tomorrow, cover {}", f"lost {code} other {{}}", "zone {}", "undo {}"),
    )
    for line in lines:
        handled = chat.handle("mei", line.replace("{}", text))
        assert handled.state in ("done", "refused", "ignored"), (line, handled)
        yield handled.state
    chat.handle("mei", "undo")
    for post in chat.news():
        assert not [button for button in post.card.buttons if "evil" in button.command]
        assert not [span for span in spans(post.card) if span.link is not None]
        yield post.markdown


def _as_a_name(chat: Chat, text: str) -> Iterator[object]:
    """Somebody who is called so takes a deal, and everybody reads the name."""
    if not clean_line(text):
        return
    no = chat.value("SELECT count(*) FROM members")
    with chat.store.write() as db:
        workspaces.add_member(
            db, workspace=chat.workspace, handle=f"h{no}", name=text, roles={"rep": "2026-01-01"},
            teams_of=[chat.teams["east"]], language="en", zone=ZONE, aliases=[text], users=[("local", TENANT, f"h{no}")],
            now=chat.now,
        )  # fmt: skip
    code = chat.has_deal(PLAIN)
    shown = chat.says(f"h{no}", f"claim {code}")
    name = clean_line(text)
    assert {post.title for post in shown} == {f"{code} {PLAIN} · {name}", f"{code} {PLAIN} is yours, {name}"}
    chat.handle(f"h{no}", f"release {code} no time")
    assert [post.title for post in chat.says("mei", f"assign {code} to {text}")] != []
    yield from (post.markdown for post in (*shown, *chat.news()))


def skeleton(card: Card) -> object:
    """A card without its plain words: its blocks, its styled pieces, and where its buttons lead."""
    pieces = [replace(span, text="", time=None) for span in spans(card) if span != Span(span.text)]
    buttons = [re.sub(r"D-\d+", "D-?", button.command) for button in card.buttons]
    return [type(block).__name__ for block in card.blocks], pieces, buttons, card.fields


def spans(card: Card) -> list[Span]:
    """Every piece of text of a card."""
    found = list(card.title)
    for block in card.blocks:
        for part in getattr(block, "items", None) or [block]:
            found += getattr(part, "spans", ())
    return found


def _said(card: Card) -> str:
    """The title of a deal in the first line of its card."""
    return title_text(card).partition(" ")[2].rpartition(" · ")[0]


def _plain_code(chat: Chat) -> str:
    """A deal with plain words to compare with, which is in the pool."""
    found = chat.value(
        "SELECT code FROM deals WHERE title = :title AND owner IS NULL AND result = 'open' AND reverted_at IS NULL"
        " ORDER BY id LIMIT 1",
        title=PLAIN,
    )
    return str(found or chat.has_deal(PLAIN))


def _plain_card(chat: Chat) -> Card:
    """How the card of a lead looks whose every text is plain."""
    if not hasattr(chat, "plain_card"):
        chat.handle("mei", "new anyway", fields=dict.fromkeys(("title", "contact", "source", "note"), PLAIN))
        chat.plain_card = chat.news()[0].card
    return chat.plain_card
