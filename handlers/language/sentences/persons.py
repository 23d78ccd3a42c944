"""Whom to call at a new company: by title, by what they are there, or a bare name beside a number."""

import re
from collections.abc import Iterator, Sequence

from handlers.language.sentences.meaning import TRIM
from handlers.language.sentences.newcomers import JOBS, Piece, is_place, said_of, weight_of
from handlers.language.sentences.sources import source_of
from handlers.language.shape import Shape
from handlers.language.spans import contacts

_PERSON = (
    r"(?:(?:Mr|Ms|Mrs|Dr|Mdm|Madam|Miss|Prof|[Uu]ncle|[Aa]unt(?:y|ie))\.? )?[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’.-]*){0,2}"
)
_PERSON_AT = re.compile(
    rf"\s*(?:(?:there|person|name|would be|will be|is|是|叫|为|:|：|=|[-–—])\s*)*(?P<who>{_PERSON})"
)
_LOWER_AT = re.compile(
    r"\s*(?:is|:|=)?\s*(?P<who>(?:(?:mr|ms|mrs|dr)\.? )?(?!(?:us|me|them|you|yet|him|her|later|soon|there|details|info|person|unknown|tbd|is|to|about)\b)[a-z][\w'’-]+)(?=\s*(?:$|[,(]|phone|email|mobile|tel|\ue009|\ue00a))"
)
_TITLED = re.compile(
    r"^\W*(?P<who>(?:Mr|Ms|Mrs|Dr|Mdm|Madam|Miss|Prof|[Uu]ncle|[Aa]unt(?:y|ie))\.? [A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]*)?)\W*$"
)
_ONE_NAME = re.compile(r"^\W*(?P<who>[A-ZÀ-Þ][a-zà-þ'’-]+)\W*$")
# Whoever came is of a company: Marco at Tidal Robotics, Mdm Ong of Happy Tots.
_VISITOR = re.compile(
    r"(?<![\w'’&.-])(?!(?:[Jj]ust|[Mm]et|[Ss]poke|[Tt]alked|[Hh]eard|[Gg]ot|[Hh]ad|[Nn]ew|[Ll]ead|[Cc]all(?:ed)?|[Ii]nbound|[Ww]ith|[Tt]o|[Ff]rom|[Ee]-?mail|[Mm]essage|[Ii]nquiry|[Ee]nquiry|[Rr]equest|[Rr]eferral|[Ww]alk|[Ii]n|WhatsApp|Whatsapp|LinkedIn|Demo|Form|Contact|Prospect|Received|The|A|An|Ref|Intro|Someone|Somebody|Quick|Trade|Hot|Fresh|Potential)\b)"
    rf"(?P<who>{_PERSON}) (?:(?:here |there )?(?:from|at|of|over at|with))(?: the)? (?P<company>[A-Z0-9][\w&'’-]*(?: (?:(?:of|and|&|de|la) )?[A-Z][\w&'’.-]*| &)*)(?![\w&'’-])(?! (?:expo|fair|booth|trade|show|summit|conference|event|webinar|dinner|party)\b)"
)
_NAMED = re.compile(
    r"\b(?:guy|man|lady|woman|person|someone|manager|director|owner|contact|rep|dude|chap|gentleman) (?:is )?(?:named|called) (?P<who>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]*)?)",
    re.IGNORECASE,
)
_HANZI_PERSON = re.compile(
    rf"(?:^|[\s，,：:的找叫部科室处]|联系)(?P<who>[{contacts.SURNAMES}欧阳上官司马诸葛][\u3400-\u9fff]{{1,2}}(?:{contacts.TITLES}))(?=\W|$|\d|说|想|要|来)"
    rf"|(?:^|[找系]\s?)(?P<nick>[小老阿][{contacts.SURNAMES}])(?=\W|$|\d)"
)
_HANZI_NAME = re.compile(rf"^\W*(?P<who>[{contacts.SURNAMES}][\u3400-\u9fff]{{1,2}})\W*$")
_CALLED = re.compile(
    rf"(?:主管|经理|老板|负责人|采购|主任|联系人|校长|院长|老师|总监)(?:的名字)?(?:是|叫)(?P<who>[{contacts.SURNAMES}][\u3400-\u9fff]{{1,2}})(?=\W|$|\d)"
)
_SURNAMED = re.compile(
    r"姓(?P<surname>[\u3400-\u9fff])的?(?P<title>先生|女士|老板|小姐|经理|主任|总|老师|大姐|大哥|师傅|阿姨|院长|校长)"
)
_ONLY_SURNAME = re.compile(r"^\W*(?:人|他|她)?姓(?P<who>[\u3400-\u9fff])\W*$")
_TWO_NAMES = re.compile(r"^\W*(?P<who>[A-ZÀ-Þ][a-zà-þ'’-]+ [A-ZÀ-Þ][a-zà-þ'’-]+)\W*$")
_ROLE_AFTER = re.compile(
    rf"^\W*(?P<who>{_PERSON})\W+(?:(?:their|the|is|from)\W+)?(?:\w+ )?(?:manager|director|owner|buyer|ceo|cfo|cto|coo|cio|vp|founder|head|lead|principal)\b"
)
_JOB = re.compile(r"(?:CEO|CTO|CFO|COO|CIO|CMO|VP|MD|GM|Owner|Director|Manager|Head|Founder|Buyer)(?: \w+)?")
_NONE = re.compile(r"\b(?:no|without)\W*$|[没无][有]?$")
_SURNAME = re.compile(r"(?P<title>老板|校长|院长|厂长|店长|经理)姓(?P<who>[\u3400-\u9fff])")


