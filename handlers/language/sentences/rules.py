"""Rules of the team that somebody wants to change."""

import re

from handlers.language.sentences.cues import asked
from handlers.language.sentences.meaning import Meaning, Said, deals_in
from handlers.language.shape import Shape

_RULE = re.compile(
    r"规则|上限|最多(?:持有|跟|领|拿)|(?:自动|多久|超过).{0,14}(?:回收|退回|收回|掉(?:回)?公海|释放)|(?:响应|跟进|首次联系|首联).{0,10}(?:改|设|调|时限|时间)|轮流分配|自动分配|轮询|保护期|回收(?:期|时间)|每人.{0,6}(?:上限|最多|不超过)|\brules?\b|\bcap\b|\blimit\b|\bauto-?(?:assign|release|return|recycle)\w*|\bround[- ]?robin\b|\bsla\b|\bmax(?:imum)?\b.{0,20}\b(?:leads|deals|per rep)|\bper rep\b|\bprotection\b|\bpolicy\b|\bthreshold\b"
)
_RULE_SET = re.compile(
    r"改(?:为|成|到)|设(?:为|成|定|置)?|调(?:整)?(?:为|到|成)?|从.{1,20}(?:开始|起)|开启|关闭|启用|停用|以后|今后|变成|加到|降到|\b(?:set|change|make|raise|lower|update|turn (?:on|off)|enable|disable|increase|reduce|switch|from now on|should be|is now|limit|cap)\b|[:：=]"
)


def read_rule(shape: Shape) -> Meaning | None:
    """Read that a rule is to be changed."""
    line = shape.line
    found = _RULE.search(line)
    if (
        found is None
        or not _RULE_SET.search(line)
        or deals_in(shape)
        or asked(line)
        or not re.search(
            r"\d|[一二三四五六七八九十]|开启|关闭|启用|停用|\bon\b|\boff\b|round|轮|enable|disable", shape.text
        )
    ):
        return None
    more: Said = {"rule": shape.text.strip()}
    return Meaning("admin_rule", {"more": more})
