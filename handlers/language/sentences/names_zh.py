"""Names in Chinese in a line about a new company: what speaks for each as the company's, and as somebody's there."""

from collections.abc import Iterator

from handlers.language.patterns import late
from handlers.language.sentences.newcomers import KINDS, LABELLED, TOLD, Name, weight_of
from handlers.language.shape import SIGNS
from handlers.language.spans import contacts
from sales.names import place_of

_HAN = "\u3400-\u9fff"
_RUN = late(f"[{_HAN}]{{3,}}")
_KINDS = late(KINDS)
_LONG, _MORE = 16, 3  # signs of a name, and of what may follow the word for what it is
_CUE = late(
    "叫做?|是|嘅|来自|供应商|[一1]?[家个条](?:公司)?|把|将|跟|和|与|在|[了过](?![家])|到|给(?:我们|咱们)?|帮忙?|公司|企业|客户|单位|线索|商机|介绍的?|推荐的?|的|就|从|聊|去|登记|新增"
)
_STOP = late(
    "[的嘅]|在(?!线)|[那这]边|那儿|想|要(?!素)|有(?!限|色|机)|给(?!水|排)|说|找|需|姓|来(?=[的了咨问电找要过看询聊]|$)|打(?=[电过进来了给])|加(?=[了的我到入进微线])|进(?=[来线系库了入])|挺|主动|他们|愿|居然|登(?!山)|录|记(?!录|忆)|换|当|也|对(?!外)|问|推荐|介绍|帮|(?<![钢焊吸铜铁])管(?!道|理|业|材)|上(?=[系线会个套了来门一新一A-Za-z]|数字|ERP)|自己|了"
    "|(?:采购|销售|行政|财务|信息|技术|运营|市场|人事|设备|生产|工程|品质|安环|后勤|基建|总务|电商)(?:部|处|科|中心|室|总监|经理|主管)|老板|老总|联系人|对接|负责人|总监|主管|厂长|院长|校长"
)
_NO_COMPANY = late(
    "询盘|^咨询|留言|做|看见|隔壁|私信|之前|那[个家]|^开|陌拜|潜客|今天|昨天|刚才|线索|客户$|名片|商机|邮件|我|[们吧呢吗啦]|什么|一下|电话|微信|表弟|朋友|同学|[一二三四五六七八九十两几]+[家个条台套间枚扇]|联系人|^[录建记][个条一]|代表处$|单子|^[要想需求问做有先帮说他她这那]"
)
_DISTRICT = late("(?:广场|大厦|(?<!儿)[园城区镇县市路街])$")
_OF_BEHIND = late("的")
_GENERIC = late(f"^(?:{KINDS}){{1,2}}$|[是叫姓]")  # what they are, and not what they are called
_KIN = "弟弟?|哥哥?|妹妹?|朋友|同学|亲戚|老婆|老公|太太|儿子|女儿|闺蜜|小舅子|连襟"
_RANK = (
    "(?:董事长|总经理|副总裁?|总裁|总监|经理|主管|主任|部长|科长|处长|组长|店长|厂长|校长|院长|园长|馆长|站长|助理|负责人|专员|秘书长?|会长|教练|老板娘?|店主|东家|掌柜|合伙人|创始人|总工|工程师|会计|出纳|前台|护士长|采购|运营|行政|财务|人事|技术|文员|代表|副总|小姑娘|小伙子|法人|"
    "(?<![A-Za-z])(?:[Hh][Rr]|[Ii][Tt]|C[ETFOIM]O|ceo|cto|cfo|coo|cio)(?![a-z])|对接人?|联系人|联络人|接口人|经办人|窗口|管事的|当家的|老总|老师|医生)"
)
_SENDS = late(
    f"(?:给|跟|帮|把)?(?:我们?|咱们?)?(?:介绍|推荐|引荐|牵线|转介|给的|推[的了过给荐]|带[来的了]|拉了)|的?(?:{_KIN})"
)
_SURNAME = f"(?:欧阳|歐陽|上官|司马|诸葛|慕容|令狐|[{contacts.SURNAMES}{contacts.RARE}卢萧符苗郝柏孟耿俞康傅易常乔赖文伍詹蒙申冉牛边燕艾古居匡巩冷鞠查荆游竺阎宗丛曲尤葛蓝奚景温焦盖池蔺])"
_TITLE_ZH = f"(?:{contacts.TITLES}|协理|经理|部长|组长|园长)"
_AFTER = f"(?=[^{_HAN}]|$|[的说想要对接换愿挺打在是给电手让负来加问联也跟留和有当，找要问])"
_CALLED_ZH = f"(?:{_SURNAME}[{_HAN}]{{0,2}}?{_TITLE_ZH}|[小老阿][{_HAN}]{{1,3}}?|[{_HAN}][姐哥总])"
_NAME_ZH = f"(?:{_CALLED_ZH}|{_SURNAME}[{_HAN}]{{1,2}}?)"
_TITLED = f"(?![的是叫姓找问给请联老大部科处室中组])[{_HAN}]{{1,2}}{_TITLE_ZH}"
_LATIN_ZH = "(?:(?:Mr|Ms|Mrs|Dr)\\.? )?[A-ZÀ-Þ][A-Za-zÀ-ÿ'-]+(?: [A-ZÀ-Þ][a-zà-ÿ'-]+)?"
_JOB_ZH = late(
    f"(?:采购|销售|行政|财务|信息|技术|运营|市场|人事|设备|生产|工程|品质|人力|总|副|大|部|科|处|室|中心|{_RANK})*{_RANK}|[的是叫人找].*"
)
_PERSON_ZH = late(f"{_NAME_ZH}|(?:[{_HAN}]{{2,4}})?{_RANK}{_NAME_ZH}?")
_PEOPLE = (
    (
        late(
            f"(?:(?i:contact|pic)|负责人|联系人|对接人?|窗口|联络人|接口人|经办人|名字)(?:的?名字)?(?:[是叫为找]|[:：\\s])*(?P<who>{_LATIN_ZH}|{_NAME_ZH}|{_TITLED}|[{_HAN}]{{2,4}}){_AFTER}"
        ),
        5.0,
    ),
    (
        late(
            f"{_RANK}(?:的?名字|的(?=[小老阿]))?(?:[是叫为做：:]|[\\s])*(?P<who>{_LATIN_ZH}|{_NAME_ZH}|{_TITLED}){_AFTER}"
        ),
        4.0,
    ),
    (
        late(
            f"(?:同学|朋友|表[弟哥姐妹]|亲戚|邻居|战友|师兄|师姐|老乡)(?:的|是|叫|：|\\s)*(?P<who>{_LATIN_ZH}|{_NAME_ZH}){_AFTER}"
        ),
        2.5,
    ),
    (
        late(
            f"(?:部门?|科|处|室|中心|组|办|站|[他她]|人|留的名字|找|联系|叫)(?:的|是|叫|：|\\s)*(?P<who>{_LATIN_ZH}|{_NAME_ZH}){_AFTER}"
        ),
        3.0,
    ),
    (late(f"(?:{_RANK}|部门?|科|处|中心)(?P<who>(?![部科处室中组])[{_HAN}]{{2,4}})(?=\\W{{0,2}}[\ue009\ue00a])"), 3.0),
    (late(f"姓(?P<who>[{_HAN}])[的，,]?\\s?(?:一?[个位])?(?P<title>{_TITLE_ZH}|{_RANK})"), 4.5),
    (late(f"(?P<title>{_RANK})[，,\\s]*(?:[他她]|人)?姓(?P<who>[{_HAN}])"), 4.5),
    (late(f"姓(?P<who>[{_HAN}])(?![{_HAN}])"), 3.0),
    (late(f"(?:写的是|留的?是|留了名字|名片是|是个叫)\\s?(?P<who>{_LATIN_ZH}|{_NAME_ZH}){_AFTER}"), 3.0),
    (late(f"(?<![{_HAN}])(?P<who>{_SURNAME})姓的?(?P<title>{_TITLE_ZH})"), 4.0),
    (late(f"(?<![{_HAN}])(?P<who>{_TITLED}){_AFTER}"), 2.5),
    (late(f"(?P<who>{_SURNAME}{_TITLE_ZH})(?![作程厂资期商具人单时业部体价])"), 3.0),
    (late(f"(?:^|[^{_HAN}])(?P<who>{_NAME_ZH})(?=\\W{{0,2}}[\ue009\ue00a])"), 2.5),
    (late(f"(?:^|[^{_HAN}])(?P<who>{_CALLED_ZH})(?=[^{_HAN}]|$)"), 2.5),
)
_NOT_WHO = late(
    f"^(?:[小老](?:程序?|姐|区|时|店|公司|企业|单|师|板娘?|家|客户?|关系|同学|字号))$|^我|[了的]|电话|手机|邮箱|号码|微信|保密|金额|^M(?:r|s|rs)$|^Dr$|^[没未暂先还不说在想位个名]|[部科处室组]$|(?<!^[{contacts.SURNAMES}])(?:{_KIN})$"
)


