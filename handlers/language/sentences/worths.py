"""How far a deal is and what it is worth: chances, stages, amounts, payments."""

import re

from handlers.language.sentences.meaning import TRIM
from handlers.language.sentences.mood import Mood, mood_of
from handlers.language.sentences.news import PAYMENT, SIGN, Cuts, News, cut_around
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.amounts import AmountSpan
from handlers.language.typed.fields import find_stage

_CHANCE = signs(
    r"把握|概率|可能性|赢率|赢面|胜率|胜算|希望|机会|几率|成功率|成单率|\b(?:likely|likelihood|chances?|confiden\w*|probab\w*|sure|odds|certain|pct|prob|win)\b"
    r"|(?:<deal>|\b(?:is|now|sits|sitting|stands|currently)) (?:at|around|about) <percent>"
)
_SHARE = re.compile(
    r"首付|首款|预付|定金|订金|尾款|付款|回款|折|优惠|让利|涨|降价|增长|减少|佣金|提成|税|完成|进度|便宜|市场|份额|"
    r"\b(?:deposit|upfront|down ?payment|off|discount|increase|growth|tax|commission|paid|payment|margin|more|less|done|complete|finished|cheaper|share|higher|lower|cut)\b"
)
_CHANCE_AROUND = (
    re.compile(
        r"(?:成交|赢单)?(?:把握|概率|可能性|赢率|赢面|胜率|胜算|成功率|成单率|几率|希望)?(?:从[^，,。]{1,6}?(?=[提升降涨调改]))?(?:估计|大概|大约|有|现在|目前|提到|升到|降到|调到|改成|到|是|为|约|也就|:|：)*\s*$|"
        r"\b(?:(?:win |close )?(?:probability|chance|likelihood|confidence|odds|prob)?(?: (?:is|now|at|to|about|around|up|down|of|maybe|dropped|went|raised|we're|i'm|i'd say|say|feeling))*)\s*$"
    ),
    re.compile(
        r"\s*(?:的)?(?:把握|概率|可能性|希望|机会|左右|了)?(?:\s*(?:likely|chance|confident|confidence|probability|sure|odds|certain|now|to close|prob|win|of closing))*"
    ),
)
_STAGE_WORDS = (
    ("contacted", r"已联系|初步联系|联系上了?|\bcontacted\b"),
    (
        "qualified",
        r"需求(?:已经|都|已)?(?:明确|确认|摸清|清楚)(?:了)?|需求(?=阶段|环节)|\bqualified\b|\bqualification\b",
    ),
    ("proposal", r"方案报价|(?:方案|报价)(?:阶段|节点|环节)|\bproposal(?: stage| phase)?\b"),
    (
        "negotiation",
        r"商务谈判|谈判|议价|商务阶段|谈商务|商务(?!部|条款|同事|经理|标|对接|合同|人)|砍价|\bnegotiat(?:ion|ions|ing)\b",
    ),
    (
        "contract",
        r"签约(?:阶段|流程|环节)|合同(?:阶段|流程|环节)|走合同(?:流程)?|\bcontract(?:ing)?(?: stage| phase)?\b",
    ),
    ("delivery", r"交付(?:阶段)|\bdelivery (?:stage|phase)\b"),
)
_STAGE_LEAD = re.compile(
    r"(?:(?:已经|已|正式|现在|目前|我们|刚|可以|算|就)*(?:进入|进到|推进到?|到了?|转到|转入|变成|改成|改为|更新为|更新到|推到|走到|处于|阶段是|阶段|状态|进)|"
    r"\b(?:just |has |have |been |is |are |was |we |it |officially |now )*(?:moved|moving|move|moves|advanced|advancing|progressed|now|in|at|into|to|entered|entering|status|stage|is|set|put|update|updated)(?: (?:in|at|into|to|the|now|on|stage|is|it|\ue000))*)[\s:：]*$"
)
_STAGE_TAIL = re.compile(r"\s*(?:阶段|stage|phase|节点|环节|了|中|now|already|today)*")
_AMOUNT_LEAD = re.compile(
    r"(?:(?:合同|项目|报价|总|订单|成交|合同总)?(?:金额|价格?|预算|总价|报价|盘子|额)?(?:还是|就是|现在|改|先|按|从|是|为|到|成|调|调整|变|涨|降|压|砍|谈|提|定|在|给|约|大概|大约|差不多|更新|上调|下调|确认|批了?|：|:)*|"
    r"\b(?:(?:new |deal |contract |the )*(?:amount|budget|price|value|size|total|quote|worth|tcv|acv|figure|number)?(?: (?:is|now|at|to|of|around|about|approved|from|still|stays|remains|was|for|went|up|down|raised|dropped|set|it's|changed|bumped|comes|be|goes|confirmed|as))*))[\s:：]*$"
)
_AMOUNT_TAIL = re.compile(
    r"\s*(?:左右|上下|走|算|吧|了|不变|没变|的|total|budget|now|or so|approved|confirmed|as before|unchanged)*"
)
_WORTH = re.compile(
    r"预算|金额|报|价|值|budget|amount|quote|price|worth|value|approval|approved|total|brings?|comes? to|makes it|谈到|改|调|deal|still|now|is|at|order|走|不变|批|size|for"
)
_RIVAL = re.compile(
    r"竞品|竞争对手|对手|友商|别家|他们报|成本|罚|奖金|投资|融资|营收|薪|工资|对方报|产值|注册资本|年收入|\b(?:competitor\w*|rival|they quoted|the other|revenue|cost us|raised|funding|series|penalty|fines?|fined|sav(?:e|es|ed|ing|ings))\b"
)
# An amount that these words lead to is the deal's, whatever else the clause speaks of.
_OWN = re.compile(
    r"(?:金额|合同额|总价|总额|合同价|成交价|\b(?:amount|deal (?:value|size)|contract value|total|tcv|acv)\b)[^，,。;\ue000-\ue0ff]{0,8}$"
)
# An amount that is surely the deal's new one, whatever else is told: so nobody says what a deal was won for.
_PRICED = re.compile(
    r"(?:金额|预算|报价|价格?|总价|合同额|盘子|[涨降改调谈提加减升砍变压整][到至成为])(?:[是为到至成了:： ]|还是|大概|大约|差不多)*$"
    r"|\b(?:amount|budget|price|value|deal size|total|tcv|acv|brings? it|comes|up|down|went|now|revised|raised|reduced|changed|increased|dropped|cut|bumped)\b(?: (?:to|at|is|of|now|about|around|from|still))*\W*$"
)
_CARRIED = re.compile(r"\s*(?:走|算|的?(?:预算|盘子)|不变|budget\b|approved\b)")
_THEIRS = re.compile(
    r"(?:他们|对方|客户|他|她|人家|竞\S{1,3})(?:自己|家|公司)?的[^，,。]{0,12}$|\b(?:their|his|her|its|whose)\b(?! (?:budget|price|offer|order|target))[^,;.]{0,24}$"
)
_DELTA = re.compile(
    r"(?:涨|降|多|少|加|减|便宜|省|提高|增加|减少|砍|让|优惠|\b(?:up|down|more|less|extra|add|another|increased?|reduced?|cut|saved?|higher|lower|knock|by))(?:了|掉| by| an?)*\s*$"
)
_BESIDE_SUM = re.compile(r"\b(?:in|now|already|so far|today|just|came|arrived|landed)\b|到了?|已|了|进来|入账")
_STOP = re.compile(r"[，,；;。！？!?\n]")
OR = re.compile(
    r"^\W{0,9}(?:(?:or|/)\W{0,3}(?:maybe|possibly|perhaps|even)?|maybe|possibly|perhaps|或者?(?:可能|也许|大概)?是?|还是|可能|也许)\W{0,9}$"
)
_ONLY = re.compile(
    r"\b(?:is|are|at|now|about|around|up|to|down|still|we|we're|we are|i'm|it's|it|say|i'd|call|maybe|currently|mov(?:ed?|ing)|bump(?:ed|ing)?|rais(?:ed?|ing)|put(?:ting)?|lower(?:ed|ing)?|drop(?:ped|ping)?|upp?(?:ed|ing)|lift(?:ed|ing)?|adjust(?:ed|ing)?|changed?|changing|updat(?:e|ed|ing)|mark(?:ed|ing)?|from|the|a|deal|like|feels?|looking)\b|[现在目前是到了大概估计约有我觉得升降提调改成为把从这单那]"
)

