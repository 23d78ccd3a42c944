"""Goals of people and teams: whose, how much or how many, of which period."""

import re
from dataclasses import replace
from datetime import date

from handlers.language.sentences.cues import any_of, asked
from handlers.language.sentences.meaning import Meaning, Said, deals_in, members_in
from handlers.language.sentences.teams import team_in
from handlers.language.shape import Shape, signs
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.numerals import EN_WORD, whole
from handlers.language.spans.reported import find_period
from handlers.language.typed.scopes import YEAR
from handlers.language.words import Mention
from sales.money import money
from sales.periods import Period, containing

_GOAL = any_of(
    "目标 指标 任务(?!书) 配额 定额 业绩要求 kpi",
    "goals?, targets?, quotas?, kpis?, number(?= (?:is|to|at|for)), okrs?, shooting for, aiming (?:for|at), aims? (?:for|at), commit(?:s|ted|ting)? to, put (?:me|<member>|us) down for",
)
_SET = any_of(
    "定 设 改 调 是 为 [:：] 给 上调 下调 提到 提高 加到 降到 冲 要 得 拿 做到 至少 签",
    r"set, is, to, at, make, change, raise, lower, update, bump, give, =, should, assign, for, [:：], of, needs?, must, has to, have to, gets?, increase, cut",
)
# Without a word for a goal it is one only where somebody is told what they shall reach.
_SHALL = any_of(
    "定 要(?:签|做|打|拜访|完成|冲|拿|卖|达到|跑|出|见|约) 得(?:签|做|打|完成|拿|卖|跑) 必须 至少 做到 冲到? 签(?=\\d|[一二两三四五六七八九十])",
    "should (?:close|win|make|do|bring|sign|hit|book|get|reach|land|sell|deliver), (?:needs?|has|have|is|are) to (?:close|win|make|do|bring|sign|hit|book|get|reach|land|sell|deliver), must, at least",
)
_DONE = any_of(
    """差 完成了 达成 已完成 超额 超了 了吗 离目标 加油 冲刺吧 做了 签了 打了 拿了 进度 完成率 完成度 预测 估计 可能 希望 争取 昨天 上周 上个?月 如果 能不能
    没完成 没达到 达到了 还有 距离""",
    """hit(?! \\d| [$¥€£]|<amount>| <amount>), missed, behind, reached, gap, so far, already, made, did, closed, won(?! deals), forecast, might, maybe, hope, hopefully, if, left, remaining, away from,
    short of, ahead of, on track, progress, attainment, beat""",
)
_ME = any_of("我(?!们)(?:的|自己|这|个人)? 本人", "my, mine, i, me")
_METRIC = (
    ("calls", any_of("电话 通话 外呼", "calls?, dials?, phone calls?")),
    ("visits", any_of("拜访 走访 上门", "visits?")),
    ("meetings", any_of("会议 见面 会面 约见 场会", "meetings?, appointments?")),
    ("demos", any_of("演示 demo", "demos?, demonstrations?")),
    ("leads", any_of("线索 商机 新客", "leads?, opportunit(?:y|ies), prospects?")),
    ("payment", any_of("回款 收款 到账", "collections?, payments?, cash(?: collected)?, collected")),
    ("quotes", any_of("报价", "quotes?, proposals?")),
    (
        "won_deals",
        any_of(
            "单(?!价|独) 个客户 成单数? 签约 家 个项目",
            "deals?, wins?, logos?, customers?, new business, contracts?, accounts?",
        ),
    ),
)
_COUNT = re.compile(
    rf"(?<![\d.,$¥€£a-z])(\d{{1,6}}|(?:{EN_WORD})(?= )|[一二两三四五六七八九十百]{{1,4}})\s*(?:[个单家次通场条份]|\+? ?(?:new |won |closed |signed |fresh )?(?:deals?|calls?|visits?|leads?|demos?|meetings?|logos?|wins?|customers?|appointments?|dials?|quotes?|opportunit|prospects?|contracts?|proposals?))"
)
_RAISED = re.compile(
    r"(?:从|由|原来|原先|from)[^,，。]{0,12}(?:\ue006|\d)[^,，。]{0,6}?(?:改成|改为|改到|调到|调成|调为|上调|下调|提到|提高到|加到|降到|变成|到|至|\bto\b|->|→)|"
    r"不是[^,，。]{0,8}\ue006[^,，。]{0,3}[,，]?\s?(?:是|而是|改)"
)
_TOGETHER = signs(r"<member> ?(?:和|跟|与|、|&|and) ?<member>")
_BEFORE = any_of(
    "原来 之前 原先 去年 上个?(?:月|季度?) 比",
    "was, previously, before, last (?:year|month|quarter), vs, up from, down from, instead of, not",
)
_LABELLED = re.compile(r"\W*(?:\ue001|\w+ team) ?[:：]")  # "Amy: 25 calls this week"
_EACH = any_of("各 每人 都是 分别", "each, both, apiece, respectively")
_SPLIT = any_of(
    "平分 均分 平均分 分摊 拆(?:到|给|分) 按人 均摊 平摊 人均分",
    r"split, evenly, equally, per (?:rep|head|person), divid\w+, shared (?:out|equally)",
)
_SHORTER = re.compile(r"q[1-4]|h[12]|季|月|周|week|month|quarter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_UNITS = (
    ("quarter", re.compile(r"quarter|季|q[1-4]")),
    ("month", re.compile(r"month|月(?:底|末)")),
    ("year", re.compile(r"year|年(?:底|末)")),
)
_COMPANY = any_of("全公司 公司 全员 整个公司", "company, company-wide, everyone, whole company, entire company")


