"""How a deal ended: won or lost, for how much, why."""

import re
from datetime import datetime

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.endings import BECAUSE, LOST, NOT_WON, REASONS, WON
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over
from handlers.language.sentences.mood import Mood, mood_of
from handlers.language.sentences.plainly import plainly
from handlers.language.shape import Clause, Shape, Span, signs
from handlers.language.spans.dates import DateSpan, find_dates
from handlers.language.spans.rules import plain

_ACT = re.compile(
    r"认领|释放|退回|转给|分给|派给|成交|签|丢(?!给)|黄了|赢|\b(?:claim\w*|releas\w*|assign\w*|transfer\w*|sign(?:s|ed|ing)?(?!-?\s?off)|clos(?:e|es|ed|ing)|win|wins|won|lose|losing|lost|said no|walk)\b"
)
_OFF = frozenset({Mood.NOT, Mood.WISH, Mood.IF, Mood.ASKED})
_PO = re.compile(
    r"(?<![a-z])(po-(?=[\w-]*\d)[\w-]{2,30})|\bpo(?:\W| (?:number|no|num|nr)\b|[^,，。;\n]{0,40}[,，] ?(?:number|no|nr)\b)[.:#：\s]*(?:is )?((?=[\w-]*\d)[a-z]{0,4}[\d-][\w-]{2,30})"
    r"|(?:采购单号?|订单号|采购订单号?|(?<![a-z])po号?)(?:是|为)?[:：# ]*((?=[\w-]*\d)[\w-]{3,30})",
    re.IGNORECASE,
)
_PAID = any_of(
    zh="首付 首款 预付 预付款 定金 订金 尾款 首期 其中 已付 先付 先收 省了 让了 便宜了 原来 原价 从 比.{0,4}(?:多|少)",
    en="""deposit, upfront, up front, down payment, down, paid, pays?, paying, invoiced?,
        first (?:payment|instal+ment), saved, discount of, was, from, instead of, originally""",
)
_PART = signs(
    r"\s*(?:(?:预付|首付|定金|订金)(?:款)?(?![:：为是]?\s*(?:<percent>|<amount>|<discount>|[\d一二三四五六七八九]))|的?(?:首款|尾款)|deposit|upfront|up front|down\b|now|first)"
)
_PAY = re.compile(
    r"(?:首付|预付|先付|定金)[^，,。;；\n]{1,12}?(?:尾款|余款|剩余|验收)[^，,。;；\n]{0,10}|先付[^，,。;；\n]{1,8}|验收[^，,。;；\n]{0,8}付[清款完]?|款到(?:付款|发货|开通|安装|交付)|(?:付款方式|付款条件|付款|账期)(?:是|为|按|走|[:：\s])*(?P<zh>[^，,。;；\n]{2,20})|分[一二两三四五六\d]{1,3}[期次笔](?:付款?|支付)?|(?:\d{1,3}%)?(?:预付|首付)(?:款)?(?:\d{1,9}(?:\.\d+)?[万wk]|\d{1,3}%|[一二三四五六七八九]成|一半)?|一次性付清|一次性付款|一次付清|全款|月结\d*天?|季付|月付|半年付|年付|按季度?付?|按年付?|按月付?|货到付款|账期\d*天?|款到发货|验收后付款?|(?<![\d-])[3-6]-?[1-6]-?[1-3](?=$|[，,。 ])|"
    r"\bnet[ -]?\d{1,3}\b|\b\d{1,2}/\d{1,2}(?:/\d{1,2})?(?: (?:payment|split))\b|\b[34567]0/[34567]0\b|\bpaid (?:quarterly|monthly|annually|upfront|yearly|in full|in \w+ instal+ments?)|\b(?:quarterly|monthly|annual(?:ly)?|upfront|half up ?front|full) (?:payments?|billing|upfront)|\bbilled \w+|\b\d{1,3}% (?:upfront|deposit|down|advance|on signing)(?:[ ,/&]+(?:and )?\d{1,3}% (?:on|at|after|before|by) [a-z-]+(?: [a-z-]+)?)?|\bhalf now[^,.;\n]{0,20}|\bpayment (?:terms? )?(?:is |are |in |by |on )?[a-z0-9%/ ]{3,30}|\bhalf upfront|\b\w+ instal+ments\b",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"(?P<years>\d{1,2}|[一二两三四五]|\b(?:one|two|three|four|five))[- ]?(?:年|years?\b|yrs?\b)(?!前|后|来|付|底|初|多)|(?P<months>\d{1,3})[- ]?(?:个月|months?\b|mo\b)",
    re.IGNORECASE,
)
# A day beside these words is not the day of the signature.
_OTHER_DAY = any_of(
    zh="付 款 寄 回来 拿回 到账 开工 上线 启动 交付 起(?=\\W|$) 到期 验收 之前 以前 进场 实施 培训 发货 开始",
    en="""happy, due, until, till, by, from, starts?, starting, kick\\w*, go[- ]?live, deliver\\w*, expires?,
        renews?, payable, effective from, before, onboarding, rest""",
)
_TOTAL = re.compile(
    r"(?:总[价额共计]?|合同(?:金额|额|价)?|一共|合计|最终|成交价?|到|total|final(?: amount)?|worth|at|for|to|tcv|deal size)\W*(?:是|为|is|of)?\W*$"
)
_TO_DO = re.compile(
    r"标(?:记|成|为)|当(?=作?丢|作?赢)|处理|改成|改为|设为|按|作|算(?!是)|关(?:了|掉)吧|\b(?:mark|set|flag|put|move)\b"
)
# One deal or the other: which of them is to be asked.
_EITHER = signs(
    r"<deal>\s*(?:或者?是?|还是|要么|/|or)\s*<deal>|不确定是|不知道是哪|忘了是哪|\bnot sure which\b|\bone of them\b"
)
_NEAR = re.compile(r"[，,;；。]")
_SIGNS = re.compile("[\ue000-\ue0ff]")
_HAN = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
# Somebody's own doings, or a thing that broke: where no deal is named, none is meant.
_ELSE = re.compile(
    r"^\W*(?:i|he|she|you|i'm|i've|he's|she's|my|his|her|lunch|office|traffic)\b|\b(?:the|my|our|your) (?!deal|client|customer|account|project|contract|order|bid|tender|business|proposal|po|renewal|opportunity|quote|competitor|other|champion|incumbent)\w+(?: \w+)? (?:is|are|was|'s)\b|\blol\b|\bbetween us\b|^\W*(?:my |the )?(?:office|shop|store|bank) (?:is )?closed|^\W*我(?!们|方|这边|司)(?!.{0,6}(?:签|拿下|丢))|饭|菜|吃|迟到|羡慕|隔壁|朋友|同学|亲戚|别的组|别人家|他们组|其他公司|华为|腾讯|阿里|新闻|段子|保密协议|(?:一单|半单|个单)(?:都|也)?没|签单率|\bhow deals\b|\bdeals get\b|\b(?:friend|neighbou?r|cousin|brother|sister|wife|husband|startup)\b|\b(?:a|an|the|that|his|her) [$£€]?\d[\w.]* ?[mkb]n? (?:deal|round|contract)\b|\b(?:won|lost|signed|closed|landed) (?:a|an|that|another) [^,.;]{0,30}\b(?:with|from|to|at) [a-z]|game|match\b|lunch|coffee"
)
# What stands for the deal tells nothing of why it was lost.
_PRONOUN = re.compile(
    r"(?i)(?:it|this|that|them|the (?:deal|bid|account)|this one|that one|guys|这单|那单|这个|那个|单子|处理吧?)\Z"
)
# Words of a clause that only tells us to write the loss down.
_ORDER = re.compile(
    r"(?:按|做|作|算|就|帮我?|请|麻烦|先|给我?|把|它|可以|直接|标|记|这(?:个|条|单)?|单子|商机|一下|成|为|丢单|失单|处理|关(?:闭|掉)?|了|吧|唉|哎|\W|so|please|pls|mark|marking|moving|move|close|closing|it|this|that|as|to|lost|closed|out|sadly|unfortunately|bad news|ok|sorry|we|i|have)*+",
    re.IGNORECASE,
)