_NO_MORE = signs(r"\s*(?:到|至|提到|[升涨降调改][到成]|->|→|to|up to|down to)\s*<percent>")


def take_chance(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    """Take how likely a deal is to be won."""
    for place, span in shape.all("percent", clause.start, clause.end):
        around = shape.line[max(clause.start, place - 14) : min(clause.end, place + 18)]
        if _NO_MORE.match(shape.line, place + 1):
            continue
        if _SHARE.search(around) and not re.search(r"把握|概率|likely|chance|probab|confiden", around):
            continue
        alone = not re.search(r"\w", _ONLY.sub("", SIGN.sub(" ", shape.line[clause.start : clause.end])))
        if not (_CHANCE.search(around) or alone):
            continue
        if not 0 <= int(str(span.value)) <= 100:
            continue
        news.said["probability"] = span.value
        cut_around(shape, clause, place, cuts, _CHANCE_AROUND)
        return


def take_stage(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    """Take the stage a deal has come to."""
    line = shape.line[clause.start : clause.end]
    for key, words in _STAGE_WORDS:
        for found in re.finditer(words, line):
            lead, tail = _STAGE_LEAD.search(line[: found.start()]), _STAGE_TAIL.match(line, found.end())
            named = re.search("阶段|stage|phase|环节|流程", found[0] + (tail[0] if tail else ""))
            before = line[: lead.start() if lead else found.start()]
            bare = not re.sub(r"[\W\ue000-\ue0ff]|is|了|已", "", before) and not line[
                tail.end() if tail else found.end() :
            ].strip(TRIM + "咯了")
            told = (key in ("qualified", "contacted") and bare) or (key == "contacted" and "联系上" in found[0])
            out = (
                key == "proposal"
                and re.match(r"(?:已经|已|都)?(?:发|给|交|递)", line[found.end() :])
                and found[0] == "方案报价"
            )
            if not ((lead and (bare or lead.end() - lead.start() > 3)) or named or told or out):
                continue
            if mood_of(shape, clause, clause.start + found.start(), clause.start + found.end()) is not Mood.FACT:
                continue
            stage = find_stage(key, shape.scene)
            if stage is None:
                continue
            news.said["stage"] = stage
            if not out:
                start = lead.start() if lead else found.start()
                cuts.append((clause.start + start, clause.start + (tail.end() if tail else found.end())))
            return


def take_money(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    """Take what a deal is worth, or what was paid."""
    line = shape.line[clause.start : clause.end]
    amounts = list(shape.all("amount", clause.start, clause.end))
    if not amounts:
        return
    place, span = amounts[-1]
    before = shape.line[clause.start : place]
    phrase = line if _OWN.search(before) else _phrase(shape, place)
    if not re.search(r"\w", _BESIDE_SUM.sub("", SIGN.sub("", line))):
        phrase = f"{news.before} {phrase}"  # a sum that stands alone is what was spoken of before
    if PAYMENT.search(phrase):
        news.more["payment"] = span.value
        return
    if _RIVAL.search(phrase) or _THEIRS.search(before):
        return
    mood = mood_of(shape, clause, place, place + 1)
    if mood in (Mood.NOT, Mood.IF, Mood.ASKED):
        return
    if _DELTA.search(before) and not re.search(r"到|至|\bto\b", before[-4:]):
        news.doubts.append("delta")
        return
    ranged = isinstance(span.value, AmountSpan) and span.value.high is not None
    if ranged or (len(amounts) > 1 and OR.match(shape.line[amounts[-2][0] + 1 : place])):
        news.doubts.append("which")
    if mood in (Mood.WISH, Mood.UNSURE) and not _WORTH.search(line):
        news.doubts.append("unsure")
    news.said["amount"] = span.value
    news.priced = bool(_PRICED.search(before) or _CARRIED.match(shape.line, place + 1))
    for at, _ in amounts:
        cut_around(shape, clause, at, cuts, (_AMOUNT_LEAD, _AMOUNT_TAIL))


def _phrase(shape: Shape, place: int) -> str:
    """The words around a sign up to the next comma: a space between Chinese words parts nothing."""
    before, after = shape.line[:place], shape.line[place:]
    start = max((found.end() for found in _STOP.finditer(before)), default=0)
    stop = _STOP.search(after)
    return before[start:] + (after[: stop.start()] if stop else after)
