"""Names of companies and people, and how alike two companies' names are."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from sales.simplified import simplified

SAME_FROM = 95.0
ASK_FROM = 70.0
_LONGEST = 200  # signs; what is longer is no name and is not taken apart

# Caps: below SAME_FROM where equal cores are not yet one firm, below ASK_FROM where only the trade agrees.
_ONE_HAS_A_PLACE = 90.0
_ELSEWHERE = 85.0  # another town or another branch
_NOT_EQUAL = 94.0
_CONTAINED = 80.0
_ONE_OF_TWO_SIGNS = 75.0
_TRADE_ONLY = 65.0
_MISSPELT = 90.0  # from here on it may be a word of the trade that is misspelt


@dataclass(frozen=True, slots=True)
class _Company:
    """A company's name taken apart; `local` says that the place names a part of the firm, not its seat."""

    core: str
    places: frozenset[str] = frozenset()
    local: bool = False
    branch: str = ""

    @property
    def key(self) -> str:
        return self.core.replace(" ", "")


def person_key(name: str) -> str:
    """Return what two spellings of one person's name have in common, for look-ups."""
    words = _WORD.findall(_plain(name).replace("'", "").replace("’", ""))
    return _GAP.sub("", " ".join(words) or _plain(name).strip())


def company_key(name: str) -> str:
    """Return a company's name without form, seat and branch; equal keys are no verdict yet: compare."""
    return _read(name).key


def place_of(words: str) -> str | None:
    """Return the town, province or region that words are and nothing else."""
    return _place(words)


def compare(a: str, b: str) -> Literal["same", "ask", "different"]:
    """Judge whether two names mean one company; only equal cores are ever the same."""
    score = likeness(a, b)
    if score >= SAME_FROM:
        return "same"
    return "ask" if score >= ASK_FROM else "different"


def likeness(a: str, b: str) -> float:
    """Return how alike two companies' names are, 0 to 100, the same either way round."""
    one, other = sorted((_read(a), _read(b)), key=lambda company: (len(company.key), company.key))
    if not one.key:
        return 0.0
    score = 100.0 if one.key == other.key else _core_likeness(one.core, other.core)
    return min(score, _place_cap(one, other), 100.0 if one.branch == other.branch else _ELSEWHERE)


def _place_cap(one: _Company, other: _Company) -> float:
    if one.places == other.places:
        return 100.0
    local = one.local or other.local
    if one.places and other.places:
        nested = one.places < other.places or other.places < one.places
        return 100.0 if nested and not local else _ELSEWHERE
    return _ONE_HAS_A_PLACE if local or len(one.key) < 3 else 100.0


def _core_likeness(short: str, long: str) -> float:
    hanzi = _HANZI.search(short + long) is not None
    distinct_short, distinct_long = _distinctive(short), _distinctive(long)
    score = max(fuzz.ratio(short, long), 0.0 if hanzi else fuzz.token_sort_ratio(short, long))
    own = fuzz.ratio(distinct_short, distinct_long)
    if hanzi and len(short) == len(long) == 2 and short[0] == long[0]:
        return _ONE_OF_TWO_SIGNS
    if _contains(short, long) or (_abbreviates(short, long) if hanzi else own == 100):
        return min(max(score, _CONTAINED), _NOT_EQUAL)
    misspelt = score >= _MISSPELT and short.partition(" ")[0] == long.partition(" ")[0]
    if own < (50 if hanzi else 70) and not misspelt:
        return min(score, _TRADE_ONLY)
    return min(score, _NOT_EQUAL)


def _contains(short: str, long: str) -> bool:
    """Say whether one name stands whole in another and is more than a word of the trade."""
    if not _own_words(short):
        return False
    if _HANZI.search(short):
        return len(short) >= 2 and short in long
    return f"{long} ".startswith(f"{short} ") or f" {long}".endswith(f" {short}")


def _abbreviates(short: str, long: str) -> bool:
    """Say whether a Chinese name can be short for a long one: the first sign equal, the others in order."""
    rest = iter(long)
    return 2 <= len(short) < len(long) and short[0] == long[0] and all(sign in rest for sign in short)


@lru_cache(maxsize=20_000)
def _read(name: str) -> _Company:
    text = _LABEL.sub("", _WRAPPED.sub(r"\1", _plain(name)))
    if len(text) > _LONGEST:
        return _Company(_signs(text))
    read: Callable[[str], _Company] = _read_hanzi if _HANZI.search(text) else _read_latin
    found = read(text)
    return found if found.key else _Company(text.strip())


def _plain(name: str) -> str:
    """Return a name in one width, case and script, brackets round, invisible signs gone."""
    if name.isascii():
        return name.casefold().translate(_BRACKETS)
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold()))
    text = unicodedata.normalize("NFKC", bare).translate(_BRACKETS)
    return simplified(text)