def read_outcome(shape: Shape) -> Meaning | None:
    """Read that a deal was won or lost; a hedged one, or one that may be about something else, carries the doubt."""
    doubtful: Meaning | None = None
    for name, pattern, instead in (("deal_lost", LOST, None), ("deal_won", WON, NOT_WON)):
        for clause in shape.clauses():
            found = pattern.search(shape.line, clause.start, clause.end)
            if found is None or (instead and instead.search(shape.line, clause.start, clause.end)):
                continue
            mood = mood_of(shape, clause, found.start(), found.end())
            if name == "deal_won" and _still_ahead(shape, clause):
                return None
            if mood is Mood.UNSURE and _TO_DO.search(shape.line, clause.start, clause.end):
                mood = Mood.FACT  # 标成赢单吧 is an order and no guess
            if mood in (Mood.FACT, Mood.UNSURE):
                meaning = won(shape, clause) if name == "deal_won" else lost(shape, clause, found)
                if mood is Mood.UNSURE or _EITHER.search(shape.line):
                    meaning.doubts.append("unsure")
                if plainly(shape, clause, *found.span()):
                    return meaning if deals_in(shape) or not _ELSE.search(shape.line, clause.start) else None
                if not deals_in(shape) and _ELSE.search(shape.line[clause.start : clause.end]):
                    continue
                meaning.doubts.append("object")
                doubtful = doubtful or meaning
    return doubtful if deals_in(shape) or shape.scene.thread_deal else None


def denied(shape: Shape, clause: Clause) -> bool:
    """Whether a clause speaks of an end of a deal, or of who holds it, that has not come."""
    for pattern in (WON, LOST, _ACT):
        found = pattern.search(shape.line, clause.start, clause.end)
        if found and mood_of(shape, clause, found.start(), found.end()) in _OFF:
            return True
    return False


