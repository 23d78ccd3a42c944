"""What somebody wants to have offered, and how many of it."""

import re
from collections.abc import Iterable, Iterator

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM
from handlers.language.shape import Shape
from handlers.language.spans.numerals import EN_WORD, in_words, whole
from handlers.language.spans.rules import plain
from sales.quoting import Item

CUT = ";"
_HEADS = frozenset({"-", "人", "人用", "of"})  # those who use it are not what is bought
# With one of these signs a few words tell something, and name nothing.
_TELLS = re.compile(
    "[说问催嫌觉得过了着吗呢吧啊不没很太差急先再就都还被让把给跟有要想看谈聊找价他她我你们快尽麻烦谢是走见和也做]|(?<!标)签|等(?!离)|在(?!线)|比(?!例)|能(?!源|耗)"
)
_LASTS = re.compile(r"\d+[- ]?(?:year|yr|month|mo|day)s?\b|[\d一二两三四五六七八九十半]+(?:年期?|个月|天|周)")
# Where the words that name a thing are over, and others begin.
_STOP = re.compile(
    r"按|要|给(?!水)|让|什么|多少|能(?!源|耗|力)|可以|看看|帮|请(?!假)|一起|的话|都|就|也|不(?!锈)|吗|呢|麻烦|客户|他们|我们?|急|起步?$|以上|封顶|到|重$|折扣|优惠|写|出(?!入|库)|买|换|加(?!密|速|急|固|购)|[一二两三四五六七八九十百千]+(?:个|张|份|套|台)|"
    r"\b(?:is|are|was|were|be|can|could|will|would|should|may|that|which|who|what|how|when|where|if|or|not?|than|each|per|apiece|total|possible|doable|please|pls|plz|asap|today|tomorrow|they|we|i|he|she|it|you|there|here|so|like|max|min|only|just|finally|kindly|via|this|these|those|them|uh|um|er|else|otherwise|instead|annual(?:ly)?|monthly|yearly|quarterly|up ?front|prepaid|split|need(?:s|ed)?|want(?:s|ed)?|say|says|said|asked|asking|has|have|had|done|out|ready)\b"
)
_ARTICLE = re.compile(r"\b(?:an?|the|our) *$")  # before what it belongs to, which names no thing
LONGEST = 120  # of a part that says what is wanted
_MEASURE = "人[天月日]|个|套|台|件|份|张|条|次|块|支|箱|批|席(?!位)|位(?!置)|名|户(?!外)|人(?=[用的版]|$)|组|枚|把|辆|部|只|颗|间|本|盒|卷|项(?!目)|吨|米|公斤"
_HAN = "[〇零一二两三四五六七八九十百千]{1,7}"
# Lengths of time, shares, sums and numbers of something are no quantity.
_NO_UNIT = (
    r"(?!\s?(?:人版|用户版|天|周|年|月|个月|个星期|星期|个工作日|工作日|个?点(?!位)|小时|个小时|分钟|期|成|折(?!扣)|家(?!具|电|居)|种|档|[套个]方案|个(?:版本|选项)|部分|%|％|元|块钱|万|亿|号|日|点(?!位)|版(?!本?账)|轮|楼|层|"
    r"(?:working |business )?(?:days?|weeks?|months?|mos?|mths?|years?|yrs?|hours?|hrs?|h|minutes?|mins?|am|pm)\b|(?:more |extra )?(?:percent|pct|points?|pts)\b|an? [a-z]|"
    r"(?:nd|st|rd|th|k|m|x(?! ?[a-z]))\b|[- ](?:year|yr|month|day|week)s?\b|points?\b|pts?\b|off\b|instal\w*|each\b|per\b|apiece|/\s?[a-z]|[- ]?options?\b|versions?\b|%))"
)
_COUNT = re.compile(
    rf"(?<![\d.$¥€£v#-])(?<![a-wyz])(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}(?!\d| dozen)){_NO_UNIT}(?:\+|来|多|-?ish)?"
    rf"|(?P<han>{_HAN})(?!个?(?:月|星期|工作日|小时|点(?!位)|方案|版本)|套方案|部分)(?:来|多)?(?=(?:{_MEASURE}|人|位|席|点位|用户|账号|套))"
    rf"|\b(?P<word>(?:(?!zero|one\b)(?:{EN_WORD})(?:[ -](?:hundred|thousand))?(?:[ -](?:and )?(?:{EN_WORD}))?(?:[ -](?:{EN_WORD}))?|(?:a|one) (?:hundred|thousand)(?: (?:and )?(?:{EN_WORD})(?:[ -](?:{EN_WORD}))?)?|half a dozen|a dozen|(?:{EN_WORD}|\d{{1,2}}) dozen|dozen))\b"
    r"(?=[ -](?!more time|of (?:us|them)\b)[a-z])" + _NO_UNIT
)
_NUMBERED = re.compile(
    r"(?:第|minus|less|below|for the price of|top of the|单价[:：为是]?|每[个套台人]?|价格?|超过|达到?|大于|满|\b(?:phase|option|tier|level|version|step|number|no\.?|part|round|item|section|clause|q|plan|room|floor)) ?$"
)
_AFTER = re.compile(
    rf"[ ]?(?:[x×*✕]\s*|-\s?)?(?:{_MEASURE})?的?(?:pcs|pieces|nos\.?|units?(?= of\b)|units?(?= [a-z])|qty)?(?: of)?\s*(?:the |our )?"
)
_BEFORE = re.compile(r"(?:\b(?:qty|quantity)|数量|[x×*✕~≈约])\s*[:：=为是]?\s*$")
# What parts one thing from another.
_PARTS = re.compile(
    r"[;，。;；:：、\n()（）|/+&@!！?？\[\]]|,(?!\d{3}(?!\d))|(?<!\d),|(?<=[^\d\s])(?<!\bnos)(?<!\bapprox)\.(?=\s|$)|\s[-–—]\s|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|和|及|外加|加(?![购急固])(?=[\u4e00-\u9fff]{1,8}[\d一二两三四五六七八九十])|另外|另(?!付)|以及|还有|加上|"
    r"(?<!hundred )(?<!thousand )\band\b|\b(?:plus|with|w|for|at|by|on|to|from|as well as|along with|in|due|before|until|till|if|but|because|so|then|based|per|via|over|covering|against)\b"
)
# What is no part of a product's name, at its beginning or end.
_PLAIN = any_of(
    zh=r"""正式 详细 完整 书面 最终 首次 电子 盖章 英文 中文 快速 问 多少钱? 减 再 需(?!求) 需要 想要? 要(?!求|件|素) 做 出(?!入|库) 来 补(?!充) 整 打(?!印|卡) 看[下看]? 先(?!进) 按照 了 的 和 跟 把
        的?价[格钱] 什么价 然后 想知道 请(?!假) 我们? 客户 他们? 她 咱们? 对方 单子 项目 [这那]边 [这那]个? 数量? 量(?=\W|$) 是 为 [一总合]?共计? 总计? 大[概约致] 约 左右 差不多 [预估]计 下(?!载) 一下? 吧 哈 哦 呢 啊 呀 嘛 谢谢 辛苦
        报(?!表|警|告) 报价 价(?!签) 新(?!能) 最新 尽快 急用? 今天 明天 马上 续[费约] [新增]增 [增加订]购 扩容 追加 采购(?!系统|模块|平台) 购买 用(?!户) 用户的(?=.) 有 含税? [改变调]?成 改为? 份 张 之 用户数 规模 方案 以 算(?!法) 走 目前
        现在 要求 重新 更新 行(?!业) 就行 即可 确认 如下 参考 型号 清单 配置 暂定 产品 品名 规格 各 老板 催 赶紧 发(?!票|动|电) 老样子 下单 打算 准备 [之以]?前 内 话 啲 编制 再?加(?!密|速|急|固|购) 让 给 帮忙?""",
    en="""(?<![\u4e00-\u9fff])a, an, the, of, its, me, us, i'd, them, him, would, get, give, make, prepare, send, do, create, put,
        together, new, revised, updated, fresh, another, some, about, around, approx(?:imately)?, roughly, circa, maybe, totaling, quot(?:e|es|ed),
        request\\w*, urgent(?:ly)?, qty, quantity, thanks?, thx, looking, up, more, additional, extra, now, their, our, his, her, my, same, as, last, time,
        customer, client, prospect, deal, will, let's, lets, go, draft, off, discount(?:ed)?, price[ds]?, ask, hey, hi, team, one, yes, ok, and, to, over, x, quick(?:ly)?, someone,
        first, them, buy(?:ing)?, order(?:ing)?, rush, terms?, valid, good, holds?, accordingly, of (?:them|those|these), run, cost, all, user count, product, item, re,
        proposal, formal, proper, ballpark, everyone, everybody, offer, raise, issue""",
)
_TAIL = re.compile(f"(?:{_PLAIN.pattern})$")
_EDITION = any_of(
    zh="""(?:企业|标准|专业|基础|旗舰|高级|团队|个人|豪华|尊享|试用|私有化?|云端?|集团|教育|医疗|政企|行业|定制|轻量|完整|全功能|至尊|入门|初级|普通|商业|本地|单机|网络|移动|国际|VIP)[\u4e00-\u9fff]{0,2}版""",
    en="""(?<!non-)(?:enterprise|premium|standard|basic|pro|professional|starter|team|business|growth|plus|ultimate|advanced|essentials?|gold|silver|platinum|core|lite)(?:[ -](?:plan|edition|module|tier|package|license|licence|version|suite|bundle|level|support|subscription|seats|licenses|licences|users))?""",
)
_THING = any_of(
    zh="""[a-z0-9]{0,8}[\u4e00-\u9fff]{0,6}(?:模块|套餐|系统|平台|软件|服务包|维保|账号|席位|点位|许可证?|授权|设备|终端|license) 维保服务 培训服务 实施服务""",
    en="""(?:[a-z]+ ){0,2}(?:modules?|packages?|subscriptions?|add-?ons?|bundles?|suites?|licen[sc]es?|seats?|starter kits?|(?:support|maintenance|service|care|data) plans?|software|platforms?)""",
)


