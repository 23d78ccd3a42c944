"""What an offer is to say beside its goods: the discounts, how it is paid, how long it holds, on which condition."""

import re
from decimal import Decimal
from itertools import islice

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Said
from handlers.language.shape import Shape, Span, signs
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.discounts import DiscountSpan
from handlers.language.spans.numerals import EN_WORD, whole

Cut = tuple[int, int]
_EXTRA_BEFORE = re.compile(
    r"(?:再(?:打|让|给|优惠|降|多|减|便宜)?|额外(?:再)?|另外(?:再)?|多让|追加|叠加|基础上[^，,。]{0,4}|外加|加(?=$)|(?<![a-z])(?:extra|additional|another|further|plus)(?: a| an)?)[的给]?\s*$"
)
_EXTRA_IN = re.compile(r"再|多[打让给]|\b(?:more|extra|additional|further)\b")
_EXTRA_AFTER = re.compile(r"\s*(?:extra|more|on top|additional|further)\b|\s*(?:的)?额外")
_FULL_PRICE = any_of(
    zh="原价 全价 目录价 标准价 刊例价 零折扣", en="list price, full price, standard price, at list, undiscounted"
)
_SOME_DISCOUNT = any_of(
    zh="""(?<![不无没零])打[个点]?折 (?<![不无没零])折扣(?!不变|照旧|不动|一样|同|跟|还是|按) 优惠点 优惠些 优惠一些 便宜点 便宜些 让点利 让利 有优惠 给优惠""",
    en=r"""with (?:a |some )?(?:good |nice |special )?discount, discounted, cheaper, a discount, some discount,
        special price, best price, \d{1,2} off""",
)
ANOTHER = signs(
    r"[<discount><percent>](?:[^,，。;；]{0,12}?)(?:another|an extra|an additional|a further|再[让给降打]?|另[让给]?)\s*(?P<number>\d{1,2}(?:\.\d)?)(?= ?(?:points?|%|percent)| if| when| on top|个点|\s*$|[,，.。])"
)
_MORE = re.compile(
    r"\b(?:another|extra|additional|a further) (?P<number>\d{1,2}(?:\.\d)?) (?:points?|pts)\b|\b(?P<more>\d{1,2}(?:\.\d)?) (?:more|extra|additional) (?:points?|pts)\b"
)
# Before a discount that was and is no more: 从9折改成85折.
_PAST = re.compile(
    r"(?:从|由|原来|之前|原先|上次|不是|别|\b(?:from|was|instead of|rather than|not))(?:的|是)?(?: the| a)?\s*$"
)
# A share of these is no discount.
_OF_OTHERS = any_of(
    zh="税 涨 上浮 加价 毛利 佣金 返点 利息 占比 预付 首付 定金 订金 尾款 违约金 通过率",
    en="uplift, increase\\w*, vat, gst, tax\\w*, margin, commission, deposit, advance, upfront, interest, uptime, growth, rebate, markup",
)
MOST = 50  # percent off: what is more is asked
_SHARE = re.compile(r"\d{1,2}(?:\.\d{1,2})?")
_LENGTH = (
    rf"(?P<count>\d{{1,3}}|[一两二三四五六七八九十]{{1,3}}|半|\b(?:{EN_WORD}|an?|a couple of|couple of)\b)?\s*-?\s*"
    r"(?P<unit>工作日|个?工作日|天|日|个?月|个?星期|周|年|(?:business |working |calendar )?days?\b|d\b|weeks?\b|wks?\b|months?\b|mos?\b|years?\b)"
)
_VALID = re.compile(
    rf"(?:报?价?有效期?(?:改|调|定|缩短|延长|放|给|写|按|设)?(?:是|为|到|成)?|价格?(?:先)?(?:保留|锁定|保持|不变)|保价|锁价|报价保留|\bvalid(?:ity)?(?: period)?(?: (?:for|of|is|up to|to|at))?|\bgood for|\b(?:holds?|holding|keep)(?: (?:it|the price|price|prices|pricing|that))?(?: open)?(?: for)?"
    rf"|\b(?:stays?|remains?|kept|left) open(?: for)?|\bopen for|\bexpir(?:es?|ing) (?:in|after)|\block(?:ed)?(?: in)? (?:for )?)\s*[:：]?\s*{_LENGTH}(?:内?有效)?"
)
_VALID_AFTER = re.compile(rf"(?<![a-z]){_LENGTH}(?:之?内)?\s*(?:有效|validity\b|valid\b|不变|price (?:hold|lock)\b)")
_VALID_UNTIL = any_of(
    zh="有效期?(?:[延改]?[长期]?(?:到|至))?<date> <date>(?:之?前|之?内)?有效",
    en="(?:valid(?:ity)?|good|holds?) (?:until|till|thru|through|to) (?:the )?<date>, expir(?:es?|ing)(?: on)? <date>",
)
_SECOND = r"[^，,。;；:：?？几\s\ue000-\ue0ff]"
# As it is dictated: net sixty, thirty percent down and the balance on go live.
_IN_WORDS = (
    rf"net[ -](?:{EN_WORD})(?:[ -](?:{EN_WORD}))?(?: days)?, (?:(?:{EN_WORD}) (?:percent|per cent)|<percent>) "
    r"(?:down|upfront|up front|deposit|in advance|on sign\w+),? (?:and )?(?:the )?(?:rest|balance|remainder|remaining) "
    r"(?:on|at|after|upon|in) (?:go[- ]live|\w+)"
)
_PAY = any_of(
    zh=rf"""(?:账期|帐期|回款期|结算(?:方式|周期)?|支付方式|付款(?:方式|条件|期限|周期|条款)?)(?:(?:是|为|按|走|改成|用)?[:：]?\s*(?!了|的|计划|[这那吗有可给])(?:<date>走?(?=$|[^\w\ue000-\ue0ff])|(?:{_SECOND}|<percent>){{1,16}})) (?:季度?|年度?|月度?|按月|半年|双月|周)(?:付款?|结算?|缴费?|支付)(?:\d+天)? 现结
        货到(?:\d+天)?(?:内)?(?:付款?|再付|结) 款到(?:发货|开通|交付) 先(?:款后货|货后款) (?:预付|预收|首付|首期|首款|尾款|定金|订金|先付)款?(?:{_SECOND}|<percent>){{0,12}}
        全款(?:到账)? 一次性?付(?:清|款)? 分[一二两三四五六七八九十\d]+(?:期|次|笔|批|年)(?:付款?|支付)? (?:\d{{1,3}}|[一两二三四六九十]{{1,3}}个?)(?:天|月)(?:的)?(?:账期|帐期|内付款|付款|结款) 验收后?(?:\d+天)?(?:再)?付款? 承兑(?:汇票)? 电汇 信用证 对半付 五五开 三七(?:开|付) 按[年季月](?:付|缴|结)(?:费|款)?(?!清)
        (?<!\d)[1-9][-:/][1-9](?:[-:/][1-9]){{0,2}}(?=付|付款|分期|$|[，,。]) [1-9]{{3,4}}(?=付款|分期|付) 票到(?:\d+天)?付款? 背靠背""",
    en=_IN_WORDS
    + r""", net[ -]?\d{1,3}(?: days)?, n\d0, \d{1,3} days? to pay, \d{1,3}[- ]days? (?:payment|terms|net|credit|invoice|pay)(?: terms)?,
        (?:payments?|paid|payable|billed|invoiced)(?: terms?)?:? (?:due |is |are |in |within )*<date>,
        (?:payment|pay|paid|payable|billed|billing|invoiced)(?: terms?)?:? (?:in |of |is |are |on |by |upfront |annually |at |within )*[a-z0-9%/ -]{2,28}?(?=,|;|\.|$| /),
        (?:annual(?:ly)?|monthly|quarterly|yearly|semi-?annual(?:ly)?|bi-?annual(?:ly)?|upfront|up-front|advance|prepaid|milestone|staged)(?: (?:billing|payments?|terms|prepay\w*|upfront|invoicing|in advance|pay|prepaid))+,
        (?:billed|paid|pay|payable|invoiced|prepaid) (?:annually|monthly|quarterly|yearly|upfront|in advance),
        prepaid, prepayment, (?:deposit|down ?payment|advance)(?: of)? <percent>,
        <percent> payment(?: terms)?(?:[^,;.]{0,24}), <percent> (?:upfront|up front|advance|in advance|down|deposit|on signing|on signature|on delivery|now|before)(?:[^,;.]{0,24}),
        (?:split |payment )*\d\d/\d\d(?:/\d\d)?(?: (?:split|payment|terms))?, half (?:now|upfront|up front|in advance|on)[^,;.]{0,24},
        (?:in )?(?:\d{1,2}|two|three|four|six|twelve) (?:equal )?(?:instal+ments?|tranches|payments), cod,
        cash on delivery, invoiced? (?:after|on|upon) [a-z]+, letter of credit, lc at sight, l/c, advance payment, full advance,
        terms:? [a-z0-9%/ -]{2,24}?(?=,|;|\.|$), payment on [a-z]+, pdc, paid (?:annual|month|quarter)ly""",
)
_SHARE_SIGN = signs("<percent>|<discount>")
# The other part of the same: 签约付40%，到货付60%; 30% down, rest on delivery.
_PAY_GOES_ON = signs(
    r"\s*(?:[，,、;；+/]|和|and)\s*(?:and |the )*(?:(?:余款?|尾款|剩[下余]?|其余|到货|质保|发货|验收|上线|交付|签约|rest|balance|remain(?:der|ing)|half)[^，,。;；.\n]{0,24}|<percent>[^，,。;；.\n]{0,3}(?:付|on |at |upon |after |before |once )[^，,。;；.\n]{0,20})"
)
_IF = any_of(
    zh="""如果 若(?!干|是(?:可以|方便)) 要是 限(?=<date>|本|这|今|首|前|新|年|月|于) 前提(?!供)(?:是|条件)? 只要 条件(?:是|为|：|:) 另算 除外 不含 包含 含(?!糊) 包括 附(?!件|近)(?:带|上|送)? 买[一二三]送[一二三] 赠送? 免费 送(?=\\d|[一两三半]|培训|实施|维保|服务)
        带(?=培训|实施|安装|维保|服务|上门|运维|驻场|[一两三\\d]年) 免[^，,。;；]{1,6}费 首[年月]免 (?:签|续|承诺)满?[一两二三四五\\d]+年 [一两二三四五\\d]+年起签 包(?=安装|实施|培训|运费|税|邮|上门)""",
    en="""if, provided, assuming, subject to, as long as, on condition, conditional, contingent, incl\\.?, including,
        includes?, inclusive, excl\\.?, excluding, exclusive, (?:with )?(?:\\d+|one|two|three|a) months? free,
        free (?:onboarding|training|setup|shipping|support|month|months|install\\w*),
        with (?:free )?(?:onboarding|training|setup|support|implementation|installation|shipping), must include,
        waive\\w*, (?:for|upon|on) (?:signing|paying|committing|ordering|prepa\\w+|an? annual prepa\\w+), min(?:imum)? order, (?:\\d|one|two|three|four|five)[- ]?(?:year|yr|month)s? (?:commit\\w*|term|deal|contract|agreement|minimum|lock-?in), once (?:they|he|she|<deal>), in (?:exchange|return) for,
        when (?:they|he|she|<deal>) (?:sign|pay|commit|order|buy)s?, only (?:if|with|for), [a-z ]{3,24} (?:included|thrown in), with [a-z ]{3,24} free, (?:needs? to|should) include, except, unless,
        (?:they|client|customer|buyer|<deal>)(?:'ll)? (?:will )?(?:have|has|needs?|must)(?: to)? (?:commit|sign|prepay|pay|take|order|buy|agree)""",
)
# 签三年的话再让3个点: what comes off only then.
_PROMISED = signs(
    r"(?P<on>[^,，。;；\ue000-\ue0ff\d个套台][^,，。;；\ue000-\ue0ff]{1,11})(?<!如果)(?:的话|的)[,，]?(?:就|可以?|则|我们)?(?:再|另外?|多|额外)*(?:让|给到?|打到?|降|优惠|减|便宜|做到?|按)?(?:他们?|客户)?[<discount><percent>]"
    r"|(?P<by><date>(?:之?前|以?内)?(?:能)?(?:签(?:约|单|合同|下来)?|下单|付款|打款|成交)(?:的话)?)(?:就|可以?|则|能|享受?|再|额外|多|让|给到?|打|按)*[<discount><percent>]"
    r"|(?P<only>[^,，。;；\ue000-\ue0ff]{2,12}?)(?:的话)?才(?:能|可以|会|肯|有|享|享受)?(?:给|打|让|优惠|按)?(?:他们?|客户)?[<discount><percent>]"
    r"|(?P<then>(?:一次性?|提前)?(?:签|付|买|采购|续|满|超|首单|现款|预付|年付|季付|今年|本月|年内)[^,，。;；\ue000-\ue0ff]{0,8}?)(?:就|可以?|则)?(?:(?:再|额外|多)+(?:让|给|打|降|优惠|减|便宜)?)?(?:他们?|客户)?[<discount><percent>]"
    r"|(?P<over>[^,，。;；\ue000-\ue0ff]{0,8}(?:超过?|满|达到?|大于)\d{1,6}[^,，。;；\ue000-\ue0ff]{0,4}?)(?:就|可以?|能|的话|给|打|按|享|享受)*[<discount><percent>]"
    r"|[<discount><percent>](?:的话)?(?:就|才)(?:能|可以|会|肯|愿意|马上|立刻)*(?P<so>[\u4e00-\u9fff]{2,6})"
)
_PAID = re.compile(
    "(?:一次性?|提前|现款|预付|[年季月]付|付)+"
)  # how it is paid, and no condition unless more comes off for it
_NO_IF = any_of(
    zh="如果(?:可以|方便|行|来得及) 要是(?:可以|方便)",
    en="if (?:so|possible|you please|you can|you could|at all possible|that'?s ok(?:ay)?|not too much trouble|poss)",
)