def _still_ahead(shape: Shape, clause: Clause) -> bool:
    """Whether a clause names a day to come and says nothing is over: it will be signed, it is not."""
    part = shape.line[clause.start : clause.end]
    later = any(_ahead(shape, span) for _, span in shape.all("date", clause.start, clause.end))
    return later and not re.search(r"了|咗|已|刚|\b(?:won|signed|closed|landed|got|done|executed)\b", part)


def _ahead(shape: Shape, span: Span) -> bool:
    return isinstance(span.value, DateSpan) and span.value.at > shape.scene.now


def _signed(shape: Shape) -> datetime | None:
    """The last day up to today a text names, bare days read as past ones."""
    scene = shape.scene
    for clause in shape.clauses():
        if _OTHER_DAY.search(shape.line, clause.start, clause.end):
            continue
        for _, span in shape.all("date", clause.start, clause.end):
            text = shape.text[span.start : span.end]
            found = find_dates(text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=False)
            if found and found[0].at <= scene.now:
                return found[0].at
    return None


def won(shape: Shape, clause: Clause) -> Meaning:
    """Return what a line says of a win: for how much, since when, on which terms."""
    said: Said = {}
    more: Said = {}
    doubts: list[str] = []
    if amounts := _worth(shape):
        inside = [span for place, span in amounts if clause.start <= place < clause.end]
        total = [span for place, span in amounts if _TOTAL.search(shape.line[:place])]
        said["amount"] = (total[-1:] or inside or [span for _, span in amounts])[0].value
        if len(amounts) > 1 and not total:
            doubts.append("which")
    if (day := _signed(shape)) is not None:
        more["signed_on"] = day
    if po := _PO.search(shape.text):
        more["po"] = next(filter(None, po.groups()))
    if term := _TERM.search(plain(shape.text)):
        count = term["years"] or term["months"]
        number = _HAN.get(count.lower()) or int(count)
        more["term_months"] = number * (12 if term["years"] else 1)
    if (pay := _PAY.search(plain(shape.text))) is not None:
        more["payment"] = shape.text[slice(*pay.span("zh" if pay["zh"] else 0))].strip(TRIM)
    if more:
        said["more"] = more
    return Meaning("deal_won", said, deals_in(shape), needs_deal=True, doubts=doubts)


def _worth(shape: Shape) -> list[tuple[int, Span]]:
    """The amounts a text names that may be the deal's: no part of it that is paid first, no earlier price."""
    found = [(place, span) for place, span in shape.all("amount") if not _PART.match(shape.line, place + 1)]
    return [
        (place, span)
        for place, span in found
        if not _PAID.search(_NEAR.split(shape.line[max(0, place - 10) : place])[-1])
    ]


def lost(shape: Shape, clause: Clause, found: re.Match[str]) -> Meaning:
    """Return what a line says of a loss: why, and whom to."""
    said: Said = {}
    text = shape.line
    others = [one for one in shape.clauses() if one.start != clause.start]
    beside = [one for one in others if not _ORDER.fullmatch(text, one.start, one.end)]
    told = " ".join(text[one.start : one.end] for one in beside)
    inside = text[clause.start : found.start()] + " " + text[found.end() : clause.end]
    because = BECAUSE.search(text)
    reasons = (_reason(part) for part in (text[because.end() :] if because else "", told, inside, found[0]))
    said["choice"] = next((reason for reason in reasons if reason), None)
    why = [shape.words(one.start, one.end).strip(TRIM) for one in beside]
    after = left_over(shape, Clause(found.end(), clause.end), [(place, place + 1) for place, _ in shape.all("deal")])
    ahead = left_over(
        shape, Clause(clause.start, found.start()), [(place, place + 1) for place, _ in shape.all("deal")]
    )
    rest = after if re.search(r"\w{2}", after) else ahead if _reason(text[clause.start : found.start()]) else ""
    rest = _PRONOUN.sub("", BECAUSE.sub("", re.sub(r"^(?:了|咗|啦)+\W*", "", rest)).strip(TRIM))
    if found[0].startswith(("被", "让")):  # by whom is why (被明源截胡)
        rest = (shape.words(*found.span()) + rest).strip(TRIM)
    if why := [*([rest] if len(rest) > 1 else []), *filter(None, (BECAUSE.sub("", one).strip(TRIM) for one in why))]:
        said["reason"] = "，".join(why) if any(not part.isascii() for part in why) else ", ".join(why)
    elif said["choice"] and len(found[0]) > 4:
        said["reason"] = shape.words(*found.span())
    deals = deals_in(shape)
    targets = tuple(one for one in deals if not re.search(r"(?:to|输给|选了|with|chose|picked)\s*$", text[: one.place]))
    if said["choice"] is None and re.match(r"\W*to [a-z]", after, re.IGNORECASE):
        said["choice"] = "competitor"  # lost to somebody, whoever that is
    # A reason nobody here knows would be filed under "other": that is asked, not guessed.
    unknown = said["choice"] is None and bool(re.search(r"\w{2}", _SIGNS.sub("", told)) or len(rest) > 1)
    if unknown:
        said["choice"] = "other"
    return Meaning("deal_lost", said, targets or deals, needs_deal=True, doubts=["note"] if unknown else [])


def _reason(text: str) -> str | None:
    return next((key for key, words in REASONS if words.search(text)), None)