def goods_in(shape: Shape, cuts: Iterable[tuple[int, int]]) -> list[Item]:
    """Return what a line asks for outside of some parts of it; a product nobody named is "-"."""
    found: list[Item] = []
    name = before = ""
    for part in _parts(shape, cuts):
        items = [Item(_typed(shape, one.product), one.quantity, None) for one in _counted(part)]
        if items and items[0].product in _HEADS and _is_name(before):
            items[0] = Item(_typed(shape, before), items[0].quantity, None)
        before = "" if items or _ARTICLE.search(part) else _bare(part) or before
        found += items
        if not items and not name:
            name = _named(part, _EDITION) or ("" if found and found[0].product != "-" else _named(part, _THING))
    if found and name and name not in found[0].product and not name.endswith("support"):
        found[0] = Item(_joined(_typed(shape, name), found[0].product.removeprefix("-")), found[0].quantity, None)
    return found


def _is_name(words: str) -> bool:
    """Whether a few words may be what a count beside them counts."""
    if words.isascii():
        return (
            len(words) > 3
            and len(words.split()) < 4
            and not (re.search(r"\d|[^\w -]|^\w+ed$", words) or _STOP.search(words))
        )
    return 1 < len(words) < 13 and not (_TELLS.search(words) or _LASTS.search(words))