_LATIN_NAME = "[A-ZÀ-Þ][a-zà-þ'’-]+(?: [A-ZÀ-Þ][a-zà-þ'’-]+)?"
_TITLES = f"(?:{contacts.TITLES}|协理|(?<=[梁李陈黄林张何吴周郭罗谭邓冯叶])生)"
# Somebody by what they are or where they work, or by surname and title alone: 信息科覃科长, HR总监林女士, 柯总.
_PLACED = re.compile(
    rf"^\W*(?:(?:他们|她们|对方|对接|那边|客户|找|联系|是|叫)(?:那边|家)?的?)*(?P<at>(?:[\u3400-\u9fff]{{1,4}}?(?:部门?|科|处|室|中心|组))?的?(?i:{JOBS})?)\s?(?:的?名字)?(?:是|叫|姓名|为|[:：])?\s*"
    rf"(?P<who>(?![找问叫请给是联])[\u3400-\u9fff]{{1,2}}{_TITLES}|[老小阿][\u3400-\u9fff](?=\W|$)|[{contacts.SURNAMES}沈祝柯麦覃巴蓝梁][\u3400-\u9fff]{{1,2}}|{_LATIN_NAME})\W*$"
)
_JOB_ALONE = re.compile(f"\\W*(?i:{JOBS})\\W*")
_TITLED_HANZI = re.compile(f"[\u3400-\u9fff]{{1,2}}{_TITLES}$|[老小阿][\u3400-\u9fff]$")


def from_there(pair: Sequence[Piece]) -> bool:
    """Whether of two pieces the first is a person and the second the company they are from."""
    if len(pair) < 2 or pair[1].role != "source" or pair[0].role not in ("", "contact"):
        return False
    there = re.match(r"from\s+(?=[A-Z])", pair[1].text)
    if there is None or is_place(pair[1].text[there.end() :]) or weight_of(pair[0].text) > 1:
        return False
    return bool(_TWO_NAMES.match(pair[0].text)) and not source_of(pair[1].line)


def holds_job(pair: Sequence[Piece]) -> bool:
    """Whether of two pieces the first is a person and the second what they are: Bob Harris, VP Ops."""
    return bool(pair[0].role == "" and _TWO_NAMES.match(pair[0].text) and _JOB.fullmatch(pair[1].text))