def _read_hanzi(text: str) -> _Company:
    text = _GAP.sub("", _TITLE.sub("", text.strip()))
    local = _places_in(text)
    head, branch = _part_branch(_AFTERWORD.sub("", text))
    seat, core = _seat(_trimmed(_drop_brackets(head)))
    return _Company(core, local | seat, bool(local), branch)


def _part_branch(text: str) -> tuple[str, str]:
    """Part a Chinese name before its legal form from the office named after it."""
    if forms := list(_FORM.finditer(text, 1)):
        return text[: forms[-1].start()], _signs(_REMARK.sub("", _BRACKETED.sub("", text[forms[-1].end() :])))
    if office := _OFFICE.search(text, 2):
        return text[: office.start()], office[0]
    return text, ""


def _drop_brackets(head: str) -> str:
    """Take out brackets that hold a place or a legal word, and the mere signs of others."""
    kept = _BRACKETED.sub(lambda found: "" if _place(found[1]) or found[1] in _ZH_ASIDES else found[1], head)
    return _signs(kept)


def _trimmed(core: str) -> str:
    while (shorter := _ZH_ENDING.sub("", core)) != core and len(shorter) >= 2:
        core = shorter
    return core


def _seat(core: str) -> tuple[frozenset[str], str]:
    """Part the places a Chinese name begins with from what is still a name without them."""
    places: set[str] = set()
    while found := _SEAT.match(core):
        rest = core[found.end() :]
        if len(_TRADE_ZH.sub("", rest)) < 2:
            return frozenset(places), found[1] + rest
        places.add(found[1])
        core = rest
    return frozenset(places), core


def _places_in(text: str) -> frozenset[str]:
    return frozenset(place for words in _BRACKETED.findall(text) if (place := _place(words)))


def _place(words: str) -> str | None:
    if found := _SEAT.fullmatch(words):
        return found[1]
    return words if words in _REGIONS_ZH or words in _REGIONS else None


def _read_latin(text: str) -> _Company:
    text = _INITIALS.sub("", _STATE.sub("", text.strip()).replace("'", "").replace("’", ""))
    words = _WORD.findall(_aside_latin(text).replace("&", " and ").replace("+", " plus "))
    words = _without_forms([word for word in words if word not in {"and", "the"}] or words)
    local = {word for found in _BRACKETED.findall(text) if (word := found.strip()) in _REGIONS}
    while len(words) > 1 and words[-1] in _REGIONS and _own_words(" ".join(words[:-1])):
        local.add(words.pop())
        words = _without_forms(words)
    return _Company(" ".join(words), frozenset(local), bool(local))


def _aside_latin(text: str) -> str:
    """Take out brackets that hold a place, or that follow the legal form and so are a remark."""
    found = _LAST_BRACKET.search(text)
    if found and (words := _WORD.findall(text[: found.start()])) and words[-1] in _FORMS:
        text = text[: found.start()]
    return _BRACKETED.sub(lambda part: " " if part[1].strip() in _REGIONS else f" {part[1]} ", text)


def _without_forms(words: list[str]) -> list[str]:
    end = len(words)
    while end > 1 and words[end - 1] in _FORMS:
        end -= 1
    return words[:end]


def _distinctive(core: str) -> str:
    """Return the words of a core that are not merely its trade; all of them if nothing else is left."""
    return _own_words(core) or core


def _own_words(core: str) -> str:
    if _HANZI.search(core):
        return _TRADE_ZH.sub("", core)
    return " ".join(word for word in core.split() if word not in _TRADE)


