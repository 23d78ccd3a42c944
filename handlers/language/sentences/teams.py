"""Which team a sentence speaks of, by the words teams are called by."""

import re

from handlers.language.shape import Shape

_REGIONS = "华东 华南 华北 华中 西南 西北 东北 华西 港澳 海外 大客户"
_NAMED = re.compile(
    rf"(?P<region>{'|'.join(_REGIONS.split())})(?:大区|区|团队|组|队|部)?"
    r"|(?P<letters>(?<![a-z])(?:us|apac|emea|latam|uk|eu|na|sea|anz|dach|mena)(?![a-z]))(?= ?(?:团队|组|区|队)| team|['’]s| goal| target| quota)"
    r"|(?P<sure>(?<![a-z])(?:us|apac|emea|latam)(?![a-z]))"
    r"|(?<![a-z])(?P<name>(?!the |our |my |this |sales |whole |your )[a-z]{2,16}) team(?![a-z])"
    r"|(?P<chinese>[\u4e00-\u9fff]{2})(?=团队|大区|战区|小组|分公司)"
)
_PRONOUN = re.compile(r"(?:for|with|to|give|help|let|tell|of|join|by|all|at|on|among|between|from|than|all of) $")
_NO_NAME = frozenset(
    (
        *("the", "our", "my", "this", "sales", "whole", "your", "entire", "every", "each", "one", "all", "new"),
        *(
            "我们",
            "咱们",
            "整个",
            "全部",
            "各个",
            "每个",
            "所有",
            "你们",
            "销售",
            "本月",
            "本季",
            "今年",
            "明年",
            "下月",
            "本周",
            "下周",
            "每月",
            "年度",
            "季度",
        ),
    )
)


def team_in(shape: Shape) -> str | None:
    """Return what the team is called that a sentence names."""
    for found in _NAMED.finditer(shape.line):
        kind = found.lastgroup or "name"
        said = shape.words(*found.span(kind))
        if kind == "sure" and said == "us" and _PRONOUN.search(shape.line[: found.start()]):
            continue  # "remind us": the pronoun, not the country
        if said.casefold() not in _NO_NAME:
            return said.upper() if kind in ("letters", "sure") else said
    return None