def read_goal(shape: Shape) -> Meaning | None:
    """Read a goal that is set."""
    line = shape.line
    if not (_GOAL.search(line) or _SHALL.search(line) or _LABELLED.match(line)):
        return None
    if any(not one.fuzzy for one in deals_in(shape)) or asked(line) or _DONE.search(line):
        return None
    meaning = _goal(shape)
    if meaning is None:
        return None
    said = meaning.said
    whose = {"who", "team"} & said.keys()
    named = _GOAL.search(line) and (_SET.search(line) or whose)
    told = whose and "period" in said and (_SHALL.search(line) or ("number" in said and _LABELLED.match(line)))
    return meaning if named or told else None


def as_goal(shape: Shape) -> Meaning | None:
    """Return whose goal it is, how much or how many and of which period, of a line that sets one."""
    meaning = _goal(shape)
    return meaning if meaning and {"who", "team"} & meaning.said.keys() else None


def _goal(shape: Shape) -> Meaning | None:
    said = _whose(shape)
    worth = _worth(shape, said)
    if not worth:
        return None
    if period := _period(shape):
        said["period"] = period
    meaning = Meaning("goal_set", said | worth, doubts=_doubts(shape))
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
    elif metric == "won_deals":
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
    """Whose goal it is: a colleague's, mine, a team's or the company's."""
    if people := members_in(shape):
        return {"who": people[0][1]}
    if team := team_in(shape):
        return {"team": team}
    if _COMPANY.search(shape.line):
        return {"team": "*"}
    return {"who": shape.scene.me} if _ME.search(shape.line) else {}


def _value(shape: Shape) -> Said:
    """How much money it is, or how many of something."""
    pivot = _RAISED.search(shape.line)  # from 500k to 600k: what it shall be
    start = pivot.end() if pivot else 0
    amount = next((span.value for _, span in shape.all("amount", start)), None)
    count = _COUNT.search(shape.line, start)
    if isinstance(amount, AmountSpan):
        return {"amount": amount}
    try:
        return {"number": whole(count[1])} if count else {}
    except ValueError:
        return {}


def _period(shape: Shape) -> Period | None:
    """Which period is meant: a year that is named alone, else what the text speaks of."""
    scene = shape.scene
    year = YEAR.search(shape.text)
    if year and not _SHORTER.search(shape.line.replace("\ue005", " ")) and not _shorter(shape):
        return containing("year", date(int(year[0]), 1, 1))
    found = find_period(shape.text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=True)
    if found is None or found.period.unit != "day":
        return found.period if found else None
    said = shape.text[found.start : found.end].casefold()  # by the end of a quarter is in that quarter
    unit = next((unit for unit, words in _UNITS if words.search(said)), "day")
    return containing(unit, found.period.first)


def _shorter(shape: Shape) -> bool:
    """Whether a part of a year is named."""
    return any(_SHORTER.search(shape.text[span.start : span.end].casefold()) for _, span in shape.all("date"))
