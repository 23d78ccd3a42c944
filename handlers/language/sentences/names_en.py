"""Names in Latin letters in a line about a new company: what speaks for each as the company's, and as somebody's there."""

import re
from collections.abc import Iterator, Sequence

from handlers.language.patterns import late
from handlers.language.sentences.newcomers import CORPORATE, LABELLED, TOLD, Name, is_place, mailed_from, weight_of
from handlers.language.sentences.sources import only_source

_IN = "A-Za-zÀ-ÿ0-9"
_TOKEN = rf"[A-ZÀ-Þ](?:[{_IN}'’&.+-]*[{_IN}&+])?|\d[A-Za-z]+"
_LATIN = late(
    rf"(?<![{_IN}.@&'’-])(?:(?:(?:Mr|Ms|Mrs|Dr|Prof)\. |(?:mr|ms|mrs|dr)\.? |(?:uni|university|bank|city|college|school|ministry|department) of ))?(?:{_TOKEN})(?:(?: & | (?:(?:of|and|the|for|de|del|da|du|la|van|von|der|bin|al) ){{1,2}}| )(?:{_TOKEN}))*(?![{_IN}@])"
)
# Words with a capital that begin a sentence, or name no company: what was done, who, where, when.
_OPENING = late(
    r"(?:(?:Is|Are|Do|Did|Visited|Please|Pls|Kindly|NEW|LEAD|Can|Could|Would|Let|Hi|Hello|Hey|Morning|Thanks|Their|The|My|Our|Her|His|We|They|He|She|It|I|I'm|I'd|I've|This|That|There|A|An|And|Also|So|Not|No|Yes|If|For|From|To|At|In|On|By|Via|With|"
    r"Log|Add|Adding|Register|Create|Creating|Put|Book|Open|Enter|Record|Chat|Call|Called|Caller|Cold|Met|Spoke|Talk|Talked|Speak|Ask|Asked|Had|Have|Has|Got|Get|Contact|Contacts|Company|Source|Phone|Email|Number|Needs?|Wants?|Looking|"
    r"Interested|Referred|Introduced|Someone|Somebody|Lead|Leads|Prospect|Customer|Client|Inbound|Inquiry|Enquiry|Referral|Walk|Walk-in|Bumped|Ran|Sat|Lunch|Dinner|Coffee|Drinks|Heard|Saw|Budget|Deal|Worth|Likely|Maybe|About|Around|"
    r"Name|Attn|PIC|POC|FYI|PS|Btw|BTW|Ok|OK|Okay|Heads|Came|Comes|Just|Also|Btw|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Picked|Received|Rang|Phoned|Emailed|Pinged|Downloaded|Filled|Signed|Found|Sent|Left|"
    r"New lead|New prospect|New customer|New client|New inquiry|New enquiry|New one|Hot lead|Warm lead|Fresh lead)(?:'s|'d|'ve)?(?:\s+|$))+"
)
_ALONE = late(
    r"(?:New|Line|QQ|Another|Mr|Mrs|Ms|Miss|Dr|Good|Great|Nice|One|Two|First|Head|Hot|Warm|Fresh|Quick|Big|Small|Demo|Form|Trade|Show|Expo|Fair|Booth|Website|Web|Google|Facebook|Instagram|LinkedIn|Linkedin|WhatsApp|Whatsapp|WeChat|Wechat|Twitter|TikTok|Zoom|Teams|Slack|"
    r"Excel|CRM|ERP|WMS|MES|POS|TMS|HR|IT|SaaS|API|BI|AI|RFP|RFQ|POC|SLA|CEO|CTO|CFO|COO|CIO|CMO|VP|MD|GM|HRD|EOD|ASAP|Q[1-4]|USD|EUR|SGD|GBP|CNY|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|HQ|APAC|EMEA|US|UK|EU|Ref|Intro|Trial|Pricing|Quote)(?: (?:DM|[Aa]ds?|form))?"
)
_SMALL = re.compile("^(?:(?:of|and|the|for) )+")
_TITLE = late(
    r"(?:[Mm]r|[Mm]s|[Mm]rs|[Dd]r|Mr|Ms|Mrs|Dr|Mdm|Madam|Miss|Prof|Nurse|Sir|[Uu]ncle|[Aa]unt(?:y|ie))\.? (?=(?:(?:de|van|von) )?[A-ZÀ-Þ])"
)
_JOB = (
    r"(?:manager|director|owner|co-?founder|founder|buyer|ceo|cto|cfo|coo|cio|cmo|vp|svp|evp|md|gm|head|(?:team|tech|project|ops|it|sales) lead|principal|chief|president|chair(?:man|woman)?|secretary|assistant|pa|controller|"
    r"supervisor|superintendent|engineer|planner|accountant|bursar|matron|chef|dean|registrar|officer|coordinator|administrator|admin|rep|purchaser|procurement|it guy|boss|champion|foreman|treasurer)"
)
_WORD = late(rf"(?<![{_IN}@.])[a-zà-ÿ][{_IN}'’&-]*(?![{_IN}@.])")
_COMMON = late(
    rf"{_JOB}|a|an|the|and|or|of|for|from|to|at|in|on|by|via|thru|through|with|w|about|around|over|as|is|are|was|be|its|it's|it|they|them|their|he|his|him|she|her|we|us|our|i|my|me|you|who|that|this|there|here|not|no|yet|so|ok|okay|hi|hey|hello|pls|please|can|could|will|"
    r"would|new|newlead|lead|leads|prospect|potential|customer|client|inbound|inquiry|enquiry|referral|referred|ref|intro|introduced|company|contact|contacts|phone|mobile|tel|cell|email|mail|number|whatsapp|wechat|name|named|called|call|calls|calling|rang|"
    r"log|add|adding|register|create|put|open|enter|record|make|got|get|have|has|had|met|spoke|talk|talked|spoken|saw|found|came|come|heard|want|wants|wanna|wanting|need|needs|needing|looking|interested|asking|asked|asks|budget|worth|maybe|approx|roughly|deal|value|k|"
    r"usd|eur|source|src|website|site|web|form|webinar|linkedin|twitter|facebook|google|ad|ads|expo|show|fair|booth|trade|cold|hotline|partner|channel|reseller|system|crm|erp|wms|pos|pipeline|today|yesterday|morning|just|also|some|someone|somebody|one|two|three|"
    r"guy|lady|person|man|woman|people|users|user|seats|seat|licences|licenses|sites|stores|shops|trucks|quote|demo|trial|pricing|price|do|does|don't|know|how|if|mr|ms|mrs|dr|dropped|line|left|reply|replied|filled|signed|up|out|into|big|small|hot|warm|fresh"
)
_JOB_FIRST = late(rf"(?i:(?:it|hr|ops|{_JOB})(?: of)?(?: |$))")
_JOB_BEFORE = late(
    rf"(?i:\b{_JOB}(?: of [a-z]+| (?!of|at|for|from|with|and)[a-z]+)?(?: there)?,?(?: is| was|:| called| named)? )$"
)
# A job between two names is the first one's (Gerd Maier, factory director, Maier Federn).
_JOB_OF_ANOTHER = late(rf"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)+, ?(?i:(?:[a-z]+ ){{0,2}}{_JOB}(?: of [a-z]+)?), $")
_CALLED_BEFORE = late(
    r"(?i:\b(?:contacts?(?: person| name| there)?(?: is|:| -|=| =|：)?|(?:person|guy|lady|man|woman|someone|somebody|chap|gentleman)(?: there)?(?: is|:)?(?: called| named)?|caller(?: was| is|:)?|decision[- ]maker(?: is|:)?|pic:?|poc:?|attn:?|"
    r"ask for|talk to|talked to|speak (?:to|with)|spoke (?:to|with|w/)|reach|through to|it's) )$"
)
_NAMED_BEFORE = late(
    r"(?i:\b(?:from|via|through|thru|thanks to|name(?:'s| is| was|:)?|called|classmate|friend|cousin|neighbour|neighbor|(?:call|lunch|dinner|coffee|chat|drinks|breakfast|meeting|beer|talk|catch[- ]up) (?:with|w/)|bumped into|ran into|sat (?:next to|beside|with)|met(?: with)?|met up with) )$"
)
_JOB_BEHIND = late(
    rf"(?i:\s?[,(–-]? ?(?:who(?:'s| is)? |he(?:'s| is)? |she(?:'s| is)? |is |their |the |our )*(?:(?:[a-z]+ ){{0,2}}{_JOB}\b|(?:heads?|runs?|leads?|manages?|handles?|looks after|in charge)\b))"
)
_AT_BEHIND = late(r" (?:here |there |over |works |working )?(?:from|at|of|with|@) (?=(?:the )?[A-Z0-9])")
_REACH_BEHIND = re.compile(
    r"(?:\W|on |at |tel |phone |mobile |cell |email |is ){0,3}(?:[\ue009\ue00a]|\+?\d[\d -]{5,}\d)"
)
_AT_BEFORE = late(
    rf"(?i:(?:\b{_JOB}(?: [a-z]+)?|heads? [a-z]+|runs? [a-z]+|works?|working|works now|now|job|someone|somebody|people|folks|team|guy|lady|man|woman|they're|one)|[A-ZÀ-Þ][\w'’-]+) (?:of|at|for|from|with|over at|@) $"
)
_PLACED = re.compile(r"\b(?:in|near|around|outside|out of) $")
_OF_BEFORE = re.compile(r"(?:\b(?!(?:Mr|Ms|Mrs|Dr|Miss)\b)[A-Z][\w'’]+|&) [A-Z][\w'’]+ of $")
_DOES = late(
    r"(?:'s)? (?:also |just |now |have |has |is |are )*(?i:wants?|needs?|looking|shopping|interested|asking|asks|asked|filled|signed|clicked|downloaded|rang|called|phoned|emailed|replied|saw|found|came|contacted|reached|evaluating|requested|messaged|runs? \d|ha(?:s|ve) \d|our way|as a lead|in as|to (?:ring|call)|walked|is a|are a|are|responded|stopped|dropped)\b"
)
_SHORT_FORM = re.compile(r" (?:Inc|Co|Corp|Ltd|Bros)\.$")
_GOES_ON = re.compile(" [a-z0-9]")
_SENDS = late(
    r"(?:'s [a-z]+)? (?i:referred|introduced|pointed|sent|told|gave|passed|recommended|brought)|.{0,6}(?:介绍|推荐|牵线|引荐|转介)"
)
_PART, _PART_ENDS = late(r"[,，/|(（:：.–-]\s*$"), late(r"\s*(?:[,，/|)）.–-]|$)")
_TOWN = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff]{2,3}) $")
_EVENT = late(
    r"(?i:(?:messe|expo|summit|fair|show|conference|week|forum|congress|con|convention|day|fest|exhibition)$)"
)
_ASIAN = frozenset(
    [
        "tan",
        "lim",
        "lee",
        "ng",
        "wong",
        "chan",
        "goh",
        "teo",
        "koh",
        "ong",
        "chua",
        "toh",
        "low",
        "yeo",
        "kwok",
        "cheng",
        "chen",
        "lin",
        "wang",
        "zhang",
        "liu",
        "li",
        "huang",
        "wu",
        "xu",
        "zhou",
        "zhao",
        "nguyen",
        "tran",
        "le",
        "pham",
        "hoang",
        "kim",
        "park",
        "choi",
    ]
)


