"""Which teams a sentence speaks of, by the words teams are called by."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.shape import Shape

# Teams people speak of by a region; any other name counts only beside a word for a team.
_HAN = "华东|华南|华北|华中|西南|西北|东北|华西|港澳台?|海外|大中华|大客户"
REGION = re.compile(rf"{_HAN}|usa?|apac|emea|latam|uk|eu|mea")
_NAMED = re.compile(
    rf"(?P<region>{_HAN})(?:大区|区|团队|组|队|部)?"
    r"|(?P<letters>(?<![a-z])(?:usa?|apac|emea|latam|uk|eu|na|sea|anz|dach|mena?|mea)(?![a-z]))(?= ?(?:团队|组|区|队)| team|['’]s| goal| target| quota)"
    r"|(?P<sure>(?<![a-z])(?:usa?|apac|emea|latam|uk|eu|mea)(?![a-z]))(?!\s?[$])"
    r"|(?<![a-z])(?P<name>(?:(?:north|south|east|west)(?:ern)? )?[a-z]{2,16}) team(?![a-z])"
    r"|(?<![a-z])team (?P<side>(?:north|south|east|west)(?:ern)?|central)(?![a-z])"
    r"|(?P<chinese>(?:(?![我们咱本该各个出到给])[\u4e00-\u9fff]){2})(?=团队|大区|战区|区(?!别)|小组|组(?!织)|队(?!友)|分公司|销售部)"
)
_OURS = re.compile(
    r"(?:我|咱)们?的?(?:整个)?(?:团队|组(?!织)|区(?!别)|队(?!友))|本(?:团队|组)|\b(?:my|our)(?: whole| entire)? team(?!mate)"
)
_PRONOUN = re.compile(
    r"(?:for|with|to|give|gives|gets?|help|let|tell|show|send|of|join|by|all|at|on|among|between|from|than|all of) $"
)
_TO_US = re.compile(r" (?:a|the|up|all|to|know|have|see|some|how|what|who)\b")
_NO_NAME = any_of(
    zh="我们 咱们 整个 全部 各个 每个 所有 你们 他们 销售 本月 本季 今年 明年 下月 本周 下周 每月 年度 季度 各团 这个 哪个 全体 两个 其他 那个 我这",
    en="the, our, my, this, that, sales, whole, your, their, entire, every, each, one, all, new, for, of, has, have, had, did, does, is, on, in, to, from, with, and, what, which, who, how, per, by, best, top, other, same, good, great, full, team",
)


def teams_in(shape: Shape) -> list[str]:
    """Return what the teams are called that a sentence names."""
    named = []
    for found in _NAMED.finditer(shape.line):
        kind = found.lastgroup or "name"
        said = shape.words(*found.span(kind))
        if kind == "sure" and said == "us" and _is_pronoun(shape.line, found.start()):
            continue  # "remind us": the pronoun, not the country
        if not _NO_NAME.fullmatch(said.casefold()):
            named.append(said.upper() if kind in ("letters", "sure") else said)
    return list(dict.fromkeys(named))


def team_in(shape: Shape) -> str | None:
    """Return what the first team is called that a sentence names, or the speaker's own where it is spoken of."""
    if named := teams_in(shape):
        return named[0]
    own = shape.scene.own_teams() if _OURS.search(shape.line) else ()
    return own[0] if len(own) == 1 else None


def _is_pronoun(line: str, place: int) -> bool:
    return bool(_PRONOUN.search(line, 0, place) or _TO_US.match(line, place + 2))