_IF_ENDS = re.compile(
    r"能不?能?打?几折|能不能|最低能|\b(?:and|so) (?:i|they|could|can|please|we|he|she)\b|\b(?:can|could) (?:we|you|i)\b"
)
_BEHIND = frozenset({"另算", "除外"})  # these close what they speak of


def discounts_in(shape: Shape, said: Said, condition: Cut | None, pay: Cut | None) -> list[str]:
    """Take the discounts; one that is wished for without a number is asked."""
    line = shape.line
    for place, span in shape.all("discount"):
        if isinstance(span.value, DiscountSpan) and not _PAST.search(line, max(0, place - 8), place):
            extra = _extra(shape, place) or "discount_pct" in said
            said.setdefault("extra_discount_pct" if extra else "discount_pct", span.value.percent_off)
    if "extra_discount_pct" not in said and (more := ANOTHER.search(line)):
        said["extra_discount_pct"] = Decimal(more["number"])
    elif "extra_discount_pct" not in said and (more := _MORE.search(line)):
        said["extra_discount_pct"] = Decimal(more["number"] or more["more"])
    if "discount_pct" in said and "extra_discount_pct" not in said:
        shares = [one for at, one in shape.all("percent") if not inside(at, pay) and _extra(shape, at)]
        if shares:
            said["extra_discount_pct"] = share(shape, shares[0])
    if "discount_pct" in said or "extra_discount_pct" in said:
        others = [at for at, _ in shape.all("percent") if not (inside(at, pay) or inside(at, condition))]
        rival = any(_OFFERED.search(line, max(0, at - 16), at) and not _extra(shape, at) for at in others)
        return ["which"] if "discount_pct" in said and rival else []
    if _FULL_PRICE.search(line):
        said["discount_pct"] = Decimal(0)
        return []
    free = [one for one in shape.all("percent") if not (inside(one[0], condition) or inside(one[0], pay))]
    free = [one for one in free if not _OF_OTHERS.search(line, max(0, one[0] - 8), one[0] + 12)]
    if len(free) != 1:
        return ["which"] if free or _SOME_DISCOUNT.search(line) else []
    percent = share(shape, free[0][1])
    said["extra_discount_pct" if _extra(shape, free[0][0]) else "discount_pct"] = percent
    return [] if percent < MOST else ["which"]


