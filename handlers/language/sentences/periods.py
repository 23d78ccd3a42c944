"""Whose figures are asked for, and of which time."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Said, members_in
from handlers.language.shape import Shape, signs
from handlers.language.spans.reported import find_period

# Teams people speak of by a region; any other name counts only beside a word for a team.
_REGIONS = (
    r"华东|华南|华北|华中|西南|西北|东北|海外|大中华|港澳台|(?<![a-z])(?:us|usa|apac|emea|latam|uk|eu|mea)(?![a-z])"
)
REGION = re.compile(_REGIONS)
_TEAM = signs(
    rf"(?P<region>{_REGIONS})(?!\s?[$])|(?P<zh>[\u4e00-\u9fff]{{2}})(?:区|团队|大区|组|队|销售部)|\bteam (?P<en>[a-z]{{2,12}})\b|\b(?P<en2>[a-z]{{2,12}}) team\b"
)
_NOT_TEAM = frozenset(
    [
        "整个",
        "各团",
        "各个",
        "我们",
        "咱们",
        "他们",
        "全部",
        "本月",
        "这个",
        "哪个",
        "销售",
        "各个",
        "全体",
        "你们",
        "每个",
        "两个",
        "其他",
        "各",
        "my",
        "our",
        "the",
        "whole",
        "sales",
        "entire",
        "all",
        "your",
        "their",
        "this",
        "that",
        "each",
        "every",
        "for",
        "of",
        "has",
        "have",
        "had",
        "did",
        "does",
        "is",
        "on",
        "in",
        "to",
        "from",
        "with",
        "and",
        "what",
        "which",
        "who",
        "how",
        "per",
        "by",
        "best",
        "top",
        "other",
        "new",
    ]
)
_SPLIT = re.compile(
    r"\b(?:us|me|give|tell|show|send|let) us\b|\bus (?:a|the|up|all|to|know|have|see|see|some|how|what|who)\b|\b(?:for|to|give|tell|show|send|let|of|with|gets?|between|among) us$"
)
_MINE = any_of(
    zh="我的(?!团队|组) 我自己 我本人 我(?=本|上|这|今|下|去|最近|目前|离|还|有|手|名|的|在|签|赢|成|做|平均|响应|q\\d)",
    en="""my(?! teams?| manager| boss), mine, (?:for|of|by) me, (?:am|do|did|have|can|should|where do|how am) i,
        i (?:have|own|won|closed|lost|sold|signed|did|am|hold|carry), i'm, i've, myself""",
)
_COMPARE = any_of(
    zh="环比 同比 对比 相比 比(?:上|去|较) 比一下 比比 pk",
    en="vs\\.?, versus, compar\\w+, against last, year over year, yoy, mom, qoq, month over month",
)
_AHEAD = any_of(
    zh="漏斗 预测 目标 指标 预估 预计", en="forecast\\w*, pipe(?:line)?, goals?, quota, targets?, outlook, projected"
)


def of_whom(shape: Shape, said: Said) -> None:
    """Take whose figures are meant: a colleague's, a team's or one's own; and the period."""
    people, teams = members_in(shape), teams_in(shape)
    if people:
        said["who"] = people[0][1]
    elif teams:
        said["team"] = teams[0]
    elif mine(shape):
        said["who"] = shape.scene.me
    if _COMPARE.search(shape.line):
        said["more"] = {**said.get("more", {}), "compare": tuple(teams) if len(teams) > 1 else True}
        if len(teams) > 1:
            said.pop("team", None)
    scene = shape.scene
    forward = bool(_AHEAD.search(shape.line))
    # "close" is what was done here, no end of a period.
    text = re.sub(r"(?i)\bclose(?= (?:this|last|next|in|on|during|since|q\d)\b)", "     ", shape.text)
    found = find_period(text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=forward)
    if found is not None:
        said["period"] = found.period


def teams_in(shape: Shape) -> list[str]:
    """Return the teams a line names, as they are typed."""
    line = _SPLIT.sub(lambda found: " " * len(found[0]), shape.line)
    named = []
    for found in _TEAM.finditer(line):
        name = found.lastgroup or ""
        if found[name] not in _NOT_TEAM:
            named.append(shape.words(*found.span(name)).strip())
    return list(dict.fromkeys(named))


def mine(shape: Shape) -> bool:
    """Whether the speaker asks of what is their own."""
    return bool(_MINE.search(shape.line))
