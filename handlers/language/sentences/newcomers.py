"""What a text about a new company is made of: pieces, each with the role the word before it gives it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM
from handlers.language.shape import Clause, Shape
from handlers.language.typed.reader import CJK
from sales.names import place_of

Role = Literal["company", "contact", "need", "source", "money", "reach", "note", ""]
# The words a piece begins with, and what it is then about. The first that fits counts.
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "company",
        any_of(
            zh="(?<![\u3400-\u9fff])公司(?:名称?|名字)?(?:是|叫|为)(?=\\S) 客户(?:名称?|名)?(?:是|叫)(?=\\S) 名叫 名字叫 (?<![\u3400-\u9fff])(?:公司|客户|企业)(?:名称?|名)?(?=\\W*$) (?<![\u3400-\u9fff])单位(?=\\W*$)",
            en="""company name is, company name, company is, (?:company|name)(?=\\W*$|\\s?[=]), account name, customer is, named, called(?! in| us| me| today| twice| them| him| her|\\W*$), it's called, introduced us to,
                referred us to, intro'd us to, put us in touch with, (?:the )?owner of, works? (?:at|for), (?:someone|somebody) from, cold[- ]called""",
        ),
    ),
    (
        "contact",
        any_of(
            zh="联系人 对接人 对接 负责人 经办人 找(?=<contact>|\\W*$) (?:老板|校长|院长|厂长|店长|经理)姓 联络人 窗口 管事的?(?:是|叫)",
            en="""(?:a |the )?(?:guy|man|lady|woman|someone|chap|gentleman|dude) (?:is )?(?:named|called), decision[- ]maker(?: is)?, champion is, my contact(?: there)?, contact person, contact name, contacts?(?! form), talk to, speak (?:to|with), spoke (?:to|with), ask for, reach out to, attn, poc, name's, his name is, her name is, name is, c/o, met with, met(?! the| a| with)(?= [a-z]+ [a-z]+ (?:from|of|at)\\b),
                (?:ops |it |office |plant |sales |general |purchasing |procurement |hr |marketing )?(?:manager|director|owner|buyer|ceo|cfo|cto|coo|cio|cmo|vp|head of [a-z]+|founder|principal|gm|md)(?: is)?(?= [a-z])""",
        ),
    ),
    (
        "reach",
        any_of(
            zh="(?:电话|手机|座机|邮箱|邮件|微信)(?:号码?)?(?=\\W*(?:是|为)?\\W*(?:[\ue009\ue00a]|$|[\\da-z一二三四五六七八九零])) 微信同号",
            en="(?:phone|mobile|tel|cell|e-?mail|whatsapp|number)(?: number| address)?(?=\\W*(?:is\\W*)?[\ue009\ue00a:=+\\d]), ^\\W*(?:phone|mobile|tel|cell|e-?mail|whatsapp)(?: number| address)?(?=\\W*$)",
        ),
    ),
    (
        "source",
        any_of(
            zh="来源 来自 通过 渠道(?=\\W*$) 经(?=<deal>)",
            en="source, came (?:from|in|through|via), via, through, referred by, introduced by, recommended by, from, met (?:them |him |her )?at, found us",
        ),
    ),
    (
        "money",
        any_of(
            zh="预算 报价 金额 能给到? 大概(?=<amount>) 盘子",
            en="budget(?: is| of| around| about)?, worth, amount, deal size, around <amount>, approx(?:imately)?, value",
        ),
    ),
    (
        "need",
        any_of(
            zh="想要 想(?!法) 需要 要(?!素|求|紧|是) 需求(?:是)? 打算 计划 有意 希望 考虑 采购 咨询 询价 询 感兴趣 看中 对(?=\\S{2,}感兴趣) 问(?!题) 求购 诉求 关注 想了解 了解",
            en="""(?:they |they'd |he |she |who )?(?:are |is )?(?:would like|needs?|wants?(?! to call)|wanting|looking (?:for|at|to|into)|interested in|requires?|require|asking (?:about|for)|asked (?:about|for)|evaluating|exploring|shopping for|keen on|in need of),
                requirements?(?: is)?, need is, use case""",
        ),
    ),
)
_BEGINS = re.compile("|".join(f"(?P<{role}>{words.pattern})" for role, words in _ROLES))
_ENDS = re.compile(
    r"[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]+|\s[/|+]\s|[/|](?=\s)|[【】\[\]]|(?<=[a-z])\s+(?=[\u4e00-\u9fff]*\ue00c)|(?<=\ue00c)\s*(?=[\u4e00-\u9fffa-z])(?!推荐|介绍|引荐|牵线|转介|推)|(?<=[\u4e00-\u9fff])(?<!的)(?=\ue00c)"
)
_TITLE_CASE = re.compile(
    r"(?:the |The )?[A-Z0-9À-Þ][\w&'’.+-]*(?:\s+(?:(?:of|and|the|for|de|la|du|&|\+)\s+(?=[A-ZÀ-Þ]))?(?:[A-ZÀ-Þ&][\w&'’.+-]*))*"
)
_EN_END = re.compile(
    r"\s+(?:they|who|that|which|wants?|needs?|looking|interested|is|are|has|have|had|came|from|via|through|contact|referred|maybe|asking|met|wanting|at|worth|downloaded|filled|signed|called|ceo|cto|cfo|"
    r"with|about|around|on|in|for|to|as|budget|phone|email|said|today|yesterday|please|pls|just|reached|found|runs?|does|do|want|need|and they|small|big)\b"
)
_ZH_END = re.compile(
    r"(?:转介绍|介绍|推荐|想|需要|要(?!素)|打算|计划|有意|咨询|询价|联系人|对接|预算|来自|采购|的(?=老板|总|人|采购)|来咨询|来问|打电话|主动|找我|找上|找过|有\d|做(?=\S{2}的)|这家|那边|先|刚)"
)
_SUFFIX = re.compile(
    r"(?:公司|集团|科技|电子|电气|医院|医疗|诊所|学校|中学|小学|大学|学院|银行|实业|工业|机械|制造|模具|物流|贸易|食品|餐饮|酒店|酒业|服饰|纺织|建材|地产|物业|传媒|文化|教育|培训|数据|软件|网络|信息|能源|化工|材料|汽配|汽车|零售|百货|超市|商贸|药业|生物|环保|电器|家居|陶瓷|石材|印务|乳业|钨业|轴承|阀门|海运|民宿|厂|店|社|行|局|所|中心|工作室|俱乐部|协会)$"
    r"|\b(?:inc|ltd|llc|gmbh|corp|co|group|labs?|foods?|clinic|schools?|dental|media|steel|freight|logistics|energy|health|pharma|insurance|bank|hotels?|resorts?|studio|systems|solutions|technologies|tech|partners|holdings|industries|motors|textiles|realty|mining|games|airways|&)\.?$",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:\s|一枚|来访|我拉了个|又|我这|我们|给大家同步一?下|同步一?下|大家|是|叫|的|来自|一家|一个|一条|个|家|条|张|刚|先记上|记上|先记|先录进去|录进去|录一下|哈|啊|呀|吧|公司名?(?=[:：叫是])|名字|名称|客户(?:是|叫)|客户(?=\W|$)|登记|帮忙|帮我|麻烦|预算|大概|大约|左右|金额|可能|约|以?内|有|"
    r"(?:from|is|are|called|named|for|the company|it's|its|at|with|here|please|pls|maybe|about|around|approx|roughly|or so|of|in|via|came|through|heads up|hey|hi|just|got|a|an|and|put|add|adding|register|log|logging|create|enter|can you|could you|would you|let's|by|to|"
    r"new|lead|leads|prospect|called in|as|into the system|no|yet|one|them|him|her)(?![a-z'’])|[:：=~+&—-])+",
    re.IGNORECASE,
)
_FILLER_END = re.compile(
    r"(?:\s|左右|上下|或以上|以?内|那边|这边|的|了|吧|哈|大概|大约|一下|(?<![a-z])(?:or so|in|as|maybe|around|about|worth|at|with|for|from|via|came|to|and|is|they|he|she|please|pls|today|yesterday|just now|the|a),?|[:：=~+-])+$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"[的了我他她在是有来说想去吗吧这那给把被让和跟没]|今天|昨天|刚才|名片|客户|线索|商机|\b(?:a|an|is|are|was|we|they|i|he|she|it|to|from|at|who|that|this|my|our|please|got|just|said|called|need|want|no|not|yet|register|add|log|system)\b"
)
_NOBODY = re.compile(
    r"^(?:enquiry|inquiry|referral|inbound|call|email|off|met|got|prospect|a|an|the|lead|leads|one|it|this|that|for|me|us|here|in|to|today|there|everyone|all|team|new|client|customer|客户|线索|商机|一下|公司|老客户|大客户|了|吧|hk|sg|us|uk|me|no|yet)$",
    re.IGNORECASE,
)
_PLACES = any_of(
    en="""kuala lumpur, singapore, hong kong, new york, london, paris, tokyo, seoul, bangkok, jakarta, manila, hanoi, ho chi minh city, saigon, taipei, shanghai, beijing, shenzhen, guangzhou, mumbai, delhi, new delhi,
        bangalore, bengaluru, chennai, hyderabad, pune, kolkata, dubai, abu dhabi, sydney, melbourne, auckland, san francisco, los angeles, chicago, boston, austin, seattle, denver, atlanta, miami, dallas, houston,
        toronto, vancouver, mexico city, berlin, munich, hamburg, frankfurt, zurich, vienna, milan, rome, madrid, barcelona, lisbon, dublin, amsterdam, brussels, stockholm, oslo, copenhagen, helsinki, warsaw, prague,
        penang, johor bahru, cebu, san diego, san jose, palo alto, new jersey, new zealand, united states, united kingdom, south korea, sri lanka, kota kinabalu, nova scotia, costa rica, saudi arabia, cape town, tel aviv""",
)
_LEADS = re.compile(r"\s*[:：=–—-]|\s|(?=[\ue009\ue00a\ue00c])")  # what may part a label from its value


