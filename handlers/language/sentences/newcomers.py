"""What a text about a new company is made of: pieces, each with the role the word before it gives it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM
from handlers.language.shape import Shape
from handlers.language.typed.reader import CJK
from sales.names import place_of

Role = Literal["company", "contact", "need", "source", "money", "reach", "note", ""]
# What people are at a company.
JOBS = (
    "(?:(?:采购|销售|行政|财务|信息|技术|运营|市场|人事|招标|车间|设备|生产|项目|工程|仓库|物流|总务|it|hr)(?:部|处|科|中心)?)?(?:副)?"
    "(?:总监|总经理|经理|主管|主任|负责人|专员|助理|老板娘?|厂长|店长|校长|院长|园长|老总|创始人|合伙人|ceo|cto|cfo|coo|cio|hrd?|采购|窗口|对接|联系人|联络人|对接人|经办人|接口人|店主|东家|掌柜)"
)
# The words a piece begins with, and what it is then about. The first that fits counts.
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "company",
        any_of(
            zh="""(?<![\u3400-\u9fff])公司(?:名称?|名字)?(?:是|叫|为)(?=\\S) 客户(?:名称?|名)?(?:是|叫)(?=\\S) 名叫 名字叫 (?:是|有)?(?:一?[个家])(?:公司|企业|单位|厂|店)?叫(?:做)?(?=\\S) (?:公司|企业|单位)叫(?:做)?(?=\\S) ^叫(?:做)?(?=\\S{4}) 在(?=\\S{4,12}?(?:上班|工作|任职|做(?:采购|老板|hr|it|行政|经理|总监|财务|技术|厂长)))
                (?<![\u3400-\u9fff])(?:公司|客户|企业)(?:名称?|名)?(?=\\W*$) (?<![\u3400-\u9fff])单位(?=\\W*$)""",
            en="""company name is, company name, company is, (?:company|name)(?=\\W*$|\\s?[=]), company(?= [a-z])(?! (?:is|has|that|who|wants?|needs?|in|from|with|and|of|for)\\b), account name, customer is, named, called(?! in| us| me| today| twice| them| him| her|\\W*$), it's called, introduced (?:us|me) to,
                referred (?:us|me) to, intro'd us to, put us in touch with, (?:the |their )?(?:owner|founder|co-founder|ceo|cfo|cto|coo|cio|director|head|gm|md|principal|buyer|vp)(?: of [a-z]+| [a-z]{2,10})? (?:of|at|from)(?= ), works? (?:at|for), moved to, (?:is |she's |he's )?now (?:at|with), (?:someone|somebody) from, cold[- ]called""",
        ),
    ),
    (
        "contact",
        any_of(
            zh=f"""联系人 对接人 对接 负责人 经办人 找(?=<contact>|\\W*$) (?:老板|校长|院长|厂长|店长|经理)姓 联络人 窗口 管事的?(?:是|叫) (?:他们|对方|那边|他家)?的?{JOBS}(?:的名字)?(?:是|叫|姓|为) {JOBS}(?=<contact>) (?:对方|人)(?:是|叫) (?:他们|对方)(?:那边)?的?{JOBS}(?=\\s?\\S)""",
            en="""(?:a |the )?(?:guy|man|lady|woman|someone|chap|gentleman|dude) (?:is )?(?:named|called), decision[- ]maker(?: is)?, champion is, my contact(?: there)?, conatct, contatc, contact person(?: is)?, person in charge(?: is)?, p\\.?i\\.?c\\.?, contact name, contacts?(?! form), talk to, speak (?:to|with), spoke (?:to|with), ask for, reach out to, attn, attention, poc, (?:his |her |guy's |lady's |the )?name's, (?:guy's |his |her )?name is, guy's name is, c/o, met with, met(?! the| a| with)(?= [a-z]+ [a-z]+ (?:from|of|at)\\b), (?:pls |please )?call(?= [a-z]+ (?:on|at) ),
                (?:ops |it |office |plant |sales |general |purchasing |procurement |hr |marketing |vp |head |facility |facilities |fleet |project |product |regional )*(?:manager|director|owner|buyer|ceo|cfo|cto|coo|cio|cmo|vp(?: [a-z]{2,11})?|head of [a-z]+|founder|principal|gm|md|eng)(?: is)?(?= [a-z]| ?(?![叫姓是])[\u3400-\u9fff]{2,3}(?:\\W|$))""",
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
            zh="预算 报价(?=[^，,]{0,6}<amount>) 金额 预计(?=<amount>|金额) 能给到? 大概(?=<amount>) 盘子",
            en="budget(?: is| of| around| about)?, worth, amount, deal size, around <amount>, approx(?:imately)?, value",
        ),
    ),
    (
        "need",
        any_of(
            zh="想要 想(?!法) 需要 要(?!素|求|紧|是) 需求(?:是)? 打算 计划 有意 希望 考虑 采购(?!部|经理|总监|主管|叫|是|<contact>|[\u3400-\u9fff]{1,3}[\\s\ue009]) 咨询 询价 询 感兴趣 看中 对(?=\\S{2,}(?:感|有)兴趣) 问(?!题) 求购 诉求 关注 想了解 了解 在找 正在找",
            en="""(?:they |they'd |he |she |who )?(?:(?:are|is|might|may|also|would|could) )?(?:would like|like a|needs?|wan(?:ts?|na)?(?! to call)(?=\\W)|wanting|looking (?:for|at|to|into)|interested in|requires?|require|asking (?:about|for)|asked (?:about|for), (?:called|rang|emailed|phoned|messaged) about|evaluating|exploring|shopping for|keen on|in need of),
                requirements?(?: is)?, need is, use case""",
        ),
    ),
)
_BEGINS = re.compile("|".join(f"(?P<{role}>{words.pattern})" for role, words in _ROLES))
_ENDS = re.compile(
    r"[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]+|\s[/|+]\s|[/|](?=\s)|[【】\[\]]|(?<=[a-z])\s+(?=[\u4e00-\u9fff]*\ue00c)|(?<=\ue00c)\s*(?=[\u4e00-\u9fffa-z])(?!推荐|介绍|引荐|牵线|转介|推)|(?<=[\u4e00-\u9fff])(?<![的们购监管任人部科处室心办组])(?=\ue00c)"
)
# What companies are called by: what they are, make or sell.
KINDS = (
    "公司|集团|科技|电子|电气|医院|医疗|诊所|学校|中学|小学|大学|学院|银行|实业|工业|机械|制造|模具|物流|贸易|食品|餐饮|酒店|酒业|服饰|纺织|建材|地产|物业|传媒|文化|教育|培训|数据|软件|网络|信息|能源|化工|材料|汽配|汽车|零售|百货|超市|商贸|药业|生物|环保|电器|家居|陶瓷|石材|印务|乳业|钨业|轴承|阀门|海运|民宿|厂|店|社|行|局|所|中心|工作室|俱乐部|协会"
    "|冷链|医药|制药|牧业|农业|渔业|林业|印染|印刷|纸业|纸品|五金|塑胶|塑料|皮具|电缆|水务|燃气|热力|航空|航运|港务|设计|广告|旅游|文旅|管道|重型|重工|重机|钢铁|铝业|光电|半导体|仪器|仪表|自动化|智能|智联|智造|装备|船舶|紧固件|轮胎|家具|门窗|照明|灯饰|玩具|鞋业|服装|箱包|珠宝|日化|美妆|花卉|园林|置业|建设|建筑|工程|事务所|咨询|人力|保险|证券|基金|租赁|电商|快递|速运|货运|供应链|仓储|粮油|饮料|茶业|火锅|烘焙|咖啡|影业|游戏|体育|健身|养老|康复|口腔|眼科|体检|幼儿园|书店|出版社|研究院|通信|通讯|动力|光伏|风电|电力|水泥|玻璃|卫浴|石化|矿业|连锁|外贸|工贸|船厂|码头|航天|酒庄|农庄|餐厅|市场"
)
_SUFFIX = re.compile(
    rf"(?:{KINDS})$"
    r"|\w(?:ology|ings|tronics|ware|works|imaging|ations)$|\b(?:inc|ltd|llc|gmbh|corp|co|company|group|labs?|foods?|clinics?|schools?|dental|media|steel|freight|logistics|energy|health|pharma|insurance|bank|hotels?|resorts?|studios?|systems|solutions|technologies|tech|partners|holdings|industries|motors|textiles|realty|mining|games|airways|air|traders|trading|bakery|dairy|coffee|cafe|restaurant|hospital|university|college|academy|supplies|electronics|marine|seafood|farms?|paper|packaging|plastics|paints?|tools|furniture|couriers?|travel|airlines|shipping|security|software|analytics|robotics|networks|telecom|capital|ventures|mutual|financial|law|consulting|design|architects|builders|construction|engineering|manufacturing|chemicals?|biotech|solar|power|water|cycles|fitness|sports|cosmetics|beauty|fashion|apparel|books|publishing|press|events|catering|brewery|plumbing|electric|roofing|cleaning|childcare|district|council|foundation|association|as|ab|sa|srl|bv|nv|ag|oy|kk|plc|bhd|pty|pvt|pte|mills?|works|express|outfitters|supply|&)\.?$",
    re.IGNORECASE,
)
# What stands right before a company's name: that it is one, or that it is new.
LABELLED = re.compile(
    r"(?i:\b(?:company(?: name)?(?: is(?: called)?|:|=| =)?|its? ?'?s? called|company called) )$|(?:公司\w{0,2}|单位|客户)\s?[:：是叫]\s?$|(?:[名家店厂司所院校们]字?|[的，,\s])\s?叫\s?$|(?<![他她])叫做\s?$"
)
TOLD = re.compile(
    r"[:：]\s?$|(?i:(?:\b(?:new)?lead|leads|prospect|inbound|customer|client|one|opp|opportunity|inquiry|enquiry|deal|account|logo|new|name|crm|pipeline|system)(?: (?:for|from|called|named|is|in))?\s*(?:[:：—–=,-]\s*)?|线索[\w，,]{0,2}[:：]?\s*)$"
    r"|(?i:\b(?:put|add|adding|log|register|create|chuck|set up|open|enter|record|introduced (?:us|me) to|referred (?:us|me) to|pointed|passed us|sent us|gave us|told) )$"
)
CORPORATE = 2  # how much a name that says what the company does looks like one
_FILLER = re.compile(
    r"^(?:\s|今天|今日|昨天|昨日|昨晚|刚才|刚刚|上午|下午|早上|主动|预计|说是|录进去|又|是|的|一个|个|刚|啊|呀|吧|大概|大约|左右|金额|可能|约|以?内|有|"
    r"(?:is|are|for|its|at|with|here|please|pls|maybe|about|around|approx|roughly|or so|of|in|via|came|through|just|got|a|an|and|to|"
    r"as|no|yet|them|him|her|put|add|enter|register|log|new|leads?|prospect|create|by|would you)(?![a-z'’])|[:：=~+&—-])+",
    re.IGNORECASE,
)
_FILLER_END = re.compile(
    r"(?:\s|左右|上下|或以上|以?内|那边|这边|的|了|吧|哈|大概|大约|一下|(?<![a-z])(?:or so|in|as|their|sir|too|likely|can|maybe|around|about|worth|at|with|for|from|via|came|to|and|is|they|he|she|please|pls|today|yesterday|just now|the|a),?|[:：=~+-])+$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"[的了我他她]|今天|昨天|刚才|名片|客户|线索|商机|\b(?:a|an|is|are|was|we|they|i|he|she|it|to|from|at|who|that|this|my|our|please|got|just|said|called|need|want|no|not|yet|register|add|log|system)\b"
)
_CLAUSE = re.compile("[在是有来说想去吗吧这那给把被让和跟没]")
_NOBODY = re.compile(
    r"^(?:(?:the|our|my|a|an|this) )?(?:quick|my|pool|(?:live )?chat(?: widget)?|widget|crm|system|web ?site|web|form|list|table|expo|fair|show|booth|webinar|friend|enquiry|inquiry|referral|inbound|call|email|off|met|got|prospect|a|an|the|lead|leads|one|it|this|that|for|me|us|here|in|to|today|there|everyone|all|team|new|client|customer|客户|线索|商机|一下|公司|老客户|大客户|了|吧|hk|sg|us|uk|me|no|yet)$",
    re.IGNORECASE,
)
_PLACES = any_of(
    en="""kuala lumpur, singapore, hong kong, new york, london, paris, tokyo, seoul, bangkok, jakarta, manila, hanoi, ho chi minh city, saigon, taipei, shanghai, beijing, shenzhen, guangzhou, mumbai, delhi, new delhi,
        bangalore, bengaluru, chennai, hyderabad, pune, kolkata, dubai, abu dhabi, sydney, melbourne, auckland, san francisco, los angeles, chicago, boston, austin, seattle, denver, atlanta, miami, dallas, houston,
        toronto, vancouver, mexico city, berlin, munich, hamburg, frankfurt, zurich, vienna, milan, rome, madrid, barcelona, lisbon, dublin, amsterdam, brussels, stockholm, oslo, copenhagen, helsinki, warsaw, prague,
        penang, johor bahru, cebu, san diego, san jose, palo alto, new jersey, new zealand, united states, united kingdom, south korea, sri lanka, kota kinabalu, nova scotia, costa rica, saudi arabia, cape town, tel aviv""",
)
_LEADS = re.compile(r"\s*[:：=–—-]|\s|(?=[\ue009\ue00a\ue00c])")  # what may part a label from its value


