"""What a deal is worth: amounts and payments."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.mood import Mood, mood_of, supposes
from handlers.language.sentences.news import PAYMENT, SIGN, Cuts, News, cut_around, whole_of
from handlers.language.sentences.sums import HALF, SURELY, is_other, sum_of
from handlers.language.shape import Clause, Shape, Span, signs
from handlers.language.spans.amounts import AmountSpan

_AMOUNT_LEAD = re.compile(
    r"(?:(?:合同|项目|报价|总|订单|成交|合同总)?(?:金额|价格?|预算|总价|报价|盘子|额|(?<![a-z])(?:amount|budget|price|quote)(?![a-z]))?\s*(?:还是|就是|现在|改|先|按|从|是|为|到|成|调|调整|变|涨|降|压|砍|谈|提|做|能|定|在|给|约|大概|大约|差不多|更新|上调|下调|修订|修改|变更|核定|敲|确认|写|填|批了?|：|:|(?<![a-z])keep(?![a-z])\s?)*|"
    r"(?<![a-z])(?:(?:new |deal |contract |the |order )*(?:amount|budget|price|value|size|total|quote|worth|tcv|acv|figure|number|forecast)?(?: (?:is|now|at|to|of|on|around|about|from|still|stays?|keeps?|remains|was|for|went|up|down|raised|dropped|set|settled|it's|changed|bumped|comes|be|goes|as))*|(?:call|makes|keep|put) (?:it|that)(?: at| to)?))[\s:：]*$"
)
_AMOUNT_TAIL = re.compile(
    r"\s*(?:左右|上下|走|算|吧|了|不变|没变|的|total|budget|now|or so|as before|unchanged|stays|still)*"
)
_WORTH = re.compile(
    r"预算|金额|报|价|值|做到|大概|大约|差不多|估计|budget|amount|quote|price|worth|value|approval|approved|total|brings?|comes? to|makes it|谈到|改|调|deal|still|now|is|at|order|走|不变|批|size|for"
)
_RIVAL = re.compile(
    r"竞品|竞争对手|对手|友商|别家|他们报|成本|罚|奖金|投资|融资|营收|采购额|销售额|营业额|流水|去年|上年|薪|工资|对方报|产值|注册资本|年收入|\b(?:competitor\w*|rival|they quoted|the other|revenue|cost us|raised|lost|losing|wasted|spent|downtime|last year|funding|series|penalty|fines?|fined|sav(?:e|es|ed|ing|ings))\b"
)
# An amount that these words lead to is the deal's, whatever else the clause speaks of.
_OWN = re.compile(
    r"(?:金额|合同额|总价|总额|合同价|成交价|\b(?:amount|deal (?:value|size)|contract value|total|tcv|acv)\b)[^，,。;\ue000-\ue0ff]{0,8}$"
)
# An amount that is surely the deal's new one, whatever else is told: so nobody says what a deal was won for.
_PRICED = signs(
    r"(?:金额|预算|报价|价格?|总价|合同额|盘子|[涨降改调谈提加减升砍变压整订核敲做][到至成为定]|先?[写填]|[要能愿会](?:意)?[投出]|投入|最多给到?|给到|报了?|定(?:了|在|为)|合计|总共|一共|总计|[顶最]多|值|含税|同意|认可)(?:[是为到至成了:： 个在]|还是|大概|大约|差不多)*$"
    r"|(?<![a-z])(?:(?:amount|budget|price|value|deal size|total|tcv|acv|forecast|number|figure|brings? it|comes|up|down|went|now|revised|raised|reduced|changed|increased|dropped|cut|bumped|upsized|downsized|trimmed|settled|agreed|keep(?:ing)?|stays?|can (?:only )?do|looking at|ok with|fine with|(?:call|makes?|keep|put|brings?) (?:it|that|us))(?![a-z])"
    r"|(?:quoted|offered|negotiated)(?: (?:<deal>|them|him|her))?(?![a-z]))(?: (?:to|at|is|was|been|of|on|now|about|around|from|still|approved|confirmed|agreed|the|a))*[^\w\ue000-\ue0ff]*$"
)
# What the customer would pay is not yet what the deal is worth.
_DEMANDED = re.compile(
    r"(?:想要|要求|希望|还价)[^，,。]{0,8}$|\b(?:ask(?:ed|s|ing)|want(?:s|ed)?|demand\w*|insist\w*|counter\w*|hop(?:es|ed|ing))\b[^,;.]{0,30}$"
)
# Nor is what we aim at, or what they hope for.
_AIMED = re.compile(r"(?:至少|起码|最少|争取|力争)要?(?:能)?[做谈卖拿签](?:到|成|下)?[^，,。]{0,2}$")
_HOPED_FOR = re.compile(
    r" (?:is|'s|was) what (?:\S+ ){1,3}(?:hop|want|ask|expect|look|aim|push)\w*|(?:是|就是)(?:他们?|客户|对方|\S{1,3})(?:想|希望|要求|提|开)的"
)
# Money that came or is still to come.
_CAME_IN = signs(
    r"(?:打|汇|转|付|交|回|收)(?:进来|过来|来|进|到|了)+<amount>|(?:还差|剩(?:下|余)的?|(?<!只)剩的?)<amount>|<amount>[^，,。]{0,3}<date>[^，,。]{0,3}(?:付|打|结)(?=\W*$)|<amount>(?:今天|昨天|已经|已|都|全部|刚|<date>)*(?:进来|入账|进账|进帐|到位)了?|全款<amount>|"
    r"\b(?:got|received|wired|transferred|sent us) <amount> (?:from|into|in)\b|(?<![a-z])first <amount>(?! (?:deal|order|opportunity))|<amount> (?:is |are |now )?(?:came in|landed|hit the account|due|overdue|outstanding|cleared)"
)
_THEIRS = re.compile(
    r"(?:他们|对方|客户|他|她|人家|竞\S{1,3})(?:自己|家|公司)?的[^，,。]{0,12}$|\b(?:their|his|her|its(?! ?$)|whose)\b(?! (?:budget|price|offer|order|target))[^,;.]{0,24}$"
)
_DELTA = re.compile(
    r"(?:涨|降|多|少|加|减|便宜|省|提高|增加|减少|砍|压|让|优惠|\b(?:up|down|more|less|extra|add|another|increased?|reduced?|cut|saved?|higher|lower|knock|by))(?:了|掉| by| an?)*\s*$"
)
# What may come to be is not yet what it is.
_MIGHT = re.compile(r"可能[会要]|说不定|没准|\b(?:might|may|could)\b")
# By how much it is more or less than before.
_MORE = signs(
    r"<amount> (?:cheaper|less|more(?! likely)|lower|higher|off|extra|on top|too (?:high|much|expensive))(?![a-z])|<amount>的?(?:差价|差额|差距)"
)
_BESIDE_SUM = re.compile(r"\b(?:in|now|already|so far|today|just|came|arrived|landed)\b|到了?|已|了|进来|入账")
_STOP = re.compile(r"[，,；;。！？!?\n]")
OR = re.compile(
    r"^\W{0,9}(?:(?:or|/)\W{0,3}(?:maybe|possibly|perhaps|even)?|maybe|possibly|perhaps|或者?(?:可能|也许|大概)?是?|还是|可能|也许)\W{0,9}$"
)


# How and when is paid, which needs no sum.
_PAID_BY = any_of(
    zh="首付 首款 预付 定金 订金 尾款 余款 付款 回款 账期 分期 分[两三四五二六\\d]+[期次笔批] 货到付款 款到发货 月结 季付 打款 汇款 进度款 质保金 保证金 付(?=款|全款|清)",
    en="""deposit, down ?payment, upfront, balance, payments?(?! (?:system|gateway|module|platform|product|app)), instal+ments?, prepay\\w*,
        net ?\\d{2,3}, pay(?:s|ing)?(?= (?:the|in|by|monthly|quarterly|yearly|annually|on|half|all|after|upfront|net|<percent>|<date>|us)), invoices?, retainer""",
)
# What is agreed on, written like a day.
TERMS = any_of(
    zh="付款(?:方式|条件|比例|节点|条款) 账期 (?<!\\d)\\d(?:[-:：]\\d){2,}(?!\\d)",
    en="payment (?:terms|split|schedule|plan)",
)


def take_money(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    """Take what a deal is worth, or what was paid."""
    line = shape.line[clause.start : clause.end]
    amounts = _sums(shape, clause)
    if not amounts:
        if _PAID_BY.search(line) and not supposes(line):
            news.more.setdefault("payment", whole_of(shape, clause))
        return
    place, span = amounts[-1]
    before = shape.line[clause.start : place]
    phrase = line if _OWN.search(before) else _phrase(shape, place)
    alone = not re.search(r"\w", _BESIDE_SUM.sub("", SIGN.sub("", line)))
    if alone:
        phrase = f"{news.before} {phrase}"  # a sum that stands alone is what was spoken of before
    if PAYMENT.search(phrase) or _CAME_IN.search(line):
        if not isinstance(news.more.get("payment"), AmountSpan):  # of two sums the second is what is left to pay
            news.more["payment"] = span.value
        return
    if sum_of(shape, place)["worth"] < SURELY and (_RIVAL.search(phrase) or _THEIRS.search(before)):
        return
    mood = mood_of(shape, clause, place, place + 1)
    if mood in (Mood.NOT, Mood.IF, Mood.ASKED):
        return
    less = _DELTA.search(before) and not re.search(r"到|至|\bto\b", before[-4:])
    if less or _MORE.match(shape.line, place):
        news.doubts.append("delta")
        return
    ranged = isinstance(span.value, AmountSpan) and span.value.high is not None
    hardly = sum_of(shape, place)["worth"] < HALF and not alone
    if hardly or ranged or (len(amounts) > 1 and OR.match(shape.line[amounts[-2][0] + 1 : place])):
        news.doubts.append("which")
    if (
        _MIGHT.search(before)
        or _AIMED.search(before)
        or _HOPED_FOR.match(shape.line, place + 1)
        or (_DEMANDED.search(before) and not _PRICED.search(before))
    ):
        news.doubts.append("unsure")
    if mood in (Mood.WISH, Mood.UNSURE) and not (_WORTH.search(line) or _PRICED.search(before)):
        news.doubts.append("unsure")
    news.said["amount"] = span.value
    for at, _ in amounts:
        cut_around(shape, clause, at, cuts, (_AMOUNT_LEAD, _AMOUNT_TAIL))


def _sums(shape: Shape, clause: Clause) -> list[tuple[int, Span]]:
    """The sums of a clause; by how much one wants it less is said beside what it is."""
    amounts = [one for one in shape.all("amount", clause.start, clause.end) if not is_other(shape, one[0])]
    while len(amounts) > 1 and _DELTA.search(shape.line[clause.start : amounts[-1][0]]):
        amounts.pop()
    return amounts


def _phrase(shape: Shape, place: int) -> str:
    """The words around a sign up to the next comma: a space between Chinese words parts nothing."""
    before, after = shape.line[:place], shape.line[place:]
    start = max((found.end() for found in _STOP.finditer(before)), default=0)
    stop = _STOP.search(after)
    return before[start:] + (after[: stop.start()] if stop else after)
