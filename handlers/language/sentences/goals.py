"""Goals of people and teams: whose, how much or how many, of which period."""

import re
from dataclasses import replace
from datetime import date

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, members_in
from handlers.language.sentences.periods import period_in
from handlers.language.sentences.teams import team_in
from handlers.language.shape import Shape, signs
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.certain import not_a_change
from handlers.language.spans.numerals import EN_WORD, whole
from handlers.language.spans.rules import plain
from handlers.language.typed.scopes import YEAR
from handlers.language.words import Mention
from sales.money import money
from sales.periods import Period, containing

_ME = any_of("我(?!们|觉得)(?:的|自己|这|个人)?", "i, me, my(?! team| boss| manager)")
# Whose goal it plainly is, whoever else is named.
_MY_GOAL = any_of(
    "我(?:的|自己的?|个人的?)(?=[^，,。]{0,8}(?:目标|指标|任务|quota|target))",
    "my (?=(?:[a-z]+ |<date> ?|<amount> ?){0,3}(?:goal|target|quota|number|kpi))",
)
_REVENUE = any_of("业绩 销售额 营收 营业额 收入", "revenue, sales(?: amount| volume)?(?! team| target), turnover")
_METRIC = (
    ("calls", any_of("电话", "calls?")),
    ("visits", any_of("拜访", "visits?")),
    ("meetings", any_of("约见", "meetings?")),
    ("demos", any_of("demo", "demos?")),
    ("leads", any_of("线索 新客", "leads?")),
    ("payment", any_of("回款", "")),
    ("quotes", any_of("", "proposals?")),
    (
        "won_deals",
        any_of(
            "单(?!价|独) 个客户 签约 家",
            "deals?, wins?, logos?, customers?, new business, contracts?, accounts?",
        ),
    ),
)
_NUMBER = rf"\d{{1,6}}|(?:{EN_WORD})(?![a-z])|[一二两三四五六七八九十百]{{1,4}}(?=[个单家次通场条份人台])"
_COUNT = re.compile(
    rf"(?<![\d.,$¥€£a-z])({_NUMBER})(?:(?=\s*[个单家次通场条份])|(?= ?\+? ?(?:new |won |closed |signed |fresh )?(?:deal|call|visit|lead|demo|meeting|logo|win|customer|appointment|dial|quote|opportunit|prospect|contract|proposal)))"
)
_ALONE = re.compile(rf"(?<![\d.,$¥€£a-z-])({_NUMBER})(?![\d%.:a-z])")
_RAISED = re.compile(
    r"(?:从|由|原来|原先|from)[^,，。]{0,12}(?:\ue006|\d)[^,，。]{0,6}?(?:改成|改为|改到|调到|调成|调为|上调|下调|提到|提高到|加到|降到|变成|到|至|\bto\b|->|→)|"
    r"不是[^,，。]{0,8}\ue006[^,，。]{0,3}[,，]?\s?(?:是|而是|改)"
)
_TOGETHER = signs(r"<member> ?(?:和|跟|与|、|&|and) ?<member>")
_BEFORE = any_of(
    "原来 去年 比",
    "was, before, last (?:year|month|quarter)",
)
_EACH = any_of("各 每人", "each")
_SPLIT = any_of(
    "平分 均分 平均分 拆(?:到|给|分) 按人 均摊 平摊",
    r"split, evenly, equally, per (?:rep|head|person), divid\w+",
)
_SHORTER = re.compile(r"q[1-4]|h[12]|季|月|周|week|month|quarter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_UNITS = (
    ("quarter", re.compile(r"quarter|季|q[1-4]")),
    ("month", re.compile(r"month|月(?:底|末)")),
    ("year", re.compile(r"year|年(?:底|末)")),
)
_COMPANY = any_of("全公司 公司 全员 整个公司", "company, whole company")