_OFFERED = re.compile(
    r"(?:报|给到?|按|改成|降到|\b(?:quote|offer)(?: (?:them|him|her|it))?(?: at)?|go (?:up |down )?to|make it|at)\s?$"
)


def share(shape: Shape, span: Span) -> Decimal:
    """Return a share as it was typed, with what stands behind its point."""
    typed = _SHARE.search(shape.text, span.start, span.end)
    return Decimal(typed[0] if typed else str(span.value))


def _extra(shape: Shape, place: int) -> bool:
    """Whether a discount comes on top of another one."""
    span, line = shape.at(place), shape.line
    own = shape.text[span.start : span.end].casefold() if span else ""
    before = _EXTRA_BEFORE.search(line, max(0, place - 16), place)
    return bool(before or _EXTRA_IN.search(own) or _EXTRA_AFTER.match(line, place + 1))


def inside(place: int, cut: Cut | None) -> bool:
    return cut is not None and cut[0] <= place < cut[1]


def valid_in(shape: Shape, said: Said) -> Cut | None:
    """Take how long the offer shall hold."""
    line = shape.line
    if found := _VALID.search(line) or _VALID_AFTER.search(line):
        said["valid_days"] = (
            _count(found["count"] or "1") * _days_of(found["unit"]) // (2 if found["count"] == "半" else 1)
        )
        return found.span()
    if until := _VALID_UNTIL.search(line):
        day = next((span.value for _, span in shape.all("date", *until.span())), None)
        if isinstance(day, DateSpan):
            zone, last = shape.scene.zone, day.until or day.at
            said["valid_days"] = (last.astimezone(zone).date() - shape.scene.now.astimezone(zone).date()).days
            return until.span()
    return None


