"""What is new on a deal as it is gathered, and the words more than one of its readers knows."""

import re
from dataclasses import dataclass, field

from handlers.language.sentences.meaning import TRIM, Said
from handlers.language.shape import Clause, Shape
from handlers.language.spans.dates import DateSpan
from handlers.language.typed.fields import DAY_LIKE
from sales.refusal import Refused

Cuts = list[tuple[int, int]]
Around = tuple[re.Pattern[str], re.Pattern[str]]
PAYMENT = re.compile(
    r"首付|首款|预付|回款|到账|付款|尾款|定金|订金|打款|合同款|全款|进[账帐]|汇款|货款|款项|余款|进度款|[首末尾]期(?!望|待|间)|[一二三四五六\d]期(?:的?款|付|回款|费|到账|打款|收)|分期|开票|发票|付了|付清|验收款|质保金|第[一二三四五六]笔|收到.{0,6}款|\b(?:balance|outstanding|remainder|deposit|down ?payment|paid|(?<!want to )(?<!wants to )(?<!willing to )(?<!ready to )(?<!prepared to )(?<!happy to )(?<!only )pays?|payment|invoice\w*|wired?|prepay\w*|instal+ments?|remit\w*|received)\b"
)
SLIP = re.compile(
    r"推迟|延期|延到|延后|推到|拖到|顺延|\bslip\w*|\bslid(?:es?|ing)?\b|\bdrag(?:s|ged|ging) (?:in)?to\b|\bpush(?!back|ing back)(?:ed|es|ing)?(?![a-z])(?! ?(?:我|咱|for |hard|them |(?:us|me) (?:for |to (?!\ue005))))|\bdelay\w*|\bpostpon\w*|\bpull(?:ed|ing)? (?:in|forward|up)|\bbrought forward|往后|挪到(?=.{0,8}签)|改期|改[到约]|改(?=\ue005)|\bmov(?:ed?|ing) (?!(?:\S+ ){0,4}(?:negotiation|proposal|contract|qualified|delivery))(?=\ue005|out|up|forward|(?:[^\s\ue005]+ ){0,3}(?!(?:in|on|at|by|until|till|this|next) )[^\s\ue005]+ \ue005|(?:[^\s\ue005]+ ){0,4}(?:from|to) (?:around |about |early |mid |late )?\ue005)|\breschedul\w*|\brebook\w*|\bprepon\w*|\bshifted|(?<=\ue005)(?= ?(?:->|→) ?\ue005)"
)
DONE = re.compile(
    r"(?:[\u3400-\u9fff\ue000-\ue0ff]|[a-z] ?)了(?!解|吗|没|就|再)|啱啱|咗|(?<![起未])[发寄送传打提](?:过)?来|过了|过(?=\W*$)|完了?(?=\W*$|了)|讲完|做完|刚|已经|已(?!知)|昨|今早|上午(?=去)|"
    r"\b(?:went|met|called|emailed|sent|had|did|was|were|spoke|talked|visited|demoed|finished|completed|agreed|approved|received|got|yesterday|signed|passed|shared|showed|presented|delivered|texted|messaged|left|asked|loved|liked|passed|cleared|landed|arrived|submitted|signed|happened|ran|dropped|confirmed|reviewed|just|done|showed|gave|came|took|walked|wrapped|kicked off|turned|cancell?ed|tried|returned|moved|phoned|rang|replied|responded|pinged|popped|following (?:our|my))\b"
)
WILL = re.compile(
    r"\bconfirmed for\b|\b(?:demo|call|meeting|visit|workshop|session|review|lunch|dinner|trip|slot|appointment)\b[^,.;]{0,20}\bconfirmed\b|\ue000 to [a-z]+|\b(?:fixed|locked in|agreed|lined up|pencil+ed in) for\b|约了|约好|(?<![没未])约到|(?<![没未])约上|约在|定了|定在|排了|安排了|改[到在为]|改成|挪到|说(?=.{0,4}(?:下|明|后|周))|要(?!求)|\b(?:will|wants?|scheduled|booked|set|they said|asked (?:us|me|for))\b"
)
GREETING = re.compile(
    r"^(?:(?:hi|hey|hello|fyi|ok|okay|so|well|btw|update(?: on)?|quick (?:one|update|note)(?: on)?|(?:hi|hey|hello|morning)(?: there)?,? (?:all|team|everyone|everybody|guys|folks)|heads up|good news|just an update|small update|kindly note(?: that)?|please note(?: that)?|ps|uh|um|and|team|all|now|today|just|re)\b|(?:[给跟向]|給)(?:大家|各位|领导们?|团队)(?:同步|更新|汇报|报告|说|讲)(?:一下|下|个)?(?:情况|进展)?|嗨|大家好|各位|同步一?下?|更新一?下?|汇报一?下?|报告|跟大家说下?|说一下|那个|嗯+|呃|哦|对了|进展|今天|刚刚?|现在|目前|最新)[\s,，:：!！-]*",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"^(?:那边|这边|[这那]个(?!月|季|周|礼拜|星期|年)|那里|这家|那家|的|(?:客户|他们)(?![要想说希觉嫌提不没还同问让])|项目|单子|商机|deal\b|account\b|'s\b|is\b|has\b|:|：|-|,|，|\s|今天|刚刚?|已经|目前|现在|update\b|status\b|both\b|都|老客户(?=续))+|(?:了|啊|哈|吧|呢|哦|的|啦|咯|\btoday|\bnow|(?<= )and|\s)+$",
    re.IGNORECASE,
)
SIGN = re.compile("[\ue000-\ue0ff]")


@dataclass(slots=True)
class News:
    """What is new on one deal, and how sure that is."""

    said: Said = field(default_factory=dict)
    more: Said = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    before: str = ""
    begun: int = -1
    kind: str = "note"
    did: str = ""
    planned: bool = False
    told: str = ""
    then: DateSpan | None = None
    last: str = ""
    waiting: str = ""
    stepped: int = -1


@dataclass(frozen=True, slots=True)
class Part:
    """A clause that is read for news, and what of it is understood so far."""

    shape: Shape
    clause: Clause
    line: str
    news: News
    cuts: Cuts


def no_odd_day(text: str) -> None:
    """Refuse what looks like a day or an hour, and is none: no step and no note may hide it."""
    if odd := DAY_LIKE.search(text):
        raise Refused("date_unreadable", field="next_at", asked=odd[0])


def whole_of(shape: Shape, clause: Clause) -> str:
    """A clause as it was written, but for a deal named at its edge: what is cut out of its middle leaves no sense."""
    start, end = clause.start, clause.end
    places = [place for place, _ in shape.all("deal", start, end)]
    while places and not shape.line[start : places[0]].strip(TRIM):
        start = places.pop(0) + 1
    while places and not shape.line[places[-1] + 1 : end].strip(TRIM):
        end = places.pop()
    return ABOUT.sub("", GREETING.sub("", shape.words(start, end))).strip(TRIM)


def cut_around(shape: Shape, clause: Clause, place: int, cuts: Cuts, words: Around) -> None:
    """Cut a span with the words that only lead to it or follow it."""
    before, after = (
        words[0].search(shape.line[clause.start : place]),
        words[1].match(shape.line[place + 1 : clause.end]),
    )
    start = clause.start + before.start() if before else place
    cuts.append((start, place + 1 + (after.end() if after else 0)))