def companies(text: str) -> Iterator[Name]:
    """Names of companies in Chinese: from a cue, a town or the beginning of a part to what they end in."""
    for run in _RUN.finditer(text):
        for at in _starts(run[0]):
            name, told = _to_its_end(run[0][at:])
            if len(name) < 3 or _NO_COMPANY.search(name):
                continue
            start = run.start() + at
            if text.startswith("的", start + len(name)) and _DISTRICT.search(name):
                continue
            before = text[max(0, start - 12) : start]
            labelled = LABELLED.search(before) is not None
            weight = weight_of(name) + 5.0 * labelled + 1.5 * bool(TOLD.search(before))
            weight += (1.0 if told else -1.0) * bool(_OF_BEHIND.match(text, start + len(name)))
            weight -= 0.1 * at + run.start() / 50 + 3.0 * bool(_GENERIC.search(name))
            yield Name(
                start,
                start + len(name),
                name,
                weight - 9.0 * bool(not (told or labelled) and _PERSON_ZH.fullmatch(name)),
                -9.0,
            )


def _starts(run: str) -> Iterator[int]:
    """Where in a run of Chinese a company's name may begin."""
    cues = {found.end() for found in _CUE.finditer(run)}
    if _CUE.match(run) is None:
        cues.add(0)
    for at in range(len(run) - 2):
        if at in cues or place_of(run[at : at + 2]) is not None:
            yield at


