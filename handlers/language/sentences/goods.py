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
# As a form says it: 产品：网关，数量：30.
_LABELLED = re.compile(
    r"(?:(?:产品|品名|型号|规格)\s?[:：]\s?|\b(?:product|item)(?:\s?[:：]\s?|\s))(?P<product>[^,，。;；/|\n\ue000-\ue0ff]{1,40}?)\s*"
    r"(?=数量|[,，。;；/|\n]|\b(?:qty|quantity)\b|\s-|$)"
)
_LABELLED_COUNT = re.compile(
    r"(?:(?:数量|用户数|\b(?:qty|quantity|units?|seats?))\s?[:：]\s?|\b(?:qty|quantity)\s)(?P<count>\d{1,6})(?![\d%])"
)
_HEADS = frozenset({"-", "人", "人用", "of"})  # those who use it are not what is bought
# With one of these signs a few words tell something, and name nothing.
_TELLS = re.compile(
    "[说问催嫌觉得过了着吗呢吧啊不没很太差急先再就都还被让把给跟有要想看谈聊找价他她我你们快尽麻烦谢是走见和也做]|(?<!标)签|等(?!离)|在(?!线)|比(?!例)|能(?!源|耗)"
)
_LASTS = re.compile(r"\d+[- ]?(?:year|yr|month|mo|day)s?\b|\d+(?:年期?|个月|天)")
_TELLS_EN = re.compile(
    r"\d|[^\w -]|\b(?:\w+(?:ed|ing)|is|are|was|has|have|will|would|no|not|to|by|it|they|we|i|you|he|she|his|her|their|my|our|its|this|that|so|if|as|guys|from|soon|asap|deal|call|mail|email|stage|case|case|way|client'?s?|customer'?s?|attn|subject|req|urgent|sorry|morning|evening|afternoon|back|thanks?)\b"
)
LONGEST = 120  # of a part that says what is wanted
_MEASURE = "个|套|台|件|份|张|条|次|块|支|箱|批|席(?!位)|位(?!置)|名|户(?!外)|人(?=[用的版]|$)|组|枚|把|辆|部|只|颗|间|本|盒|卷|项(?!目)|吨|米|公斤"
_HAN = "[〇零一二两三四五六七八九十百千]{1,7}"
# Lengths of time, shares, sums and numbers of something are no quantity.
_NO_UNIT = (
    r"(?!\s?(?:人版|用户版|天|周|年|月|个月|个星期|星期|个工作日|工作日|小时|个小时|分钟|期|成|折|%|％|元|块钱|万|亿|号|日|点(?!位)|版(?!本?账)|轮|楼|层|"
    r"(?:working |business )?(?:days?|weeks?|months?|mos?|years?|yrs?|hours?|hrs?|h|minutes?|mins?|am|pm)\b|percent\b|pct\b|"
    r"(?:nd|st|rd|th|k|m|x(?! ?[a-z]))\b|[- ](?:year|yr|month|day|week)s?\b|points?\b|pts?\b|instal\w*|each\b|per\b|apiece|/\s?[a-z]|[- ]?options?\b|versions?\b|%))"
)
_COUNT = re.compile(
    rf"(?<![\d.$¥€£v#-])(?<![a-wyz])(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}(?!\d| dozen)){_NO_UNIT}(?:\+|来|多|-?ish)?"
    rf"|(?P<han>{_HAN})(?:来|多)?(?=(?:{_MEASURE}|人|位|席|点位|用户|账号|套))"
    rf"|\b(?P<word>(?:(?!zero|one\b)(?:{EN_WORD})(?:[ -](?:hundred|thousand))?(?:[ -](?:and )?(?:{EN_WORD}))?(?:[ -](?:{EN_WORD}))?|(?:a|one) (?:hundred|thousand)(?: (?:and )?(?:{EN_WORD})(?:[ -](?:{EN_WORD}))?)?|half a dozen|a dozen|(?:{EN_WORD}|\d{{1,2}}) dozen|dozen))\b"
    r"(?=[ -](?!more time|of (?:us|them)\b)[a-z])" + _NO_UNIT
)
_NUMBERED = re.compile(
    r"(?:第|单价[:：为是]?|每[个套台人]?|价格?|超过|达到?|大于|满|\b(?:phase|option|tier|level|version|step|number|no\.?|part|round|item|section|clause|q|plan|room|floor)) ?$"
)
_AFTER = re.compile(
    rf"[ ]?(?:[x×*✕]\s*|-\s?)?(?:{_MEASURE})?的?(?:pcs|pieces|nos\.?|units?(?= of\b)|units?(?= [a-z])|qty)?(?: of)?\s*(?:the |our )?"
)
_BEFORE = re.compile(r"(?:\b(?:qty|quantity)|数量|[x×*✕~≈约])\s*[:：=为是]?\s*$")
# What parts one thing from another.
_PARTS = re.compile(
    r"[;，。;；:：、\n()（）|/+&@!！?？\[\]]|,(?!\d{3}(?!\d))|(?<!\d),|(?<=[^\d\s])\.(?=\s|$)|\s[-–—]\s|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|和|及|加(?![购急固])(?=[\u4e00-\u9fff]{1,8}[\d一二两三四五六七八九十])|另外|另(?!付)|以及|还有|加上|"
    r"(?<!hundred )(?<!thousand )\band\b|\b(?:plus|with|w|for|at|by|on|to|from|as well as|along with|in|due|before|until|till|if|but|because|so|then|based|per|via|over|covering|against)\b"
)
# What is no part of a product's name, at its beginning or end.
_PLAIN = any_of(
    zh=r"""正式 详细 完整 初步 书面 简单 最终 首次 电子 盖章 英文 中文 双语 纸质 快速 问 多少钱 多少 加(?!密|速|急|固|购) 减 再加 要 需(?!求) 需要 想要 想 给 做 出(?!入|库) 来 补(?!充) 整
        打(?!印|卡) 看 看下 看看 看一下 多来 再(?!生) 先(?!进) 按 按照 就 了 的 和 跟 把 帮 帮忙 帮我 的?价[格钱] 多少钱 什么价 然后 想知道 麻烦 请 我 我们 客户 他们 他 她 咱们? 对方 单子 项目 那边 这边 这个 那个 那 这 数量
        数(?=\W|$) 量(?=\W|$) 是 为 共 一共 总共 合计 大概 大约 约 左右 差不多 大致 预计 估计 下(?!载) 一下 吧 哈 哦 呢 啊 呀 嘛 谢谢 辛苦 报(?!表|警|告) 报价 价(?!签)
        新(?!能) 最新 尽快 急 今天 明天 马上 续费 续约 新增 增购 加购 扩容 追加 采购(?!系统|模块|平台) 购买 买 订购 用(?!户) 用户的(?=.) 有 含 含税 改 改成 改为 变成 调成 一份 一版 一个 份 张 之
        要 用户数 规模 方案 单价 以 算(?!法) 走 目前 现在 要求 重新 更新 客户要 共计 也 都 可以 行(?!业) 就行 即可 确认 如下 参考 型号 清单 配置 暂定 各 老板 催 急用 急要 赶紧
        发(?!票|动|电) 发我 老样子 下单 打算 准备 之前 以前 前 内 前要 吗""",
    en="""(?<![\u4e00-\u9fff])a, an, the, of, is, are, it, its, me, us, we, i, i'd, you, they, them, he, she, please,
        pls, plz, need, needs, needed, want, wants, wanted, like, would, could, can, get, give, make, prepare, send,
        do, create, put, together, new, revised, updated, fresh, another, another one, some, about, around, approx,
        approximately, roughly, circa, maybe, say, total, totaling, just, only, quote, quotes, quoted, request,
        requesting, requested, asap, urgent, urgently, qty, quantity, thanks, thx, thank, today, tomorrow, looking,
        be, should, up, out, more, additional, extra, now, that, this, their, our, his, her, same, as, last, time,
        customer, client, prospect, deal, there, here, will, let's, lets, ready, go, draft, off, discount, discounted,
        price, priced, asking, ask, asked, hey, hi, team, one, yes, ok, and, want to, or, over, which, who, x, so,
        quick, quickly, someone, kindly, first, have, has, them, buy, buying, order, ordering, rush, terms, term,
        valid, good, hold, holds, accordingly, of them, of those, of these, what, would run, will run, would cost, will cost, everyone, everybody, all, user count, re, my, proposal, formal, proper, ballpark""",
)
_TAIL = re.compile(f"(?:{_PLAIN.pattern})$")
_EDITION = any_of(
    zh="""(?:企业|标准|专业|基础|旗舰|高级|团队|个人|豪华|尊享|试用|私有化?|云端?|集团|教育|医疗|政企|行业|定制|轻量|完整|全功能|至尊|入门|初级|普通|商业|本地|单机|网络|移动|国际|VIP)[\u4e00-\u9fff]{0,2}版""",
    en="""(?:enterprise|premium|standard|basic|pro|professional|starter|team|business|growth|plus|ultimate|advanced|essentials?|gold|silver|platinum|core|lite)(?:[ -](?:plan|edition|module|tier|package|license|licence|version|suite|bundle|level|support|subscription|seats|licenses|licences|users))?""",
)
_THING = any_of(
    zh="""[a-z0-9]{0,8}[\u4e00-\u9fff]{0,6}(?:模块|套餐|系统|平台|软件|服务包|维保|账号|席位|点位|许可证?|授权|设备|终端|license) 维保服务 培训服务 实施服务""",
    en="""(?:[a-z]+ ){0,2}(?:modules?|packages?|subscriptions?|add-?ons?|bundles?|suites?|licen[sc]es?|seats?|starter kits?|(?:support|maintenance|service|care|data) plans?|software|platforms?)""",
)