def _signs(text: str) -> str:
    return "".join(_WORD.findall(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any(words: frozenset[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


# Provinces and the cities firms are most often named after; a place that is missing only makes us ask.
_PLACES_ZH = _words("""
    北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川
    贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 石家庄 唐山 秦皇岛 邯郸 保定 张家口
    廊坊 太原 呼和浩特 包头 鄂尔多斯 沈阳 大连 鞍山 锦州 长春 哈尔滨 大庆 南京 无锡 徐州 常州 苏州 南通 连云港
    淮安 盐城 扬州 镇江 泰州 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 台州 合肥 芜湖 蚌埠 马鞍山 福州 厦门 泉州 漳州
    南昌 九江 赣州 济南 青岛 淄博 烟台 潍坊 济宁 泰安 威海 临沂 郑州 洛阳 武汉 宜昌 襄阳 荆州 长沙 株洲 湘潭
    衡阳 岳阳 常德 广州 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 东莞 中山 南宁 柳州 桂林 海口 三亚 成都
    自贡 泸州 绵阳 宜宾 贵阳 遵义 昆明 拉萨 西安 宝鸡 咸阳 兰州 西宁 银川 乌鲁木齐 昆山 江阴 常熟 张家港 义乌
    太仓 晋江 台北 高雄 浦东
""")
_REGIONS_ZH = _words("""
    中国 亚太 亚洲 全球 国际 大中华区 华东 华南 华北 华中 西南 西北 东北 美国 日本 德国 英国 法国 新加坡
""")
_REGIONS = _words("""
    china japan korea india usa uk germany france canada australia singapore taiwan italy spain brazil mexico
    netherlands switzerland sweden poland ireland malaysia thailand vietnam indonesia philippines austria
    belgium europe asia africa apac emea americas shanghai beijing shenzhen
""")
_FORMS = _words("""
    inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh mbh ag kg kgaa ohg se sa sas
    sarl srl spa nv bv ab asa oy oyj aps pty pte pvt private kk sdn bhd jsc ltda the as
""")
_TRADE = _words("""
    acquisition bancorp bancshares bank biopharma biosciences biotech biotherapeutics brands capital
    communications electric energy entertainment enterprises equity finance financial foods fund global gold
    group health healthcare holding holdings income industries insurance international investment investments
    labs management media medical metals mining minerals mortgage national networks of oncology partners
    pharma pharmaceuticals power products properties realty resources sciences services software solutions
    systems tech technologies technology therapeutics trust ventures worldwide
""")
_TRADE_WORDS_ZH = _words("""
    科技 材料 新材料 复合材料 技术 信息技术 信息 电子 能源 新能源 药业 控股 生物 实业 发展 化工 智能 电气 投资
    工程 装备 环保 汽车 国际 食品 机械 光电 医疗 工业 环境 高科 医药 制药 银行 动力 传媒 软件 电器 集团 股份
    文化 证券 化学 通信 网络 产业 开发 健康 设备 资源 电力 机电 重工 精密 系统 商业 家居 生态 物流 石化 建设
    农业 自动化 地产 房地产 纺织 贸易 商贸 钢铁 旅游 高速公路 数据 数字 管理 咨询 服务 供应链 建材 矿业 纸业
    玻璃 半导体 包装 用品 制品 连锁 教育 保险 信托 基金 高新 高科技 电力设备 机场 港口 制造 企业 生物制品
    生物科技 仪表 仪器 工具 电工 建筑 装饰 印刷 出版 广告 酒店 餐饮 百货 超市 大学 学院 学校 医院
    水产 渔业 养殖 酒业 茶业 珠宝 眼镜 玩具 陶瓷 家具 家电 服装 服饰 鞋业 灯饰 五金 轮胎
    中医院 中心 研究院 研究所 设计院 政府 人民 第一 第二 第三 第四 第五
""")
_TRADE_ZH = re.compile(_any(_TRADE_WORDS_ZH))
TRADE_AT = re.compile(f"{_any(_TRADE_WORDS_ZH)}|{_any(_TRADE)}")
_BRACKETS = str.maketrans("【】〔〕[]{}「」『』《》〈〉<>", "()" * 9)
_INVISIBLE = re.compile("[\u0300-\u036f\u200b-\u200f\u2060\ufeff\ufe0f]")  # accents, zero width, joiners
_HANZI = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0dff\u0e00-\u0eff])+")
_GAP = re.compile(r"(?<=[\u3400-\u9fff()])\s+|\s+(?=[\u3400-\u9fff()])")
_WRAPPED = re.compile(r"^\s*\(([^()]*)\)\s*$")
_LAST_BRACKET = re.compile(r"\(([^()]*)\)\s*$")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_LABEL = re.compile(
    r"^\s*(?:(?:客户|公司)(?:名称)?|线索|customer|client|company|account|lead)\s*:\s*"
    r"|^\s*(?:株式会社|有限会社|주식회사|ооо)\s*"
)
_TITLE = re.compile(r"\s+[\u3400-\u9fff]{1,3}(?:总|总监|经理|主任|老师|先生|女士|小姐|老板)$")
_FORM = re.compile(r"(?:集团|股份|有限|责任|总)*(?<![分子])公司|株式会社|有限会社")
_OFFICE = re.compile(rf"(?:{_any(_PLACES_ZH)})?市?(?:分公司|子公司|分行|支行|办事处|营业部|分部|分院|分厂|分店)$")
_ZH_ASIDES = _words("集团 控股 股份 有限 有限合伙 普通合伙 特殊普通合伙 株 主")
_ZH_ENDING = re.compile("(?:集团|股份|有限|责任)$")
_AFTERWORD = re.compile(r"(?<=公司)(?:\([^()]*\))+$")
_REMARK = re.compile("(?:那边|这边|那里|呢|的)$")
_SEAT = re.compile(rf"({_any(_PLACES_ZH)})(?:壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|省|市)?")
_STATE = re.compile(r"(?:\s*/[a-z]{2,3}/|(?<=\.)/[a-z]{2,4})\s*$")
_INITIALS = re.compile(r"(?<=\b[a-z])[./]\s?(?=[a-z]\b)|(?<=\b[a-z])\.(?=\W|$)")
