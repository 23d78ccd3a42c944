"""What may follow a command's word: a deal, a person, an amount, a day, a reason, free text."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from handlers.language.spans.amounts import find_amounts
from handlers.language.spans.certain import not_bare, not_below, sure
from handlers.language.spans.dates import find_dates
from handlers.language.typed import fields
from handlers.language.typed.beats import kind_of, read_beat
from handlers.language.typed.places import zone_called
from handlers.language.typed.standups import apart, is_chat, quick
from handlers.language.words import Named, Scene, Unclear
from sales.clean import clean_line, clean_text
from sales.refusal import Refused

# A comma between digits belongs to the number: 1,250,000.
SENTENCE = re.compile(r",(?!\d)|(?<!\d),|[，;；\n]")
BREAK = re.compile(r",(?!\d)|(?<!\d),|[，;；。\n]|\.\s|\.$")
TRIM = " \t\n,:;.-，。：；、　"
# A colon that is no clock or address.
COLON = re.compile(r"\s*(?::(?=\s|$)|：)")
TO = re.compile(r"\s*(?:to\b|->|→|@|转给|分给|交给|给到|给)\s*@?\s*", re.IGNORECASE)
BECAUSE = re.compile(r"\s*(?:\bbecause\b|\breason\b|因为|理由|原因)\s*[:：]?\s*", re.IGNORECASE)
BY = re.compile(r"\s*(?:\bcover(?:ed)?(?:\s+by)?\b|\bby\b|由|代班|代理)\s*[:：]?\s*", re.IGNORECASE)
FOR = re.compile(r"^(?:for|给|替|帮)\s*", re.IGNORECASE)
ME = frozenset({"me", "my", "mine", "myself", "我", "我的", "我自己"})
LONGEST_TITLE = 100
TEAM = re.compile(r"\bteam\b|团队|小组", re.IGNORECASE)
ASKED = re.compile(r"S-(\d{1,18})(?:\s+|$)")
UNTIL = re.compile(r"(?:\b(?:until|till|til|through)|到|至)\s*$", re.IGNORECASE)
COVERS = re.compile(r"(?:代班|代理|代管|代)\s*$")
PHONE = re.compile(r"(?<![\d\w])(?:\+?\d{1,3}[- ]?)?(?:1[3-9]\d{9}|\(?\d{3,4}\)?[- ]\d{3,4}[- ]?\d{3,4})(?!\d)")
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# What is said beside "undo" and names no change.
EXCUSE = re.compile(
    r"(?:undo|sorry|oops|pls|please|my bad|typo|wrong (?:button|one)|撤销|撤回|手滑|手快|手抖|点错|按错|打错|发错|搞错|不好意思|抱歉|谢谢|一下|吧|了|啊|哈|\W)*",
    re.IGNORECASE,
)
LANGUAGES = {"zh": ("zh", "中文", "chinese", "汉语"), "en": ("en", "english", "英文", "英语")}


class Line:
    """The rest of a typed line, eaten slot by slot, what was understood so far, and which fields a form fills."""

    def __init__(self, rest: str, word: str = "") -> None:
        self.word = word
        self.whole = rest
        self.rest = rest
        self.said: dict[str, Any] = {}
        self.filled: frozenset[str] = frozenset()

    def again(self) -> "Line":
        """Return the same line for somebody else to eat."""
        line = Line(self.whole, self.word)
        line.said |= self.said
        return line

    def take(self, start: int, end: int) -> None:
        """Eat a part of the rest."""
        rest = f"{self.rest[:start].rstrip(TRIM)} {fields.LEAD.sub('', self.rest[end:])}"
        self.rest = fields.LEAD.sub("", rest).rstrip(" \t\n,;，；、")

    @staticmethod
    def code(written: str) -> str:
        """Return a deal's code as it is kept."""
        return f"D-{int(written.lstrip('dD#-'))}"


CODE = re.compile(r"(?<![\w-])(?:[dD]-?|#)(\d{1,9})(?![\w-])")
REQUEST = re.compile(r"(?<![\w-])[rR]-?(\d{1,9})(?![\w-])")