def as_goal(shape: Shape) -> Meaning | None:
    """Return whose goal it is, how much or how many and of which period, of a line that sets one."""
    if not _RAISED.search(shape.line):
        not_a_change(plain(shape.text))
    said = _whose(shape)
    worth = _worth(shape, said)
    if not worth or not said:
        return None
    doubts = _doubts(shape)
    if {"number"} == set(worth) or ("who" in said and _beside_a_team(shape)):
        doubts.append("unsure")
    if period := _period(shape):
        said["period"] = period
    meaning = Meaning("goal_set", said | worth, doubts=doubts)
    if _EACH.search(shape.line):  # 张伟和李娜各50万
        others = [said | {"who": one} for _, one in members_in(shape)[1:]]
        meaning.others = [Meaning("goal_set", one | _worth(shape, one)) for one in others]
    elif _TOGETHER.search(shape.line):
        meaning.doubts.append("unsure")
    return meaning


def _worth(shape: Shape, said: Said) -> Said:
    """How much it is, of what, and whether it is split."""
    line, value = shape.line, _owned(shape, said, _value(shape))
    if not value:
        return {}
    metric = next((name for name, words in _METRIC if words.search(line)), "revenue")
    if "amount" in value:
        metric = "payment" if metric == "payment" else "revenue"
    if metric not in ("revenue", "won_deals"):
        value = {"more": {"metric": metric, "value": value.get("number", value.get("amount"))}}
    elif metric == "won_deals" or ("amount" in value and _REVENUE.search(line)):
        value = value | {"more": {"metric": metric}}
    if _SPLIT.search(line):
        value["more"] = value.get("more", {}) | {"split": "equal"}
    return value


def _doubts(shape: Shape) -> list[str]:
    """Of two amounts that are no change from one to the other nobody knows which is meant."""
    amounts = {one.value.amount for _, one in shape.all("amount") if isinstance(one.value, AmountSpan)}
    return ["unsure"] if len(amounts) > 1 and not _RAISED.search(shape.line) and not _BEFORE.search(shape.line) else []


def _owned(shape: Shape, said: Said, value: Said) -> Said:
    """The value, an amount without a currency in that of the goals somebody had."""
    amount, who = value.get("amount"), said.get("who")
    id = who.named[0].id if isinstance(who, Mention) and len(who.named) == 1 else who
    if amount is None or amount.stated_currency or not isinstance(id, int):
        return value
    currency = shape.scene.currency(f"m{id}")
    return value | {"amount": replace(amount, amount=money(amount.amount.units, currency), low=None)}


def _whose(shape: Shape) -> Said:
    """Whose goal it is: plainly mine or the company's, a colleague's, a team's."""
    if _MY_GOAL.search(shape.line):
        return {"who": shape.scene.me}
    if _COMPANY.search(shape.line):
        return {"team": "*"}
    if people := members_in(shape):
        return {"who": people[0][1]}
    if team := team_in(shape):
        return {"team": team}
    return {"who": shape.scene.me} if _ME.search(shape.line) else {}


def _beside_a_team(shape: Shape) -> bool:
    """Whether a team is named apart from a colleague: the goal may be either's."""
    return bool(members_in(shape)) and team_in(shape) is not None


def _value(shape: Shape) -> Said:
    """How much money it is, or how many of something."""
    pivot = _RAISED.search(shape.line)  # from 500k to 600k: what it shall be
    start = pivot.end() if pivot else 0
    amount = next((span.value for _, span in shape.all("amount", start)), None)
    if isinstance(amount, AmountSpan):
        return {"amount": amount}
    count = _COUNT.search(shape.line, start) or _ALONE.search(shape.line, start)
    try:
        return {"number": whole(count[1])} if count else {}
    except ValueError:
        return {}


def _period(shape: Shape) -> Period | None:
    """Which period is meant: a year that is named alone, else what the text speaks of."""
    year = YEAR.search(shape.text)
    if year and not _SHORTER.search(shape.line.replace("\ue005", " ")) and not _shorter(shape):
        return containing("year", date(int(year[0]), 1, 1))
    found = period_in(shape, forward=True)
    if found is None or found[1].unit != "day":
        return found[1] if found else None
    unit = next((unit for unit, words in _UNITS if words.search(found[0])), "day")
    return containing(unit, found[1].first)  # by the end of a quarter is in that quarter


def _shorter(shape: Shape) -> bool:
    """Whether a part of a year is named."""
    return any(_SHORTER.search(shape.text[span.start : span.end].casefold()) for _, span in shape.all("date"))
