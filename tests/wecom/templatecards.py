"""Template cards as the platform takes and shows them: what is refused (docs 90236, 94888, 101032), what is cut."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Card = Mapping[str, Any]
NOTICES = ("text_notice", "news_notice")
INTERACTIVE = ("button_interaction", "vote_interaction", "multiple_interaction")
TASK_ID = re.compile(r"[0-9A-Za-z_\-@]{1,128}")


@dataclass(frozen=True)
class Widths:
    """How many characters of a part a client shows before it cuts."""

    source: int
    title: int
    desc: int
    sub_title: int
    value: int
    key: int = 5
    button: int = 10
    option: int = 1000


APP = Widths(source=20, title=36, desc=44, sub_title=160, value=30)
BOT = Widths(source=13, title=26, desc=30, sub_title=112, value=26, option=11)


@dataclass(frozen=True)
class Button:
    """A button as shown; without a key it cannot be pressed, or leads to a page."""

    text: str
    key: str | None
    url: str | None = None


@dataclass(frozen=True)
class Question:
    """A list to choose from."""

    key: str
    options: tuple[tuple[str, str], ...]
    most: int
    chosen: tuple[str, ...] = ()
    frozen: bool = False


@dataclass(frozen=True)
class Face:
    """What a member sees of a card."""

    title: str
    lines: tuple[str, ...]
    buttons: tuple[Button, ...]
    questions: tuple[Question, ...]
    desc: str = ""


def problem(card: Card, *, allowed: Sequence[str] = (*NOTICES, *INTERACTIVE)) -> tuple[int, str] | None:
    """Return why the platform refuses a card, or None."""
    kind = card.get("card_type")
    if kind not in (*NOTICES, *INTERACTIVE) or kind not in allowed:
        return 42031, f"card_type {kind!r} is not possible here"
    return next(_problems(card, kind), None)


def _problems(card: Card, kind: str) -> Iterator[tuple[int, str]]:
    title = _part(card, "main_title").get("title")
    if not title and not (kind == "text_notice" and card.get("sub_title_text")):
        yield 42033, "main_title.title is missing"
    yield from _lists(card)
    task = card.get("task_id")
    needed = kind in INTERACTIVE or bool(card.get("action_menu"))
    if (task is not None or needed) and not TASK_ID.fullmatch(str(task or "")):
        yield 40058, f"task_id {task!r}: letters, digits and _-@, at most 128"
    if kind in NOTICES:
        yield from _action(card)
    if kind == "news_notice" and not _part(card, "card_image").get("url") and not card.get("image_text_area"):
        yield 42044, "card_image.url is missing"
    if kind == "button_interaction":
        yield from _buttons(card.get("button_list"))
        if "button_selection" in card:
            yield from _question(_part(card, "button_selection"), most=10)
    if kind in INTERACTIVE[1:]:
        yield from _choices(card, kind)
        yield from _submit(card)


def _lists(card: Card) -> Iterator[tuple[int, str]]:
    for name, most, code in (
        ("horizontal_content_list", 6, 42035),
        ("jump_list", 3, 42036),
        ("vertical_content_list", 4, 42037),
    ):
        found = card.get(name) or []
        if len(found) > most:
            yield code, f"{name} has {len(found)} entries, at most {most}"
    for row in card.get("horizontal_content_list") or []:
        if not row.get("keyname"):
            yield 42027, "keyname is missing"
        if row.get("type") == 1 and not row.get("url"):
            yield 42028, "url is missing"
        if row.get("type") == 3 and not row.get("userid"):
            yield 42050, "userid is missing"
    menu = card.get("action_menu")
    if menu and not 1 <= len(menu.get("action_list") or []) <= 3:
        yield 42051, "action_menu needs one to three actions"


def _action(card: Card) -> Iterator[tuple[int, str]]:
    action = _part(card, "card_action")
    if action.get("type") not in (1, 2) or (action.get("type") == 1 and not action.get("url")):
        yield 42045, "a notice needs a card_action with a page or a mini program"


def _buttons(buttons: Any) -> Iterator[tuple[int, str]]:
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 6:
        yield 42042, "button_list has one to six buttons"
        return
    for button in buttons:
        if not button.get("text"):
            yield 42038, "a button without text"
        if button.get("type", 0) == 1:
            if not button.get("url"):
                yield 42028, "a button that leads nowhere"
        elif not 1 <= len(str(button.get("key") or "").encode()) <= 1024:
            yield 42039, "a button's key has 1 to 1024 bytes"
    keys = [button.get("key") for button in buttons if button.get("type", 0) == 0]
    if len(keys) != len(set(keys)):
        yield 42039, "two buttons have one key"


def _question(question: Card, *, most: int) -> Iterator[tuple[int, str]]:
    options = question.get("option_list") or []
    if not 1 <= len(str(question.get("question_key") or "").encode()) <= 1024:
        yield 42043, "question_key is missing or too long"
    if not 1 <= len(options) <= most:
        yield 42042, f"{len(options)} options, 1 to {most} are possible"
    ids = [str(option.get("id") or "") for option in options]
    if len(ids) != len(set(ids)) or not all(1 <= len(id.encode()) <= 128 for id in ids):
        yield 42040, "options need ids of their own of at most 128 bytes"
    if not all(option.get("text") for option in options):
        yield 42041, "an option without text"


def _choices(card: Card, kind: str) -> Iterator[tuple[int, str]]:
    if kind == "vote_interaction":
        yield from _question(_part(card, "checkbox"), most=20)
        return
    selects = card.get("select_list") or []
    if not 1 <= len(selects) <= 3:
        yield 42047, f"select_list has {len(selects)} lists, 1 to 3 are possible"
    for select in selects:
        yield from _question(select, most=10)


def _submit(card: Card) -> Iterator[tuple[int, str]]:
    submit = _part(card, "submit_button")
    if not submit.get("text"):
        yield 42046, "submit_button.text is missing"
    if not 1 <= len(str(submit.get("key") or "").encode()) <= 1024:
        yield 42049, "submit_button.key is missing or too long"


def face(card: Card, widths: Widths) -> Face:
    """Return what a client shows of a card: what is too long is cut on the screen."""
    main = _part(card, "main_title")
    sub = _cut(card.get("sub_title_text"), widths.sub_title)
    title = _cut(main.get("title"), widths.title)
    quote, emphasis = _part(card, "quote_area"), _part(card, "emphasis_content")
    lines = [
        _cut(_part(card, "source").get("desc"), widths.source),
        _cut(main.get("desc"), widths.desc),
        *(str(part.get(name) or "") for part in (emphasis, quote) for name in ("title", "desc", "quote_text")),
        sub if title else "",
        *(
            f"{_cut(row.get('keyname'), widths.key)}：{_cut(row.get('value'), widths.value)}"
            for row in card.get("horizontal_content_list") or []
        ),
        *(f"{row.get('title', '')} {row.get('desc', '')}" for row in card.get("vertical_content_list") or []),
        *(str(row.get("title") or "") for row in card.get("jump_list") or []),
    ]
    buttons, asked = tuple(_shown(card, widths)), tuple(_asked(card, widths))
    return Face(title or sub, tuple(filter(None, lines)), buttons, asked, _cut(main.get("desc"), widths.desc))


def _shown(card: Card, widths: Widths) -> Iterator[Button]:
    done = card.get("replace_text")
    if done:
        yield Button(str(done), None)
        return
    for button in card.get("button_list") or []:
        leads = button.get("type", 0) == 1
        yield Button(_cut(button["text"], widths.button), None if leads else button["key"], button.get("url"))
    submit = _part(card, "submit_button")
    if submit:
        yield Button(_cut(submit["text"], widths.button), submit["key"])
    for action in _part(card, "action_menu").get("action_list") or []:
        yield Button(str(action["text"]), str(action["key"]))


def _asked(card: Card, widths: Widths) -> Iterator[Question]:
    checkbox = _part(card, "checkbox")
    asked = [
        *([(checkbox, 1 if checkbox.get("mode", 0) == 0 else 20)] if checkbox else []),
        *((select, 1) for select in card.get("select_list") or []),
        *([(card["button_selection"], 1)] if card.get("button_selection") else []),
    ]
    for question, most in asked:
        options = tuple((str(o["id"]), _cut(o["text"], widths.option)) for o in question["option_list"])
        chosen = [str(o["id"]) for o in question["option_list"] if o.get("is_checked")]
        chosen += [str(question["selected_id"])] if question.get("selected_id") else []
        yield Question(str(question["question_key"]), options, most, tuple(chosen), bool(question.get("disable")))


def _part(card: Card, name: str) -> Card:
    found = card.get(name)
    return found if isinstance(found, Mapping) else {}


def _cut(text: object, most: int) -> str:
    shown = "" if text is None else str(text)
    return shown if len(shown) <= most else shown[: most - 1] + "…"