# A part of a new lead that is nothing but a sum, and was not read as one.
ODD_SUM = re.compile(r"(?:[$¥￥€£]\s*\d[\d.,]*|\d+(?:\.\d+)+)\s*(?:[kmb]|万|亿)?", re.IGNORECASE)


def deal(line: Line, scene: Scene) -> None:
    """Find the deal: by code at the start, by the thread we are in, by a code further on, by name."""
    if "deal" in line.said:
        return
    code = CODE.match(line.rest)
    if code is None and scene.thread_deal is not None:
        line.said["deal"] = scene.thread_deal
        return
    code = code or CODE.search(line.rest)
    if code is not None:
        line.said["deal"] = line.code(code[0])
        line.take(code.start(), code.end())
        return
    if not line.rest:
        raise Refused("deal_needed", field="deal")
    line.said["deal"] = _by_name(line, scene.find_deal, "deal").token


def to(line: Line, scene: Scene) -> None:
    """Find the colleague something goes to."""
    if "to" in line.filled:
        return
    line.rest = TO.sub("", line.rest, count=1) if TO.match(line.rest) else line.rest
    if not line.rest:
        raise Refused("member_needed", field="to")
    line.said["to"] = member(line, scene)


def who(line: Line, scene: Scene) -> None:
    """Find a colleague, when one is named."""
    if line.rest:
        line.said["who"] = member(line, scene)


def colleague(line: Line, scene: Scene) -> None:
    """Find the colleague this is about."""
    name, _, rest = line.rest.replace("：", ":").partition(":")
    if not name.strip(TRIM):
        raise Refused("member_needed", field="to")
    line.rest = name
    line.said["who"] = member(line, scene)
    line.rest = f"{line.rest} {rest}".strip()


def reason(line: Line, scene: Scene) -> None:
    """Take what is left as the reason."""
    _free(line, "reason")


def called(line: Line, scene: Scene) -> None:
    """Take what is left as a name, when a form gave none."""
    if "title" not in line.filled:
        line.said["title"] = clean_line(line.rest).strip(TRIM)
        line.rest = ""


def note(line: Line, scene: Scene) -> None:
    """Take what is left as a note."""
    _free(line, "note")


def new_lead(line: Line, scene: Scene) -> None:
    """Read a new lead: the company first; phone, mail and amount anywhere; what is left is the note."""
    first, *others = SENTENCE.split(line.rest)
    title, rest = _headed(first, line, scene)
    if title:
        line.said["title"] = title
    parts = [_facts(part, line, scene) for part in others]
    if odd := next((part for part in parts if ODD_SUM.fullmatch(part.strip(TRIM))), None):
        raise Refused("amount_unreadable", field="amount", asked=clean_line(odd)[:60])
    notes = [*filter(None, (rest, *parts, line.said.pop("note", None)))]
    if notes:
        line.said["note"] = clean_text(between(notes).join(notes))


def news(line: Line, scene: Scene) -> None:
    """Read progress: parts that begin with a keyword, a stage's name, or are an amount; the rest is the note."""
    notes = []
    for part in filter(None, (fields.trimmed(piece) for piece in BREAK.split(line.rest))):
        if not fields.read_part(part, line.said, scene):
            notes.append(part)
    if notes:
        notes = [note for note in (line.said.get("note"), *notes) if note]
        line.said["note"] = clean_text(between(notes).join(notes))


def won(line: Line, scene: Scene) -> None:
    """Read the amount a deal was won at; what is left is the note."""
    _amount_anywhere(line, scene)
    if "amount" not in line.said:
        not_bare(line.rest)
    _free(line, "note")


def lost(line: Line, scene: Scene) -> None:
    """Read why a deal was lost; what was said beside the reason is the note."""
    line.rest = BECAUSE.sub("", line.rest, count=1) if BECAUSE.match(line.rest) else line.rest
    line.said["choice"] = fields.lost_reason(line.rest)
    if not fields.only_reason(line.rest.strip(TRIM)):
        _free(line, "note")


