"""A text made plain without moving a character, and a table of rules that finds spans in it in linear time."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

Scene = TypeVar("Scene")
Value = TypeVar("Value")

MOST_SPANS = 200  # a text with more is a table or an attack and not a sentence: read as nothing, rather than in part
MOST_TRIED = 2_000  # words, numbers and such where a rule could begin, about ten microseconds each at worst

NUMBER_ALONE = r"(?<![a-z_#$¥€£第])(?<![a-z]/)(?<!\d[.:/])(?<![a-z]-)"  # no part of a code, a time, a fraction
HAN_NUMBER = "〇零一二两三四五六七八九十百千万亿半几壹贰叁肆伍陆柒捌玖拾佰仟廿"

# The traditional letters of the words we know, each with its simple one.
_TRADITIONAL = (
    "週點號萬億後個兩這禮鐘時塊錢內鎊幣圓來約幾節聖慶讓優訂單過國臺級價間將與專業東絲丟嚴豐臨爲為麼書買爭"
    "於虧雲亞產畝從倉儀們衆眾夥會偉傳體餘傭兒兌關興冊寫軍農馮衝決況凍準涼減憑劃劉則剛創刪別辦務動勞區醫華"
    "協賣佔盧廠廳歷厲壓廈叄參雙發變疊葉喫呂嗎噸聽啓啟吳唄員諮響嘍團園圍場壞聲殼處備復夠頭獎婦孫學實審對尋"
    "導屍盡層屆屬歲崗師帶幫幹並廣牀庫應廢開異棄張強歸當錄徹態總懸願戲戰戶執擴掃揚搶護報擔擬攔撥擇掛撈撿換"
    "據擱攤數鬥斷無舊顯暫術機權條楊極構標棟樣檔橋樓歡歐毀氣匯漢湯溝沒測漲澱漸灣滾滯滿潛煩熱狀獨環現電療監"
    "蓋盤碼礎確礙離種祕積稱稅穩競筆籤簡粵緊糾納紙線組細終紹經綁結給絡絕統繼績緒續維緩編縮網羅罰羣職聯勝脈"
    "騰艦蘇範薦獲營蔣藍慮蠻補裝見觀規視覽覺觸計認討訓議訊記講許設訪證評識訴試話誕詢該語誤說説誒請諾讀誰調"
    "談謝譚譜負責敗賬貨質購貳貴費賀賈賃資贊贏趙趕踐蹤車轉輪軟載較輛輯輸邊達還進違連遲適選遞邏遺鄧郵鄒鄭採"
    "釋裏裡針鍾鈕銖銀鏈銷鎖銳鋭錯鎮長門閆閉問鬧閱閲隊陰階際陸陳險隨難靜韋韓頁頂項順顧頓預領頻顆題額風飛飯"
    "餅館饋馬駁驗驟鳴黃齡龍龔俩晝"
)
_SIMPLE = (
    "周点号万亿后个两这礼钟时块钱内镑币圆来约几节圣庆让优订单过国台级价间将与专业东丝丢严丰临为为么书买争"
    "于亏云亚产亩从仓仪们众众伙会伟传体余佣儿兑关兴册写军农冯冲决况冻准凉减凭划刘则刚创删别办务动劳区医华"
    "协卖占卢厂厅历厉压厦叁参双发变叠叶吃吕吗吨听启启吴呗员咨响喽团园围场坏声壳处备复够头奖妇孙学实审对寻"
    "导尸尽层届属岁岗师带帮干并广床库应废开异弃张强归当录彻态总悬愿戏战户执扩扫扬抢护报担拟拦拨择挂捞捡换"
    "据搁摊数斗断无旧显暂术机权条杨极构标栋样档桥楼欢欧毁气汇汉汤沟没测涨淀渐湾滚滞满潜烦热状独环现电疗监"
    "盖盘码础确碍离种秘积称税稳竞笔签简粤紧纠纳纸线组细终绍经绑结给络绝统继绩绪续维缓编缩网罗罚群职联胜脉"
    "腾舰苏范荐获营蒋蓝虑蛮补装见观规视览觉触计认讨训议讯记讲许设访证评识诉试话诞询该语误说说诶请诺读谁调"
    "谈谢谭谱负责败账货质购贰贵费贺贾赁资赞赢赵赶践踪车转轮软载较辆辑输边达还进违连迟适选递逻遗邓邮邹郑采"
    "释里里针钟钮铢银链销锁锐锐错镇长门闫闭问闹阅阅队阴阶际陆陈险随难静韦韩页顶项顺顾顿预领频颗题额风飞饭"
    "饼馆馈马驳验骤鸣黄龄龙龚两昼"
)
_WIDE = "".join(chr(code) for code in range(0xFF01, 0xFF5F) if code != ord("，"))  # which parts clauses, never digits
_NARROW = "".join(chr(ord(character) - 0xFEE0) for character in _WIDE)
_SIGNS = "￥￡￦–—−‐‑‒―〜～∼\u3000\u00a0\u2007\u202f\t’"
_LATIN = "¥£₩------~~~~     '"
_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBER_START = rf"(?P<number>[0-9]{{1,64}}|[{HAN_NUMBER}]{{1,64}})"


def _plain_letters() -> dict[int, str]:
    pairs = zip(_TRADITIONAL + _SIGNS + _UPPER, _SIMPLE + _LATIN + _UPPER.lower(), strict=True)
    wide = zip(_WIDE, _NARROW.lower(), strict=True)
    return {ord(character): simple for character, simple in [*wide, *pairs]}


_PLAIN = _plain_letters()


def plain(text: str) -> str:
    """Return the text half-width, lower-case and in simplified letters, each character in its old place."""
    return text.translate(_PLAIN)


@dataclass(frozen=True)
class Rule(Generic[Scene, Value]):
    """A pattern of bounded length and how to read what it matched; `weak` counts only beside other finds."""

    pattern: str
    read: Callable[[re.Match[str], Scene], Value | None]
    weak: bool = False

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern with its named parts."""
        return re.compile(self.pattern)


