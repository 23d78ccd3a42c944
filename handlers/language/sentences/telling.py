"""What each clause of a line tells of its deal: facts with their values, and what is left as a note."""

import re
from itertools import pairwise

from handlers.language.sentences.activities import activity_in, reached
from handlers.language.sentences.chances import take_chance, tells_old_chance
from handlers.language.sentences.clauses import LABEL
from handlers.language.sentences.deadlines import told_only
from handlers.language.sentences.kinds import kind_of, told_in
from handlers.language.sentences.meaning import BESIDE, TRIM, known_deals, left_over
from handlers.language.sentences.mood import asks, supposes
from handlers.language.sentences.news import (
    ABOUT,
    GREETING,
    Cuts,
    News,
    no_odd_day,
    whole_of,
)
from handlers.language.sentences.notes import (
    ABSENT,
    IDLE,
    labelled,
    sort_rest,
    take_activity,
    wished_by_them,
)
from handlers.language.sentences.outcomes import denied
from handlers.language.sentences.stages import brought, take_stage
from handlers.language.sentences.steps import take_days
from handlers.language.sentences.worths import TERMS, take_money
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.rules import plain

# A company's name in full, with the code of its deal behind it.
_NAME = re.compile(r"[A-Z][\w&.'-]*(?: [A-Z&][\w&.'-]*){0,4}|[\u3400-\u9fff]{2,12}")
_BESIDE_CODE = signs(r"\s*[(（]\s*<deal>")
# Words that want another behind them, which was cut out.
_DANGLES = re.compile(r"(?:(?<![a-z])(?:at|on|with|in|by|for|to|from|of|the|about|w/)|[@&])$", re.IGNORECASE)
_UNTIL = signs(r"\b(?:until|till|til|before) <date>")


def gathered(shape: Shape, clauses: list[Clause]) -> News:
    """Return what clauses tell, one after the other."""
    news = News(planned=_planned(shape))
    told = told_in(shape, clauses)
    for index, clause in enumerate(told):
        news.kind, news.did = kind_of(shape, told, index), activity_in(shape, told, index)
        _read_clause(shape, clause, news)
        news.before, news.begun = shape.line[clause.start : clause.end], clause.start
        news.told = plain(shape.words(clause.start, clause.end))
    return news


def _planned(shape: Shape) -> bool:
    """Whether a step of a deal that is spoken of stands on a day to come: what only seems to come next does not replace it."""
    return any(deal.next_at is not None and deal.next_at > shape.scene.now for deal in known_deals(shape))


def _only_told(shape: Shape, clause: Clause, line: str, news: News) -> bool:
    """Whether a clause is told as a whole, if at all: a question, what is called a risk, what is stuck until a day."""
    off, blocked = denied(shape, clause), news.kind == "blocker"
    asked = asks(line.rstrip("呢") + shape.line[clause.end : clause.end + 1])
    if (asked and news.kind != "next_step" and not brought(shape, clause)) or (off and not blocked):
        news.notes.append(whole_of(shape, clause))
        return True
    if (label := labelled(line)) is not None:
        news.more[label[0]] = whole_of(shape, Clause(clause.start + label[1], clause.end))
        news.notes.append(str(news.more[label[0]]))
        return True
    old = "probability" in news.said and tells_old_chance(shape, clause)
    if not (
        old
        or (ABSENT.search(line) and news.kind != "next_step")
        or (told_only(line) and not (news.did and _over(shape, clause)))
        or (blocked and (off or _UNTIL.search(line)))
    ):
        return False
    news.notes.append(whole_of(shape, clause))
    days = (span.value for _, span in shape.all("date", clause.start, clause.end))
    news.last = ""
    if news.kind == "risk":
        news.more.setdefault("risk", news.notes[-1])
    news.then = next((day for day in days if isinstance(day, DateSpan) and day.at > shape.scene.now), None)
    if reached(line) is False:
        take_activity(shape, clause, news)
    if news.waiting:
        news.more[news.waiting], news.waiting = news.notes[-1], ""
    elif blocked:
        news.more.setdefault("blocker", news.notes[-1])
    return True


def _over(shape: Shape, clause: Clause) -> bool:
    """Whether the days a clause names are over: what was done then is told with its day."""
    days = [span.value for _, span in shape.all("date", clause.start, clause.end) if isinstance(span.value, DateSpan)]
    return bool(days) and all((day.until or day.at) < shape.scene.now for day in days)


def _read_clause(shape: Shape, clause: Clause, news: News) -> None:
    line = shape.line[clause.start : clause.end]
    if not line.strip():
        return
    if _only_told(shape, clause, line, news):
        return
    deals = [place for place, _ in shape.all("deal", clause.start, clause.end)]
    cuts: Cuts = [(place, place + 1) for place in deals]
    cuts += [(one, other) for one, other in pairwise(deals) if BESIDE.fullmatch(shape.line, one + 1, other)]
    known = {**news.said, **news.more}
    for take in (take_chance, take_stage, take_money, take_days):
        take(shape, clause, news, cuts)
    take_activity(shape, clause, news)
    rest = ABOUT.sub("", GREETING.sub("", left_over(shape, clause, cuts))).strip(TRIM)
    rest = ABOUT.sub("", rest).strip(TRIM)
    structured = {**news.said, **news.more} != known
    rest = "" if structured and LABEL.fullmatch(rest.casefold()) else rest
    no_odd_day("" if TERMS.search(line) else rest)
    if _BESIDE_CODE.match(shape.line, clause.end) and _NAME.fullmatch(rest):
        return
    if rest and not IDLE.fullmatch(rest) and (rest not in shape.text or _DANGLES.search(rest)):
        rest = whole_of(shape, clause)
    if rest and not IDLE.fullmatch(rest):
        if supposes(line) and not structured and not wished_by_them(line) and news.kind not in ("blocker", "next_step"):
            news.notes.append(rest)
        else:
            sort_rest(line, rest, news, structured=structured)