def product_in(shape: Shape, cuts: Iterable[tuple[int, int]]) -> str:
    """Return a product that is named without saying how many."""
    parts = _parts(shape, cuts)
    return next(
        (_typed(shape, name) for cue in (_EDITION, _THING) for part in parts if (name := _named(part, cue))), ""
    )


def _typed(shape: Shape, name: str) -> str:
    """Return a name in the letters that were typed."""
    at = plain(shape.text).find(name)
    return shape.text[at : at + len(name)] if at >= 0 else name


def _joined(first: str, second: str) -> str:
    """Put two parts of a name together as their script does."""
    apart = " " if re.search(r"[a-z0-9]$", first) and re.match(r"[a-z0-9]", second, re.IGNORECASE) else ""
    return f"{first}{apart}{second}"


def _named(part: str, cue: re.Pattern[str]) -> str:
    part = _LASTS.sub(" ", part)
    found = None if re.search(r"\d", part) else cue.search(part)
    return _bare(_STOP.split(found[0])[-1]) if found else ""


def _parts(shape: Shape, cuts: Iterable[tuple[int, int]]) -> list[str]:
    line = list(shape.line)
    for start, end in cuts:
        line[start:end] = CUT * (end - start)
    text = re.sub("(?<!\\w)4 ?\ue000|[\ue000-\ue0ff]", CUT, "".join(line))  # a quote 4 Acme
    return [part for part in _PARTS.split(text) if part.strip() and len(part) <= LONGEST]