@dataclass(frozen=True)
class Found(Generic[Scene, Value]):
    """One place where a rule read something."""

    start: int
    end: int
    value: Value
    rule: Rule[Scene, Value]
    match: re.Match[str]

    def again(self, scene: Scene) -> Value | None:
        """Read the same words in another scene."""
        return self.rule.read(self.match, scene)


class Grammar(Generic[Scene, Value]):
    """Rules by what they begin with: `number`, `word` (Latin letters, as `word_starts` has it) or `han` (given characters)."""

    def __init__(
        self, han_starts: str, rules: Mapping[str, Sequence[Rule[Scene, Value]]], word_starts: str = "[a-z]"
    ) -> None:
        self._han_starts = han_starts
        self._word_starts = word_starts
        self._rules = rules

    def prepare(self) -> None:
        """Compile every rule, which else the first text to need it would wait for."""
        for pattern in (self._starts, *self._scanners.values()):
            pattern.match("")
        for rule in (rule for rules in self._rules.values() for rule in rules):
            rule.compiled.match("")

    def find(self, text: str, scene: Scene) -> list[Found[Scene, Value]]:
        """Return what the rules read in a plain text, never overlapping; nothing if there is too much of it.

        The first rule that fits the letters decides: what it refuses (30 February) is not read in smaller pieces.
        """
        found: list[Found[Scene, Value]] = []
        tried = end = 0
        for start in self._starts.finditer(text):
            kind, begin = start.lastgroup or "", max(start.start(), end)
            if start.end() <= end or (start.start() < end and kind == "word"):
                continue
            tried += 1
            fits = self._scanners[kind].match(text, begin)
            if fits:
                rule = self._rules[kind][(fits.lastindex or 1) - 1]
                end = max(fits.end(), begin + 1)
                found.extend(self._read(rule, text, begin, scene))
            if tried > MOST_TRIED or len(found) > MOST_SPANS:
                return []
        return found

    def _read(self, rule: Rule[Scene, Value], text: str, begin: int, scene: Scene) -> Iterator[Found[Scene, Value]]:
        match = rule.compiled.match(text, begin)
        try:
            value = rule.read(match, scene) if match else None
        except ValueError:  # a numeral that is none (十百), a day beyond the calendar
            return
        if match and value is not None:
            yield Found(match.start(), match.end(), value, rule, match)

    @cached_property
    def _starts(self) -> re.Pattern[str]:
        word = rf"(?P<word>(?<![a-z0-9_@])(?={self._word_starts})[a-z]{{1,64}})"
        han = f"(?P<han>[{self._han_starts}])"
        return re.compile("|".join([_NUMBER_START, word, han] if self._han_starts else [_NUMBER_START, word]))

    @cached_property
    def _scanners(self) -> dict[str, re.Pattern[str]]:
        """One pattern per kind of start: which rule is the first that fits the letters here."""
        return {kind: re.compile("|".join(map(_nameless, rules))) for kind, rules in self._rules.items()}


def _nameless(rule: Rule[Scene, Value]) -> str:
    return "(" + re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) + ")"
