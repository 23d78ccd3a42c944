"""Whose figures are asked for, and of which time."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Said, members_in
from handlers.language.sentences.teams import team_in, teams_in
from handlers.language.shape import Shape
from handlers.language.spans.reported import find_period
from sales.periods import Period

_MINE = any_of(
    zh="我的(?!团队|组) 我自己 我本人 我(?=<date>|本|上|这|今|下|去|最近|目前|离|还|有|手|名|的|在|签|赢|成|做|平均|响应|q\\d)",
    en="""my(?! teams?| manager| boss), mine, (?:for|of|by) me, (?:am|do|did|have|can|should|where do|how am) i,
        i (?:have|own|won|closed|lost|sold|signed|did|am|hold|carry), i'm, i've, myself""",
)
# Whoever wants to have it need not be whose it is.
_FOR_ME = any_of("[帮给发让替为]我", "(?:can|could|may|might|shall) i (?:have|get|see|please), (?:for|to) me")
# Behind a colleague: they ask, and are not asked about.
_WANTS_TO_KNOW = re.compile(
    r"(?:让|叫|托)我|也?(?:想知道|想看|要看|想了解)|在?(?:问|催)(?!题)|(?:'s| is|was)? ?(?:asked|asks|asking|wants?|wanted|needs|would like|wondering|wonders)\b"
)
_COMPARE = any_of(
    zh="环比 同比 对比 相比 [跟和与](?:上|去|<date>).{0,4}比 比(?:上|去|较) 比一下 比比 pk",
    en="vs\\.?, versus, compar\\w+, against last, year over year, yoy, mom, qoq, month over month",
)
# Periods in words the dates of a sentence have no use for; and "close" is what was done here, no end of a period.
_PLAINLY = tuple(
    (re.compile(pattern, re.IGNORECASE), plainly)
    for pattern, plainly in (
        (r"\bclose(?= (?:this|last|next|in|on|during|since|q\d)\b)", " "),
        (r"\b(?:rest|remainder) of |\b(?:fiscal|financial) ", ""),
        (r"\bfy ?'?(?:20)?(\d\d)\b|(?<!\d)(\d\d)(?=年)", r" in 20\1\2"),
        (r"([本今明去])财年", r"\1年"),
        (r"(?<!\d)(\d{1,2})(?=[-~到至]\d{1,2}月)", r"\1月"),
        (r"(?<![a-z])(?<!in )(?=(?:jan|feb|mar(?!k)|apr|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\b(?! \d))", "in "),
    )
)  # fmt: skip
_AHEAD = frozenset({"pipeline", "forecast", "goal_gap", "goals", "closing", "agenda"})


def of_whom(shape: Shape, said: Said, what: str, *, ahead: bool = True) -> None:
    """Take whose figures are meant: a colleague's, a team's or one's own; and the period, which may lie `ahead`."""
    people, teams = [who for place, who in members_in(shape) if not _asker(shape, place)], teams_in(shape)
    several = teams if len(teams) > 1 else people if not teams and len(people) > 1 else ()
    if people:
        said["who"] = people[0]
    elif team := team_in(shape):
        said["team"] = team
    elif mine(shape):
        said["who"] = shape.scene.me
    found = period_in(shape, forward=ahead and what in _AHEAD)
    if found:
        said["period"] = found[1]
    if several or _COMPARE.search(shape.line):
        said["more"] = {**said.get("more", {}), "compare": tuple(several) or _other_period(shape, found) or True}
    if several:
        said.pop("team" if teams else "who", None)


def period_in(shape: Shape, *, forward: bool, but: str = "") -> tuple[str, Period] | None:
    """Return the first period a text speaks of `but` one, and what it is called there."""
    scene, text = shape.scene, shape.text
    for pattern, plainly in _PLAINLY:
        text = pattern.sub(plainly, text)
    if but:
        text = text.casefold().replace(but, " ", 1)
    found = find_period(text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=forward)
    return (text[found.start : found.end].casefold(), found.period) if found else None


def _other_period(shape: Shape, found: tuple[str, Period] | None) -> str | None:
    """What the figures of a period are held against, where that is another period."""
    other = period_in(shape, forward=False, but=found[0]) if found else None
    return other[1].key if other else None


def _asker(shape: Shape, place: int) -> bool:
    """Whether a colleague only wants to know, through whoever writes."""
    return _WANTS_TO_KNOW.match(shape.line, place + 1) is not None


def mine(shape: Shape) -> bool:
    """Whether the speaker asks of what is their own."""
    return bool(_MINE.search(_FOR_ME.sub(" ", shape.line)))
