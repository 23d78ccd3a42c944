"""What a list is about: whose deals, of which period, which page; and what sets a goal or a rate."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial

from handlers.language.spans.amounts import find_amounts
from handlers.language.spans.certain import not_a_change, sure
from handlers.language.spans.currencies import named_code
from handlers.language.spans.dates import find_dates
from handlers.language.spans.reported import Found, find_period
from handlers.language.typed.slots import ME, TEAM, TRIM, Line
from handlers.language.words import Scene, Unclear
from sales.clean import clean_line
from sales.money import money
from sales.periods import containing
from sales.playbook import Stage
from sales.refusal import Refused

# What our own buttons call a person and a team by.
TOKEN = re.compile(r"(?<![\w-])(?:m(?P<member>\d{1,18})|(?P<team>t\d{1,18}))(?![\w-])")
PAGE = re.compile(r"\bpage\s*(\d{1,4})\b|第\s*(\d{1,4})\s*页", re.IGNORECASE)
ALL = frozenset({"all", "everybody", "everyone", "company", "the company", "全部", "所有人", "全公司", "公司", "全员"})
JOINTS = re.compile(
    r"^(?:(?:of|for|in|by|from|to|the)\b|的|在|是|定为|设为)\s*|\s*(?:\b(?:of|for|in|by|from|to|is|goal)|的|目标|业绩)$",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\w.,-])20[2-3]\d(?![\w.,%-])(?!\s*年)")
SPLIT = re.compile(
    r"\bsplit(?:\s+(?:evenly|equally))?\b|\b(?:evenly|equally)\b|平分|均分|平均分配|分摊到人", re.IGNORECASE
)
NONE = re.compile(r"(?<!\w)(?:none|off|remove)(?!\w)|取消|删除|不设", re.IGNORECASE)
SURE = re.compile(r"(?<!\w)sure(?!\w)|确认|没错", re.IGNORECASE)
COUNT = re.compile(r"(?<![\d.,])(\d{1,6})\s*(?:deals?|wins?|won|orders?|个单子?|个商机|单|个客户)(?!\w)", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w.])")
SIGNED = re.compile(rf"[-−]?{NUMBER.pattern}")
RATE_WORDS = re.compile(r"\b(?:from|since|on|is|as|of|at|to|[A-Za-z]{3})\b|从|自|起|开始|为|是|兑|元|人民币")
MOST_DIGITS = 15


def listed(line: Line, scene: Scene) -> None:
    """Read whose deals a list is about, of which period that has begun, and which page of it."""
    _listed(line, scene, forward=False)


def ahead(line: Line, scene: Scene) -> None:
    """Read the same, where a bare quarter or month is the next to end."""
    _listed(line, scene, forward=True)


def staged(line: Line, scene: Scene) -> None:
    """Read the same, of the deals in one stage where one is called so."""
    if found := called_stage(line.rest, scene.stages):
        key, start, end = found
        line.said["stage"] = key
        line.take(start, end)
    _listed(line, scene, forward=False)


def page(line: Line, scene: Scene) -> None:
    """Read which page of a list is meant."""
    if found := PAGE.search(line.rest):
        line.said["page"] = int(found[1] or found[2])


def called_stage(text: str, stages: Sequence[Stage]) -> tuple[str, int, int] | None:
    """Return the stage a text calls a stage, and where: a team may have the name alone."""
    for stage in stages:
        names = "|".join(re.escape(name) for name in (stage.zh, stage.en, stage.key, *stage.words))
        pattern = rf"(?:\bstage\s+|(?:阶段|节点)[:：\s]*)(?:{names})(?!\w)|(?:{names})\s*(?:阶段|节点|stage\b)"
        if found := re.search(pattern, text, re.IGNORECASE):
            return stage.key, found.start(), found.end()
    return None


def goal(line: Line, scene: Scene) -> None:
    """Read a goal: whose, of which period, how much or how many, whether it is split among a team."""
    not_a_change(line.rest)
    for word, pattern in (("split", SPLIT), ("none", NONE)):
        if _takes(line, pattern):
            line.said["choice"] = word
    _period(line, scene, forward=True)
    bare = False
    if count := COUNT.search(line.rest):
        line.said["number"] = Decimal(count[1])
        line.take(count.start(), count.end())
    else:
        bare = _amount(line, scene)
    _whose(line, scene)
    if bare and (who := line.said.get("who")):  # in the currency of the goals they had
        line.said["amount"] = money(line.said["amount"].units, scene.currency(f"m{who}"))


def rate(line: Line, scene: Scene) -> None:
    """Read a rate: the currency, what one unit is worth, from which day on."""
    for word, pattern in (("sure", SURE), ("none", NONE)):
        if _takes(line, pattern):
            line.said["choice"] = word
    for found in find_dates(line.rest, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=False)[:1]:
        line.said["day"] = found.at.astimezone(scene.zone).date()
        line.take(found.start, found.end)
    named = named_code(line.rest)
    if named is None:
        raise Refused("rate_needed")
    line.said["currency"] = named[0]
    line.take(named[1], named[2])
    line.said |= _worth(line.rest)


def _listed(line: Line, scene: Scene, *, forward: bool) -> None:
    if page := PAGE.search(line.rest):
        line.said["page"] = int(page[1] or page[2])
        line.take(page.start(), page.end())
    if not _is_somebody(line.rest, scene):  # May and April are people as well
        _period(line, scene, forward=forward)
    _whose(line, scene)


def _worth(text: str) -> dict[str, Decimal]:
    """What one unit is worth; of "100 JPY = 4.65 CNY" the one by the other. Words that are none of a rate are refused."""
    numbers = [_decimal(found[0]) for found in SIGNED.finditer(text)]
    if RATE_WORDS.sub("", SIGNED.sub("", text)).strip(TRIM + "=≈") or len(numbers) > 2:
        raise Refused("rate_needed")
    if len(numbers) == 2 and numbers[0] > 0:
        return {"number": numbers[1] / numbers[0]}
    return {"number": numbers[0]} if numbers else {}


def _is_somebody(text: str, scene: Scene) -> bool:
    return bool(text.strip(TRIM)) and len(scene.find_member(text.strip(TRIM))) == 1


def _period(line: Line, scene: Scene, *, forward: bool) -> None:
    find = partial(find_period, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=forward)
    found = find(line.rest)
    if found is None and len(words := line.rest.split()) > 1 and (last := find(words[-1])):
        # A bare "June" is a month only where it stands alone, or last.
        start = len(line.rest) - len(words[-1])
        found = Found(start + last.start, start + last.end, last.period)
    if found is not None:
        line.said["period"] = found.period
        line.take(found.start, found.end)
    elif year := YEAR.search(line.rest):
        line.said["period"] = containing("year", scene.now.date().replace(year=int(year[0]), day=1))
        line.take(year.start(), year.end())


def _whose(line: Line, scene: Scene) -> None:
    """Read me, everybody, a person or else a team; what stands beside it is not understood."""
    if token := TOKEN.search(line.rest):
        line.said |= {"who": int(token["member"])} if token["member"] else {"team": token["team"]}
        line.take(token.start(), token.end())
    name = _bare(line.rest)
    if not name:
        return
    if name.casefold() in ME:
        line.said["who"] = scene.me
    elif name.casefold() in ALL:
        line.said["team"] = "*"
    else:
        _person_or_team(name, line, scene)


def _person_or_team(name: str, line: Line, scene: Scene) -> None:
    found = scene.find_member(name)
    if len(found) > 1:
        raise Unclear("member", name, tuple((one.token, one.label) for one in found))
    if found:
        line.said["who"] = found[0].id
    else:
        line.said["team"] = clean_line(TEAM.sub(" ", name)).strip(TRIM) or name


def _bare(text: str) -> str:
    ends = TRIM + "?？!！"
    name = clean_line(text).strip(ends)
    while (shorter := JOINTS.sub("", name).strip(ends)) != name:
        name = shorter
    return name


def _amount(line: Line, scene: Scene) -> bool:
    """Read how much money; return whether no currency was said with it."""
    currency = scene.currency(None)
    for found in find_amounts(line.rest, currency=currency):
        line.said["amount"] = sure(found, line.rest).amount
        line.take(found.start, found.end)
        return not found.stated_currency
    if number := NUMBER.search(line.rest):
        line.said["amount"] = money(_decimal(number[0]), currency)
        line.take(number.start(), number.end())
    return number is not None


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", "").replace("−", "-"))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS:
        raise Refused("amount_unreadable", field="amount", asked=clean_line(text)[:60])
    return number


def _takes(line: Line, pattern: re.Pattern[str]) -> bool:
    found = pattern.search(line.rest)
    if found is not None:
        line.take(found.start(), found.end())
    return found is not None


SCOPE_SLOTS: dict[str, Callable[[Line, Scene], None]] = {
    function.__name__: function for function in (listed, ahead, staged, page, goal, rate)
}