def _counted(part: str) -> Iterator[Item]:
    """Yield the one thing a part counts: the words behind its number, else those before it."""
    for found in _COUNT.finditer(part):
        count = None if _NUMBERED.search(part, 0, found.start()) else _number(found)
        if count and (item := _item(part, found, count)):
            yield item
            return


def _item(part: str, found: re.Match[str], count: int) -> Item | None:
    """Return what a number counts; None where it counts papers, or is a year."""
    begin = _BEFORE.search(part, 0, found.start())
    after = _AFTER.match(part, found.end())
    measured = after is not None and re.search(_MEASURE, after[0])
    before = _ahead(part[: begin.start() if begin else found.start()])
    thing = _bare(_STOP.split(_bare(_LASTS.sub(" ", part[after.end() if after else found.end() :])))[0])
    product = _joined(before, thing) if not thing or (_is_name(before) and not before.isascii()) else thing
    paper = measured and (
        (measured[0] in "份张" and not thing) or measured[0] == "份" or not (product or measured[0] in "套台箱批块")
    )
    year = found["digits"] and 1900 < count < 2100 and not product
    single = found["han"] == "一" and not (measured and measured[0] in "套台批箱")
    times = measured and not product and measured[0] in "次份张条名本"
    if year or single or times or (paper and count < 3) or (found["word"] and not product):
        return None
    return Item(re.sub(r"\s+", " ", product)[:80] or "-", count, None)


def _ahead(words: str) -> str:
    """Return what is named right before a number."""
    said = [_bare(one) for one in _STOP.split(words)]
    name = said[-1] or next((one for one in reversed(said) if one and not one.isascii()), "")
    return name if (_is_name(name) if name.isascii() else len(name) > 1) else ""


def _number(found: re.Match[str]) -> int | None:
    if found["digits"]:
        return int(found["digits"].replace(",", ""))
    try:
        if found["han"]:
            return whole(found["han"])
        dozens, dozen, _ = found["word"].partition("dozen")
        if not dozen:
            return int(in_words(found["word"].replace("-", " ")))
        dozens = dozens.strip()
        return 6 if "half" in dozens else 12 * (int(dozens) if dozens.isdigit() else int(in_words(dozens) or 1))
    except (ValueError, ArithmeticError):
        return None


def _bare(words: str) -> str:
    """Return what is left of some words without what belongs to no product's name."""
    words = words.strip(TRIM + "-+*×的")
    while words:
        left = next((end for end in _ends(words)), None)
        if left is None:
            break
        words = left.strip(TRIM + "-+*×的")
    return words


def _ends(words: str) -> Iterator[str]:
    if (found := _PLAIN.match(words)) and found.end():
        yield words[found.end() :]
    tail = _TAIL.search(words)
    if tail and tail.start() < len(words):
        yield words[: tail.start()]