def _count(said: str) -> int:
    return 2 if "couple" in said else 1 if said in ("a", "an", "半") else whole(said)


def _days_of(unit: str) -> int:
    if re.match("个?月|mo", unit):
        return 30
    if re.match("周|个?星期|w(?!orking)", unit):
        return 7
    return 365 if unit[0] in "年y" else 1


def paid_in(shape: Shape, said: Said, condition: Cut | None) -> Cut | None:
    """Take how it shall be paid, where that is not what a discount depends on."""
    found = [one for one in islice(_PAY.finditer(shape.line), 4) if not inside(one.start(), condition)]
    if not found:
        return None
    start, end = found[0].span()
    for more in found[1:]:  # 首付30%，验收后付尾款
        end = more.end() + bool(_SHARE_SIGN.match(shape.line, more.end())) if more.start() - end < 3 else end
    while rest := _PAY_GOES_ON.match(shape.line, end):
        end = rest.end()
    said["payment_terms"] = shape.words(start, end).strip(TRIM)
    return start, end


def condition_in(shape: Shape, pay: Cut | None) -> Cut | None:
    """Find the part that says on which condition, up to its end; what stands before it is none of it."""
    promised = _PROMISED.search(shape.line)
    if promised and not inside(promised.end() - 1, pay):
        said = promised[promised.lastgroup or 0]
        if promised.lastgroup != "then" or not _PAID.fullmatch(said) or _extra(shape, promised.end() - 1):
            return promised.span(promised.lastgroup or 0)
    for clause in shape.clauses():
        found = _IF.search(shape.line, clause.start, clause.end)
        if found is None or inside(found.start(), pay) or _NO_IF.match(shape.line, found.start()):
            continue
        start = clause.start if found[0] in _BEHIND else found.start()
        over = _IF_ENDS.search(shape.line, found.end(), clause.end)
        return start, over.start() if over else clause.end
    return None
