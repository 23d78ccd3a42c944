"""Whose figures are asked for, and of which time."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Said, members_in
from handlers.language.sentences.teams import teams_in
from handlers.language.shape import Shape
from handlers.language.spans.reported import find_period

_MINE = any_of(
    zh="我的(?!团队|组) 我自己 我本人 我(?=<date>|本|上|这|今|下|去|最近|目前|离|还|有|手|名|的|在|签|赢|成|做|平均|响应|q\\d)",
    en="""my(?! teams?| manager| boss), mine, (?:for|of|by) me, (?:am|do|did|have|can|should|where do|how am) i,
        i (?:have|own|won|closed|lost|sold|signed|did|am|hold|carry), i'm, i've, myself""",
)
# Behind a colleague: they ask, and are not asked about.
_WANTS_TO_KNOW = re.compile(
    r"(?:让|叫|托)我|也?(?:想知道|想看|要看|想了解)|在?(?:问|催)(?!题)|(?:'s| is|was)? ?(?:asked|asks|asking|wants?|wanted|needs|would like|wondering|wonders)\b"
)
_COMPARE = any_of(
    zh="环比 同比 对比 相比 比(?:上|去|较) 比一下 比比 pk",
    en="vs\\.?, versus, compar\\w+, against last, year over year, yoy, mom, qoq, month over month",
)
_AHEAD = frozenset({"pipeline", "forecast", "goal_gap", "goals"})


def of_whom(shape: Shape, said: Said, what: str) -> None:
    """Take whose figures are meant: a colleague's, a team's or one's own; and the period."""
    people, teams = [(place, who) for place, who in members_in(shape) if not _asker(shape, place)], teams_in(shape)
    if people:
        said["who"] = people[0][1]
    elif teams:
        said["team"] = teams[0]
    elif mine(shape):
        said["who"] = shape.scene.me
    several = len(teams) > 1
    if several or _COMPARE.search(shape.line):
        said["more"] = {**said.get("more", {}), "compare": tuple(teams) if several else True}
    if several:
        said.pop("team", None)
    scene = shape.scene
    # "close" is what was done here, no end of a period.
    text = re.sub(r"(?i)\bclose(?= (?:this|last|next|in|on|during|since|q\d)\b)", "     ", shape.text)
    found = find_period(text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=what in _AHEAD)
    if found is not None:
        said["period"] = found.period


def _asker(shape: Shape, place: int) -> bool:
    """Whether a colleague only wants to know, through whoever writes."""
    return _WANTS_TO_KNOW.match(shape.line, place + 1) is not None


def mine(shape: Shape) -> bool:
    """Whether the speaker asks of what is their own."""
    return bool(_MINE.search(shape.line))
