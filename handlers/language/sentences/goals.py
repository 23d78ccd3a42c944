"""Goals of people and teams."""

import re

from handlers.language.sentences.cues import asked
from handlers.language.sentences.meaning import Meaning, Said, deals_in, members_in
from handlers.language.shape import Shape
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.reported import find_period

_GOAL = re.compile(r"目标|指标|任务(?!书)|业绩目标|quota|kpi|\b(?:goal|target|quota)s?\b")
_GOAL_SET = re.compile(
    r"定(?:为|到|成|在|个)?|设(?:为|定|成|到|个)?|改(?:为|成|到)?|调(?:整)?(?:为|到|成)?|是|为|\b(?:set|is|to|at|make|change|raise|lower|update|bump|give|=|should be|assign|for)\b|[:：]|给|上调|下调|提到|冲"
)
_REGIONS = r"华东|华南|华北|华中|西南|西北|东北|\b(?:us|apac|emea)\b"
_METRIC = (
    ("calls", r"电话|\bcalls?\b"),
    ("visits", r"拜访|\bvisits?\b"),
    ("won_deals", r"单(?!价)|个客户|成单数|\bdeals?\b|\bwins\b|\blogos\b|\bcustomers\b"),
    ("leads", r"线索|\bleads?\b"),
    ("meetings", r"会议|见面|\bmeetings?\b"),
    ("demos", r"演示|\bdemos?\b"),
    ("payment", r"回款|\bcollections?\b|\bpayments?\b"),
    ("revenue", r""),
)
_COUNT = re.compile(
    r"(\d{1,6})\s*(?:个|单|家|次|通|场|条|deals?|calls?|visits?|leads?|demos?|meetings?|logos?|wins?|customers?|new)"
)
_SPLIT = re.compile(
    r"平分|均分|平均分|分摊|拆(?:到|给|分)|按人|\bsplit\b|\bevenly\b|\bper (?:rep|head|person)\b|\bdivid\w+\b"
)


def read_goal(shape: Shape) -> Meaning | None:
    """Read a goal that is set."""
    line, scene = shape.line, shape.scene
    goal = _GOAL.search(line)
    if (
        goal is None
        or deals_in(shape)
        or asked(line)
        or re.search(r"差|完成了|达成|hit|missed|behind|reached|gap|加油|冲刺吧", line)
    ):
        return None
    amount = next((span.value for _, span in shape.all("amount")), None)
    count = _COUNT.search(line)
    if (amount is None and count is None) or not (
        _GOAL_SET.search(line) or members_in(shape) or re.search(rf"我|\bmy\b|{_REGIONS}", line)
    ):
        return None
    said: Said = {}
    metric = next(key for key, words in _METRIC if re.search(words, line))
    if isinstance(amount, AmountSpan):
        said["amount"] = amount
        metric = "payment" if metric == "payment" else ""
    elif count:
        said["number"] = int(count[1])
    more: Said = {"metric": metric} if metric and metric != "revenue" else {}
    if people := members_in(shape):
        said["who"] = people[0][1]
    elif re.search(r"\bmy\b|我(?:的|自己|这|个人)?|^我", line):
        said["who"] = scene.me
    elif team := re.search(
        r"(?P<name>华东|华南|华北|华中|西南|西北|东北|\b(?:us|apac|emea)\b|[\u4e00-\u9fff]{2}(?=区|团队|大区|组|队))",
        line,
    ):
        said["team"] = shape.words(*team.span())
    if found := find_period(shape.text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=True):
        said["period"] = found.period
    if _SPLIT.search(line):
        more["split"] = "equal"
    return Meaning("goal_set", said | {"more": more})
