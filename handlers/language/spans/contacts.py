"""People of the customer: 刘董, 李工, 他们王总, their CFO. They are nobody here."""

import re
from collections.abc import Iterator, Sequence

from handlers.language.spans.vocabulary import NEVER_FIRST
from handlers.language.words import Mention

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
TITLES = (
    "董事长|总经理|总监|经理|主任|处长|科长|院长|校长|部长|局长|行长|厂长|店长|所长|会长|书记|主管|老师|老板|教授|博士|律师|医生|女士|先生|小姐"
    "|阿姨|大姐|大哥|师傅|园长|馆长|站长|台长|社长|船长|秘书|董秘|会计|采购|老总|总|董|工|姐|哥|叔|处|局|院"
)
# Behind a company's name these are whose head is meant.
LEADER = re.compile("[厂院校处科部局行店所馆站]长|总经理|董事长")
_ANY_TITLE = f"(?:{TITLES})"
TITLE = re.compile(
    "(?:总监|总经理|经理|主管|老师|律师|同学|主任|总|姐|哥|工(?!作|程|厂|资|期|商|具)|律师|(?<=律)师|师(?=$|[^\u3400-\u9fff]))"
)
_NO_TITLE = "(?![作程厂资期商具人单时业部体价共额量结数计算])"
# Surnames that end words as well (鼎盛总共, 两季总结), and titles that are words: only where a name may begin.
RARE = "麦祝柯翁颜庄柴焦左宁耿关兰岳齐梅盛童霍尤骆穆倪樊舒鲍欧凌简温施洪季尚甘屈项柳裴聂章阮俞涂桂辛殷喻柏卓蒲苗臧闻游荣佟巫桑饶仇瞿祁栾胥池"
_BEGINS = "(?:(?<![\u3400-\u9fff])|(?<=[的是叫找跟和与给约请让对接位他她那见系部科人]))"
_CONTACT = re.compile(
    f"[{SURNAMES}]{_ANY_TITLE}{_NO_TITLE}|{_BEGINS}[{RARE}]{_ANY_TITLE}{_NO_TITLE}"
    f"|{_BEGINS}[{SURNAMES}{RARE}](?:生(?![产意活成效病气育])|太(?![太阳平原好多大高低贵]))"
)
_THEIRS = re.compile(
    r"(?:他们|她们|对方|(?<![他她]的)客户|甲方|对面|贵司|人家|客户那边|对方公司)(?:家|公司|那边|这边|内部)?的?$|(?:their|customer's|client's|the customer|the client) $"
)
_LOOKS_AFTER = re.compile(
    "(?:来|先)?(?:帮|代|替|顶|照看|照应|盯)(?!他们|客户)"
)  # my customers, and who looks after them
_LONGER = re.compile(f"[^\\W\\d_a-z{''.join(sorted(NEVER_FIRST))}找问说帮请等约见陪当做任拜]{_ANY_TITLE}")
_OF = re.compile(r"(?:集团|公司)?(?:那边|这边|家)?的? ?$")


def find(letters: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names somebody by surname and title."""
    return ((found.start(), found.end()) for found in _CONTACT.finditer(letters))


def only_person(letters: str) -> bool:
    """Whether a text is nothing but somebody's surname and title."""
    return _CONTACT.fullmatch(letters) is not None


def theirs(letters: str, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a name means one of the customer's people: 他们刘总, or 刘总 right after the customer's name."""
    before = letters[max(0, mention.start - 16) : mention.start]
    if _THEIRS.search(before):
        return not (before.endswith("客户") and _LOOKS_AFTER.match(letters, mention.end))
    called = letters[mention.start : mention.end]
    if not _CONTACT.fullmatch(called):
        return False
    return any(
        other.kind == "deal"
        and other.how != "code"
        and other.end <= mention.start
        and mention.start - other.end <= 5
        and _OF.fullmatch(letters, other.end, mention.start) is not None
        for other in others
    )


def longer_name(letters: str, end: int) -> bool:
    """Whether what stands here is but the beginning of somebody's name: 张伟 of 张伟明经理, 王芳 of 王芳芳."""
    if letters[end - 1] in "姐哥总董工叔":  # 静姐敏姐 are two
        return False
    return (letters[end : end + 1] == letters[end - 1] and letters[end - 2] in SURNAMES) or _LONGER.match(
        letters, end
    ) is not None