def company_of_visitor(text: str) -> str:
    """Return the company somebody is said to be from or at."""
    return next((str(found["company"]) for found in _visitors(text)), "")


def visitor_of(text: str, company: str) -> str:
    """Return who is said to be from a company, by name and not by what they are there."""
    names = (str(found["who"]) for found in _visitors(text) if company in found["company"])
    return next((name for name in names if not _JOB.fullmatch(name)), "")


def _visitors(text: str) -> Iterator[re.Match[str]]:
    for found in _VISITOR.finditer(text):
        company = found["company"].casefold()
        if not (is_place(company) or source_of(company) or weight_of(found["company"]) <= 0):
            yield found


def two_names(text: str) -> bool:
    """Whether a text is a given name and a surname and nothing else."""
    return bool(_TWO_NAMES.match(text)) and not is_place(text)


def person_in(shape: Shape, piece: Piece, *, beside_number: bool) -> str:
    """Return whom to call, where a piece names somebody."""
    whole = shape.words(piece.start, piece.end)
    if plain := _plainly(shape, piece, whole):
        return plain
    text = _unnumbered(shape, piece)
    if piece.role != "contact":
        return _unsaid(shape, piece, text, beside_number=beside_number)
    if _NONE.search(shape.line[max(0, piece.start - 5) : piece.start]):
        return ""
    found = _placed(text) or _PERSON_AT.match(text) or _LOWER_AT.match(text.casefold() if text.islower() else text)
    return str(found["who"]) if found else _hanzi_name(text)


def _plainly(shape: Shape, piece: Piece, whole: str) -> str:
    """Somebody by surname and title, or called so after what they are."""
    if surname := _SURNAME.search(whole):
        return surname["who"] + surname["title"]
    if surname := _SURNAMED.search(whole):
        return surname["surname"] + surname["title"]
    if surname := _ONLY_SURNAME.match(whole):
        return surname["who"]
    full = _HANZI_PERSON.search(whole) or _CALLED.search(whole)
    if full is not None and piece.role != "company":
        return str(next(filter(None, full.groups())))
    if contact := next(shape.all("contact", piece.start, piece.end), None):
        return shape.text[contact[1].start : contact[1].end]
    named = _NAMED.search(whole)
    return str(named["who"]) if named else ""


def _unsaid(shape: Shape, piece: Piece, text: str, *, beside_number: bool) -> str:
    """A person nobody called the contact: by title, by a role, or a bare name beside a number or in brackets."""
    beside = (
        beside_number or (piece.role == "source" and not piece.first) or shape.line[: piece.start].endswith(("(", "（"))
    )
    found = _TITLED.match(text) or _ROLE_AFTER.match(text) or _placed(text)
    if found is None and beside:
        found = _TWO_NAMES.match(text) or _HANZI_NAME.match(text) or (_ONE_NAME.match(text) if beside_number else None)
    return "" if found is None or is_place(found["who"]) else str(found["who"])


def _placed(text: str) -> re.Match[str] | None:
    """Somebody told of by what they are or where they work, or by a title behind the name."""
    found = _PLACED.match(text)
    if (
        found is None
        or _JOB_ALONE.fullmatch(text)
        or not (_TITLED_HANZI.match(found["who"]) or text[: found.start("who")].strip(TRIM))
    ):
        return None
    return found


def _unnumbered(shape: Shape, piece: Piece) -> str:
    """What a piece says beside the numbers in it."""
    text = said_of(piece)
    for kind in ("phone", "email"):
        for _, span in shape.all(kind, piece.start, piece.end):
            text = text.replace(shape.text[span.start : span.end], " ")
    text = re.sub(r"\+?\d[\d -]{5,}\d", " ", text)
    return text.strip(TRIM + "()（）")


def _hanzi_name(text: str) -> str:
    found = re.match(
        r"\W*(?:的|是|叫|为|姓|人)*+\s*(?!无|没|暂|待|他们|她们|对方)([\u3400-\u9fff]{1,4})(?<![部科处室组台的])(?=\W|$|\d)",
        text,
    )
    return found[1] if found else ""