def period(line: Line, scene: Scene) -> None:
    """Read from when to when somebody is away, and who stands in."""
    found = find_dates(line.rest, now=scene.now, zone=scene.zone, calendar=scene.calendar)
    if not found:
        raise Refused("leave_days_needed", field="since")
    _somebody_elses(line, line.rest[: found[0].start], scene)
    last = found[-1]
    until = len(found) == 1 and last.until is None and UNTIL.search(line.rest[: last.start])
    line.said["since"] = scene.calendar.day_start(scene.now) if until else found[0].at
    end = last.until or last.at
    # Leave that ends with a day lasts to the end of that day.
    line.said["until"] = end if last.has_time else scene.calendar.day_start(end + timedelta(hours=36))
    rest = COVERS.sub("", line.rest[last.end :].strip(TRIM))
    cover = BY.sub("", rest, count=1).strip(TRIM)
    if cover:
        line.rest = cover
        line.said["to"] = member(line, scene)
        if line.rest:  # what follows the name may be a day we did not read
            raise Refused("leave_days_needed", field="since")


def _somebody_elses(line: Line, before: str, scene: Scene) -> None:
    """Note whose leave it is when somebody stands before its days."""
    name = FOR.sub("", before.strip(TRIM)).strip(TRIM)
    found = scene.find_member(name) if name and name.casefold() not in ME else ()
    if found and scene.me not in {one.id for one in found}:
        line.said["more"] = (("who", found[0].id),)


def request(line: Line, scene: Scene) -> None:
    """Find the request by its code."""
    if "request" in line.said:
        return
    code = REQUEST.search(line.rest)
    if code is None:
        raise Refused("request_needed")
    line.said["request"] = f"R-{int(code[1])}"
    line.take(code.start(), code.end())


def change(line: Line, scene: Scene) -> None:
    """Take the name of one change, such as D-1001/7; without one the last change is meant."""
    token = line.rest.strip(TRIM).upper()
    if token and not EXCUSE.fullmatch(token):
        line.said["change"] = token


def language(line: Line, scene: Scene) -> None:
    """Find the language."""
    asked = line.rest.strip(TRIM).casefold()
    line.said["choice"] = next((key for key, words in LANGUAGES.items() if asked in words), None)
    if line.said["choice"] is None:
        raise Refused("language_unknown")


def zone(line: Line, scene: Scene) -> None:
    """Find the time zone by its name, or by the city or country people call it by."""
    line.said["choice"] = zone_called(line.rest.strip(TRIM))
    if line.said["choice"] is None:
        raise Refused("zone_unknown", asked=clean_line(line.rest))


def beat(line: Line, scene: Scene) -> None:
    """Read when something shall be posted and for which team, when that is said."""
    if not line.rest:
        return
    wanted = read_beat(line.rest, now=scene.now, zone=scene.zone, calendar=scene.calendar)
    if wanted is None:
        raise Refused("rhythm_unreadable", asked=clean_line(line.rest)[:60])
    line.said |= {"on": wanted.on, "clock": wanted.at, "weekday": wanted.weekday}
    if wanted.rest:
        line.said["team"] = clean_line(wanted.rest)
    line.rest = ""


def kind(line: Line, scene: Scene) -> None:
    """Find which of the posts at set times is meant, when one is named."""
    if line.rest:
        found = kind_of(line.rest)
        if found is None:
            raise Refused("rhythm_unreadable", asked=clean_line(line.rest)[:60])
        line.said["beat"], line.rest = found


def standup(line: Line, scene: Scene) -> None:
    """Read what somebody says in a stand-up, or when there shall be one."""
    asked = ASKED.match(line.rest)
    text = line.rest
    if asked is not None:
        line.said["standup"], text = int(asked[1]), line.rest[asked.end() :]
    elif wanted := read_beat(line.rest, now=scene.now, zone=scene.zone, calendar=scene.calendar):
        line.said |= {"on": wanted.on, "clock": wanted.at, "weekday": wanted.weekday}
        if not wanted.rest:
            return
        line.said["team"] = clean_line(wanted.rest)
    line.said["choice"] = quick(text)
    if text and line.said["choice"] is None:
        line.said |= {"choice": "chat"} if is_chat(text) else apart(text)


