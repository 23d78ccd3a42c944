"""The words Chinese dates are made of: steps, years, months, weeks, places in a period, parts of a day."""

from handlers.language.spans.days import Clock, Part, Precision
from handlers.language.spans.numerals import whole
from handlers.language.spans.periods import Words

NOT_IN_A_NUMBER = r"(?<![第#a-z0-9_一二两三四五六七八九十几])(?<!\d\.)(?<![a-z]-)"
STEP = r"(?:呢个|今个|上上个?|上一?个?|再下个?|大?下下下?个?|大下个?|下一?个?|本|这个?|当|(?<![下上这每首再初多几一二两三四五六七八九十\d])次)"
MONTH_NUMBER = r"(?P<month>元(?=月)|1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
DAY_NUMBER = (
    r"(?P<day>3[01]|[12]\d|0?[1-9](?!\d)|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
)
ZH_YEAR = r"(?P<year>(?:19|20)\d\d|二[〇零][〇零一二三四五六七八九]{2}|\d\d(?= ?年 ?\d{1,2} ?月)|2\d(?=年(?:[底初中末]|第?[一二三四1-4]季))|今|明|(?<!大)后|去|前) ?年"
OF_YEAR = rf"(?:{ZH_YEAR}的? ?)?"
MONTH = rf"(?<![农阴]历)(?<![万亿]){OF_YEAR}(?:(?P<rel>每个?|{STEP})月|(?<!个){MONTH_NUMBER} ?月份?)"
WEEK = r"(?:周|星期|礼拜)"
PLACE = (
    r"(?P<place>底|末(?![端次])|尾(?![款数巴牌货])|头(?![部条等款期脑])|初(?![步次审稿诊衷])"
    r"|上中旬|中下旬|中旬|上旬|下旬|中(?![国文心间学医科关石]))"
)
NO_DAY = r"(?!会议室|院(?![里方内长办])|[线楼机店厅门馆仓库车桌房床桥井标段码文公员位产项客单工令召称外角])"
NO_SUN = r"(?!内|后|以后|之后|以内|之内|[均报元本志程常语式方益新渐记用化k])"
DAY_SIGN = rf"(?:号{NO_DAY}|日{NO_SUN})"
NO_SIGN = r"(?=$|[\s,，、;!?。)前之到至~下上中晚早凌-]|\.(?!\d))"
PLACES = {
    "底": "end",
    "末": "end",
    "尾": "end",
    "初": "early",
    "头": "early",
    "中": "mid",
    "中旬": "mid",
    "上旬": "early",
    "上中旬": "early-mid",
    "中下旬": "mid-late",
    "下旬": "late",
}
WEEKDAYS = dict(zip("一二三四五六日天1234567", [*range(7), 6, *range(7)], strict=True))
PERIODS: dict[str, Precision] = {"周": "week", "月": "month", "季": "quarter", "季度": "quarter", "年": "year"}
NAMED_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "本": 0, "当": 0, "明": 1, "后": 2, "大后": 3}
NAMED_DAYS |= {"寻": -1, "琴": -1, "听": 1}  # Cantonese
NAMED_YEARS = {"前": -2, "去": -1, "今": 0, "明": 1, "后": 2}
PARTS: dict[str, Part] = {
    "凌晨": "dawn",
    **dict.fromkeys(
        ("清晨", "早晨", "早间", "清早", "早上", "一早", "一大早", "朝早", "上午", "上昼", "早", "晨", "朝"), "morning"
    ),
    **dict.fromkeys(("中午", "正午", "晌午"), "noon"),
    **dict.fromkeys(("午后", "下午", "下昼", "晏昼", "下晏"), "afternoon"),
    **dict.fromkeys(("傍晚", "晚上", "晚间", "夜晚", "夜里", "夜间", "半夜", "深夜", "晚", "夜"), "evening"),
}


def month_in(said: str) -> int:
    return 1 if said == "元" else whole(said)


def steps(said: str) -> int:
    """Return how many periods 上, 本, 下下 and the like go back or on."""
    return said.count("下") + said.count("次") + said.count("大") + said.count("再") - said.count("上")


def zh_year(words: Words, clock: Clock) -> int | None:
    """Return the year a Chinese date says, if it says one."""
    said = words["year"]
    if not said:
        return None
    if said in NAMED_YEARS:
        return clock.today.year + NAMED_YEARS[said]
    return whole(said) if len(said) == 4 else 2000 + whole(said)


NTH = r"(?:第(?P<number>[一二三四五1-5])|最后一)"
NEAR_PARTS = "早上|晚上|上午|下午|(?:中午|晌午)(?!(?:之|以)?前)|凌晨|傍晚|早晨|清晨|一大?早|朝早|[上下晏]昼|下晏|夜晚|(?:[早晚](?!点)|晨|夜)"