def goods_in(shape: Shape, cuts: Iterable[tuple[int, int]]) -> list[Item]:
    """Return what a line asks for outside of some parts of it; a product nobody named is "-"."""
    if (form := _labelled(shape)) is not None:
        return [form]
    found: list[Item] = []
    alone = before = ""
    for part in _parts(shape, cuts):
        items = [Item(_typed(shape, one.product), one.quantity, None) for one in _counted(part)]
        if items and items[0].product in _HEADS and _is_name(before):
            items[0] = Item(_typed(shape, before), items[0].quantity, None)
        before = "" if items else _bare(part)
        found += items
        if not items and not alone:
            alone = _named(part, _EDITION) or ("" if found and found[0].product != "-" else _named(part, _THING))
    if found and alone and alone not in found[0].product:
        alone = _typed(shape, alone)
        found[0] = Item(_joined(alone, found[0].product.removeprefix("-")), found[0].quantity, None)
    return found


def _is_name(words: str) -> bool:
    """Whether a few words may be what a count beside them counts."""
    if words.isascii():
        return len(words) > 3 and len(words.split()) < 4 and not _TELLS_EN.search(words)
    return 1 < len(words) < 13 and not _TELLS.search(words)


def _labelled(shape: Shape) -> Item | None:
    """Return the goods of a filled form, where both labels stand."""
    named, count = _LABELLED.search(shape.line), _LABELLED_COUNT.search(shape.line)
    if count is None or named is None:
        return None
    return Item(shape.words(*named.span("product")).strip(TRIM), int(count["count"]), None)


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
    return _bare(found[0]) if found else ""


def _parts(shape: Shape, cuts: Iterable[tuple[int, int]]) -> list[str]:
    line = list(shape.line)
    for start, end in cuts:
        line[start:end] = CUT * (end - start)
    text = re.sub("[\ue000-\ue0ff]", CUT, "".join(line))
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
    before = _bare(part[: begin.start() if begin else found.start()])
    thing = _bare(part[after.end() if after else found.end() :])
    product = _joined(before, thing)
    paper = measured and (
        (measured[0] in "份张" and not thing) or measured[0] == "份" or not (product or measured[0] in "套台箱批块")
    )
    year = found["digits"] and 1900 < count < 2100 and not product
    if year or (paper and count < 3) or (found["word"] and not product):
        return None
    return Item(re.sub(r"\s+", " ", product)[:80] or "-", count, None)


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