def names(text: str, email: str) -> Iterator[Name]:
    """Yield the names in a text, weighed."""
    seen, said, text = 0, text, _raised(text)
    for first, end in _bounds(text):
        town = _TOWN.search(said, max(0, first - 4), first)  # 深圳 Brightek
        start = town.start() if town and is_place(town[1]) else first
        name = said[start:end]
        if end - start < 2 or _ALONE.fullmatch(name) or name.isdigit():
            continue
        guessed = name.islower() and weight_of(name) < CORPORATE  # nobody wrote it as a name
        company = _company(text, start, end, email) - seen / 2 - 4.0 * guessed
        yield Name(start, end, name, company, _person(text, start, end, email, seen))
        seen += 1


def _raised(text: str) -> str:
    """A text without capitals, with one for each word that is no common one: so names are found where nobody wrote them so."""
    if text != text.casefold():
        return text
    return _WORD.sub(
        lambda found: found[0] if _COMMON.fullmatch(found[0].removesuffix("'s")) else found[0].capitalize(), text
    )


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Where names begin and end within words that have capitals."""
    for found in _LATIN.finditer(text):
        start, end = found.span()
        if opening := _OPENING.match(text, start, end):
            start = opening.end()
        while (job := _JOB_FIRST.match(text, start, end)) is not None:
            start = job.end()
        start += len(text[start:end]) - len(_SMALL.sub("", text[start:end]))
        of = text.find(" of ", start, end)
        if of > 0 and (_TITLE.match(text, start, of) or " " in text[start:of]) and weight_of(text[start:of]) < 2:
            yield start, of
            start = of + 4
        end += _SHORT_FORM.search(text, start, end + 1) is not None
        yield start, end - 2 * text[start:end].endswith(("'s", "’s"))


def _company(text: str, start: int, end: int, email: str) -> float:
    """How much speaks for a name's being the company's."""
    name, before, words = text[start:end], text[max(0, start - 60) : start], len(text[start:end].split())
    if is_place(name) or _TITLE.match(name) or _EVENT.search(name) or only_source(name.casefold()):
        return -9.0
    look = min(weight_of(name), 3)
    weight = look + 3.0 * mailed_from(email, name)
    told = TOLD.search(before)
    weight += 5.0 * bool(LABELLED.search(before)) + 2.5 * bool(
        told or not before.strip() or _JOB_OF_ANOTHER.search(before)
    )
    alone = words == 1 and look < CORPORATE
    weight -= 1.0 * bool(told and alone) + 3.0 * bool(alone and _OF_BEFORE.search(before))
    does = _DOES.match(text, end) is not None
    weight += 2.0 * does + 2.0 * bool(_AT_BEFORE.search(before)) + 0.5 * (words > 1)
    weight -= (
        2.5 * bool(_PLACED.search(before))
        + 4.0 * bool(_SENDS.match(text, end))
        + 3.5 * (name.isupper() and words == 1 and not text.isupper())
    )
    if look < CORPORATE:
        weight -= 5.0 * (words == 1 and not before.strip() and _GOES_ON.match(text, end) is not None and not does)
        called = _has_job(before) or _CALLED_BEFORE.search(before) or _AT_BEHIND.match(text, end)
        weight -= 3.0 * bool(called and words < 3) + 2.0 * bool(_REACH_BEHIND.match(text, end))
    return weight


def _person(text: str, start: int, end: int, email: str, seen: int) -> float:
    """How much speaks for a name's being somebody's."""
    name, before, words = text[start:end], text[max(0, start - 60) : start], text[start:end].split()
    if is_place(name) or weight_of(name) >= CORPORATE or re.search(r"[&\d]", name) or only_source(name.casefold()):
        return -9.0
    titled = bool(_TITLE.match(name))
    weight = 4.0 * titled + 3.0 * _has_job(before)
    weight += 2.5 * bool(_CALLED_BEFORE.search(before) or _NAMED_BEFORE.search(before))
    weight += 3.0 * bool(_JOB_BEHIND.match(text, end)) + 2.5 * bool(_AT_BEHIND.match(text, end))
    weight += 2.5 * bool(_REACH_BEHIND.match(text, end)) + 3.0 * _mailed(email, words)
    weight += 1.0 * (len(words) == 2) - 2.0 * (len(words) > 2 and not titled and words[0].casefold() not in _ASIAN)
    weight += 1.0 * (
        len(words) == 2 and bool(_PART_ENDS.match(text, end)) and bool(_PART.search(before) or TOLD.search(before))
    )
    weight += (1.5 + 0.5 * bool(_PART_ENDS.match(text, end))) * (seen > 0 and bool(_PART.search(before)))
    return (
        weight - 3.0 * (name.isupper() and len(name) > 1 and not text.isupper()) - 2.0 * bool(LABELLED.search(before))
    )


def _has_job(before: str) -> bool:
    """Whether what somebody does stands before their name."""
    return _JOB_BEFORE.search(before) is not None and _JOB_OF_ANOTHER.search(before) is None


def _mailed(email: str, words: Sequence[str]) -> bool:
    """Whether an address begins with somebody's name, or with the first letter of it and the surname."""
    local = re.sub(r"[^a-z]", "", email.partition("@")[0].casefold())
    told = [re.sub(r"[^a-z]", "", word.casefold()) for word in words]
    return any(len(word) > 2 and word in local for word in told) if local else False