def _to_its_end(run: str) -> tuple[str, bool]:
    """What a run says up to the last word of what companies are, and whether there is one; else to where no name goes on."""
    stop = _STOP.search(run, 2)
    head = run[: stop.start() if stop else len(run)]
    end = max((found.end() for found in _KINDS.finditer(head, 1, _LONG)), default=0)
    district = stop is not None and stop[0] == "的" and end < len(head) and _DISTRICT.search(head)
    if end < 3 or district:
        return head, False
    more = stop is None and len(head) - end <= _MORE and not _PERSON_ZH.fullmatch(head[end:])
    return (head if more else head[:end]), True


def people(text: str) -> Iterator[Name]:
    """People in Chinese: by a label or what they are, by surname and title, by a surname alone."""
    for pattern, weight in _PEOPLE:
        for found in pattern.finditer(text):
            if _NOT_WHO.search(found["who"]) or _JOB_ZH.fullmatch(found["who"]) or place_of(found["who"]):
                continue
            run = _RUN.match(text, found.start("who"))
            if run is not None and _to_its_end(run[0])[1]:
                continue
            title = found.groupdict().get("title") or ""
            title = "" if title.isascii() else title
            before = text[max(0, found.start("who") - 8) : found.start("who")]
            sends = _SENDS.match(text, found.end()) or before.rstrip("的").endswith((SIGNS["deal"], "我", "我们"))
            told = weight - 4.0 * bool(sends) - found.start() / 200
            yield Name(*found.span("who"), found["who"] + title, -9.0, told)