_ADDRESSED = re.compile(r"(?:Mr|Ms|Mrs|Dr|Mdm|Madam|Miss|Prof)\.? [A-ZÀ-Þ]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a clause with the role its first words give it; `first` where it follows the announcement at once."""

    start: int
    end: int
    role: Role
    text: str
    line: str
    first: bool = False


def pieces_of(shape: Shape, announced: tuple[int, int]) -> list[Piece]:
    """Take a text apart: clauses, and inside them where a word gives what follows another role."""
    pieces: list[Piece] = []
    label: Role = ""
    first = True
    for start, end in _stretches(shape, announced):
        line = shape.line[start:end]
        starts = [(0, "")] + [(found.start(), str(found.lastgroup)) for found in _BEGINS.finditer(line)]
        for (at, role), until in zip(starts, [*(at for at, _ in starts[1:]), len(line)], strict=True):
            if not re.search(r"\w|[\ue000-\ue0ff]", line[at:until]):
                continue
            piece = _piece(shape, start + at, start + until, role or label, first=first and start >= announced[1])
            first = first and start < announced[1]
            led = _LEADS.match(shape.line, piece.end)
            label = piece.role if role and led and not _bare(piece, role) else ""
            pieces.append(piece)
    return pieces


def _stretches(shape: Shape, announced: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield what stands between commas, emoji and the announcement."""
    for clause in shape.clauses():
        for start, end in _beside(clause, announced):
            last = start
            for cut in _ENDS.finditer(shape.line, start, end):
                yield last, cut.start()
                last = cut.end()
            yield last, end


def _beside(clause: Clause, announced: tuple[int, int]) -> Iterator[tuple[int, int]]:
    if clause.end <= announced[0] or clause.start >= announced[1]:
        yield clause.start, clause.end
        return
    if clause.start < announced[0]:
        yield clause.start, announced[0]
    if clause.end > announced[1]:
        yield announced[1], clause.end


def _piece(shape: Shape, start: int, end: int, role: str, *, first: bool) -> Piece:
    roles: dict[str, Role] = {name: name for name, _ in _ROLES}
    return Piece(
        start, end, roles.get(role, ""), shape.words(start, end).strip(TRIM + "()（）/|"), shape.line[start:end], first
    )


def _bare(piece: Piece, role: str) -> str:
    """What a piece says beside the word that gives it its role."""
    cue = next(words for name, words in _ROLES if name == role)
    return re.sub(r"^(?:是|叫|为|is\b)\W*", "", cue.sub("", piece.line, count=1).strip(TRIM + "()（）="))


def said_of(piece: Piece) -> str:
    """What a piece says, as it was typed, without the word that gives it its role."""
    cue = next((words for name, words in _ROLES if name == piece.role), None)
    found = cue.match(piece.line.lstrip()) if cue else None
    text = piece.text[found.end() :] if found else piece.text
    return text.strip(TRIM + "()（）=\"“”'/|")


def trimmed(text: str) -> str:
    """A text without the little words around it."""
    return _FILLER_END.sub("", _FILLER.sub("", text.strip(TRIM + "/|"))).strip(TRIM + "()（）\"“”'/|")


def company_in(text: str) -> tuple[str, str]:
    """Return the company's name a text begins with, and what stands behind it."""
    bare = trimmed(text)
    if CJK.search(bare) and not re.match(r"[A-Z]", bare):
        cut = _ZH_END.search(bare, 2)
        name, rest = (bare[: cut.start()], bare[cut.start() :]) if cut else (bare, "")
        place, _, latin = name.partition(" ")
        return (trimmed(latin), rest) if latin and latin[0].isascii() and place_of(place) else (trimmed(name), rest)
    cased = _TITLE_CASE.match(bare)
    end = _EN_END.search(bare)
    if cased and (not end or cased.end() <= end.start() or len(cased[0].split()) > 1):
        return trimmed(cased[0]), bare[cased.end() :]
    return (trimmed(bare[: end.start()]), bare[end.start() :]) if end else (bare, "")


def weight_of(name: str) -> int:
    """How much a text looks like the name of a company."""
    if not 2 <= len(name) <= 60 or _NOBODY.match(name) or re.fullmatch(r"[\W\d]+", name) or is_place(name):
        return -9
    weight = 2 * bool(_SUFFIX.search(name)) - 3 * bool(_SENTENCE.search(name))
    if CJK.search(name):
        return (
            weight
            + 2 * any(place_of(name[:size]) is not None for size in (2, 3, 4) if len(name) > size)
            + (4 <= len(name) <= 12)
        )
    words = name.split()
    if len(words) == 1 and name.islower():
        return weight - 3
    weight += bool(
        all(
            word[:1].isupper() or word[:1].isdigit() or word in ("and", "of", "the", "for", "de", "&") for word in words
        )
    )
    return weight + (1 if name.islower() and len(words) <= 3 else 0) - 2 * bool(_ADDRESSED.match(name))


def is_place(text: str) -> bool:
    """Whether a text is a town or country and nothing else."""
    return place_of(text) is not None or _PLACES.fullmatch(text.casefold()) is not None