_LABELS = re.compile(r"\s*[:：=–—-]")
_ALIKE = 4
_SPELT = re.compile(r"[零一二三四五六七八九幺〇](?:\s?[零一二三四五六七八九幺〇]){7,11}")
_SPELT_DIGITS = str.maketrans("零〇一幺二三四五六七八九", "001123456789")
_DIGITS = re.compile(
    r"(?:(?<![\w.$¥€£+-])(?<!\d,)|(?<=[机话碼码]))(?:\+|[(（]\d{2,5}[)）]\s?)?"
    r"(?:\d[\d -]{5,14}\d|\d{3}\.\d{3}\.\d{4})(?![\w.,]*\d)(?![\w%万亿元块])"
)
_ADDRESSED = re.compile(r"(?:Mr|Ms|Mrs|Dr|Mdm|Madam|Miss|Prof)\.? [A-ZÀ-Þ]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: where it stands, and how much speaks for its being the company's and somebody's there."""

    start: int
    end: int
    text: str
    company: float
    person: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a clause with the role its first words give it."""

    start: int
    end: int
    role: Role
    text: str
    line: str


def pieces_of(shape: Shape) -> list[Piece]:
    """Take a text apart: clauses, and inside them where a word gives what follows another role."""
    pieces: list[Piece] = []
    label: Role = ""
    for start, end in _stretches(shape):
        line = shape.line[start:end]
        starts = [(0, "")] + [(found.start(), str(found.lastgroup)) for found in _BEGINS.finditer(line)]
        for (at, role), until in zip(starts, [*(at for at, _ in starts[1:]), len(line)], strict=True):
            if not re.search(r"\w|[\ue000-\ue0ff]", line[at:until]):
                continue
            piece = _piece(shape, start + at, start + until, role or label)
            led = (_LABELS if piece.role == "need" else _LEADS).match(shape.line, piece.end)
            label = piece.role if role and led and not _bare(piece, role) else ""
            pieces.append(piece)
    return pieces


def _stretches(shape: Shape) -> Iterator[tuple[int, int]]:
    """Yield what stands between commas, emoji and the like."""
    for clause in shape.clauses():
        last = clause.start
        for cut in _ENDS.finditer(shape.line, clause.start, clause.end):
            yield last, cut.start()
            last = cut.end()
        yield last, clause.end


def _piece(shape: Shape, start: int, end: int, role: str) -> Piece:
    roles: dict[str, Role] = {name: name for name, _ in _ROLES}
    return Piece(
        start, end, roles.get(role, ""), shape.words(start, end).strip(TRIM + "()（）/|"), shape.line[start:end]
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


def unspanned(shape: Shape, piece: Piece) -> str:
    """Return what a piece says beside phones, mails and amounts."""
    text = said_of(piece)
    for kind in ("phone", "email", "amount", "deal"):
        for _, span in shape.all(kind, piece.start, piece.end):
            text = text.replace(shape.text[span.start : span.end], " ")
    text = re.sub(r"(?<![\d.])\+?\d[\d -]{6,}\d", " ", text)
    return re.sub(r"\s+", " ", text).strip(TRIM + "()（）")


def trimmed(text: str) -> str:
    """A text without the little words around it."""
    return _FILLER_END.sub("", _FILLER.sub("", text.strip(TRIM + "/|"))).strip(TRIM + "()（）\"“”'/|「」『』《》【】")


def weight_of(name: str) -> int:
    """How much a text looks like the name of a company."""
    if not 2 <= len(name) <= 60 or _NOBODY.match(name) or re.fullmatch(r"[\W\d]+", name) or is_place(name):
        return -9
    called = bool(_SUFFIX.search(name))
    weight = 2 * called - 3 * bool(_SENTENCE.search(name) or (not called and _CLAUSE.search(name)))
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


def dictated_phone(shape: Shape) -> str:
    """Return a phone number no span knows: spelt sign by sign, or of an odd length beside a name."""
    found = _SPELT.search(shape.line)
    if found:
        return re.sub(r"\s", "", found[0]).translate(_SPELT_DIGITS)
    bare = _DIGITS.search(shape.line)
    return bare[0].strip() if bare else ""


def mailed_from(email: str, name: str) -> bool:
    """Whether an address is of a company: jonas@nordlys.no and Nordlys AS."""
    domain = re.sub(r"[^a-z0-9]", "", email.casefold().rpartition("@")[2])
    letters = re.sub(r"[^a-z0-9]", "", name.casefold())
    return min(len(domain), len(letters)) >= _ALIKE and domain[:_ALIKE] == letters[:_ALIKE]


def is_place(text: str) -> bool:
    """Whether a text is a town or country and nothing else."""
    return place_of(text) is not None or _PLACES.fullmatch(text.casefold()) is not None