def rest(line: Line, scene: Scene) -> None:
    """Take the rest as it is: another command line, or a token."""
    if line.rest:
        line.said["command"] = line.rest


SLOTS: dict[str, Callable[[Line, Scene], None]] = {
    function.__name__: function
    for function in (
        *(deal, to, who, colleague, reason, called, note, new_lead, news, won, lost),
        *(period, request, change, language, zone, rest),
        *(beat, kind, standup),
    )
}


def between(parts: Sequence[str]) -> str:
    """Return what stands between parts of a note: a comma of their own script."""
    return "，" if any(not part.isascii() for part in parts) else ", "


def _headed(part: str, line: Line, scene: Scene) -> tuple[str, str]:
    """The company's name and what follows it: a fact between two words, or too long a name, ends the name."""
    before = dict(line.said)
    whole = _facts(part, line, scene)
    if line.said != before and not part.rstrip(TRIM).startswith(whole) and not part.endswith(whole):
        head = next((end for end in range(len(whole), 0, -1) if part.startswith(whole[:end])), 0)
        return whole[:head].strip(TRIM), whole[head:].strip(TRIM)
    return whole[:LONGEST_TITLE].strip(), whole[LONGEST_TITLE:].strip()


def _facts(part: str, line: Line, scene: Scene) -> str:
    """Take phone, mail and amount out of a part of a line and return what is left of it."""
    piece = Line(part)
    for name, pattern in (("email", EMAIL), ("phone", PHONE)):
        if name not in line.said and (found := pattern.search(piece.rest)):
            line.said[name] = found[0]
            piece.take(found.start(), found.end())
    if "amount" not in line.said:
        _amount_anywhere(piece, scene)
        line.said |= piece.said
    return clean_line(piece.rest).lstrip(TRIM).rstrip(" ,;，；、")


def _free(line: Line, name: str) -> None:
    text = clean_text(BECAUSE.sub("", line.rest, count=1) if BECAUSE.match(line.rest) else line.rest)
    if text:
        line.said[name] = text
    line.rest = ""


def _split(text: str) -> tuple[str, str]:
    """The part before the first comma, semicolon or line end, and what follows."""
    found = SENTENCE.search(text)
    return (text, "") if found is None else (text[: found.start()], text[found.end() :])


def _amount_anywhere(line: Line, scene: Scene) -> None:
    not_below(line.rest)
    for found in find_amounts(line.rest, currency=scene.currency(line.said.get("deal"))):
        fields.take_amount(line.said, sure(found, line.rest), line.rest)
        line.take(found.start, found.end)
        return


def member(line: Line, scene: Scene) -> int:
    """Return the colleague whose name the line begins with."""
    if line.rest.strip(TRIM).casefold() in ME:
        line.rest = ""
        return scene.me
    return _by_name(line, scene.find_member, "member").id


def _by_name(line: Line, find: Callable[[str], Sequence[Named]], kind: str) -> Named:
    """Find whose name the rest begins with: the whole first part, else ever fewer words of it; a colon ends it."""
    first = COLON.split(_split(line.rest)[0], maxsplit=1)[0]
    cut = BECAUSE.search(first)
    first = first[: cut.start()] if cut else first
    words = first.split()
    for most in range(len(words), max(0, len(words) - 8), -1):
        name = " ".join(words[:most]).strip(TRIM + "?？!！")
        candidates = find(name)
        if len(candidates) > 1:
            raise Unclear(kind, name, tuple((one.token, one.label) for one in candidates))
        if candidates:
            line.rest = line.rest.split(None, most)[most].strip(TRIM) if len(line.rest.split()) > most else ""
            return candidates[0]
    raise Refused(f"{kind}_unknown_name", field=None if kind == "deal" else "to", name=clean_line(first)[:80])
