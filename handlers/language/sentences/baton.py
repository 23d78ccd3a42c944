"""Who holds a deal: claimed, given back, given to somebody, disputed, worked on together.

An act is a clause of nothing but its own words: whatever else stands in it (a "not", an "if", a "she said") makes it none.
"""

import re
from dataclasses import dataclass

from handlers.language.sentences.meaning import TRIM, Meaning, Said, Target, deals_in, members_in
from handlers.language.shape import Clause, Shape, signs
from handlers.language.words import Mention

_POLITE = (
    r"请|麻烦|帮忙|帮我|帮|辛苦|哈|吧|了|啊|呗|呀|啦|哦|嘞|咯|呢|诶|欸|嗯|嗨|那|就|先|还是|都|也|改|直接|可以|能|应该|现在|以后|后面|后续|今天|今后|起|开始|正式|继续|的|这|个|家|单子|单|条|笔|线索|客户|商机|项目|公司|里|一下|下|和|跟|与|及|、|,|，|:|：|。|\.|!|！|~|～|-|—|\(|\)|（|）|@|\s|<date>|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]|"
    r"please|pls|plz|ok|okay|hey|hi|so|um|uh|and|both|all|the|this|that|these|those|it|them|one|lead|leads|deal|deals|account|accounts|opportunity|now|then|today|thanks|thx|ty|just|'s|’s|from now on|from here|a|an|as|here"
)
_ME = r"我们|我这边|我这|我|俺|咱们|咱|自己|本人|i'll|i will|i'm|im|i am|i'd like to|i'd love to|i would like to|i want to|i wanna|i can|can i|could i|may i|let me|lemme|i|me|my|mine|myself|we|we'll|gonna|going to|want to|like to|happy to|be"
_FROM_POOL = r"公海|池子|线索池|从|没人跟的话|没人要的话|没人跟|没人要|没人|无主|off|out of|from|in|pool|up|if nobody(?: else)? (?:minds|wants it|has it)|if (?:it's|its|still) (?:free|available)|on"


@dataclass(frozen=True, slots=True)
class _Own:
    """The words of an act: a clause of nothing else is one, and so is one with a word or two that say nothing."""

    whole: re.Pattern[str]
    word: re.Pattern[str]

    def holds(self, part: str, *, strange: int = 0) -> bool:
        """Whether a clause is made of these words, but for a little that changes nothing."""
        if self.whole.match(part):
            return True
        left = self.word.sub(" ", part)
        few = len(re.findall(r"[a-z0-9']+", left)) <= strange and not re.search(r"[\u3400-\u9fff]", left)
        return bool(strange) and few and not _CHANGES_IT.search(part)


def _only(*words: str) -> _Own:
    """Compile what is made of these words alone; each is taken once and never tried again, so the time is linear."""
    # Of words that begin alike the longest is tried first.
    every = sorted({word for part in words for word in _split(part)}, key=len, reverse=True)
    latin = [word for word in every if word[:1].isascii() and word[:1].isalpha() and not word.startswith("\\")]
    other = [word for word in every if word not in latin]
    pattern = "|".join([*other, rf"(?<![a-z])(?:{'|'.join(latin)})(?![a-z])"] if latin else other)
    return _Own(signs(rf"(?:<deal>|(?>{pattern}))++$"), signs(f"<deal>|{pattern}"))


def _split(part: str) -> list[str]:
    """The alternatives of a pattern, groups kept whole."""
    found, depth, last = list[str](), 0, 0
    for at, letter in enumerate(part):
        depth += (letter in "([") - (letter in ")]") if part[at - 1 : at] != "\\" else 0
        if letter == "|" and depth == 0:
            found.append(part[last:at])
            last = at + 1
    return [word for word in [*found, part[last:]] if word]


# With one of these a clause is another matter, or denied, asked or supposed.
_CHANGES_IT = re.compile(
    r"[?？]|不|没|别|勿|未|如果|要是|吗|谁|为什么|怎么|方案|报价|合同|资料|邮件|电话|会议|会面|拜访|演示|见面|聊|谈|讲|问|说|签|款|想法|联系|微信|提醒|"
    r"\b(?:not|n't|never|no|don't|won't|can't|didn't|if|when|unless|until|why|who|what|how|should i|ask(?:ed|s)?|told|tell|said|says|call(?:ed)?|e-?mail\w*|meet\w*|quote|proposal|contract|sent|invoice|intro\w*|present\w*|demo\w*|deck|docs?|visit\w*|discount|price|pricing|budget|remind\w*|thanks? to|lunch|flight|trip|help|support|questions?|answers?|nda|poc|hope|wish|maybe|might|would|nearly|almost|wants|wanted|tried|trying|about)\b|n't\b"
)
MOST_STRANGE = 1
_TAKES = r"留着|占了|占个坑|占|坑|包我身上|搞定|认了|认|承包|预定|锁定|占住|in|love|shotgun|snatch|snatching|point|under|sign|happy|great|perfect|包了|顶上|接下|挂我名下|挂|名下|写|名字|带|谈|盯着|count|drive|driving|chase|chasing|make|owner|name|leave|add|call|sign me up|interested|interest|assignee|handled|responsible|look after|looking after|follow|following up|follow up|care of|认领|领取|领走|领|抢单|抢|接手|接下来|接下|接|跟进|跟|拿下|拿走|拿|负责|盯|搞|跑|做|整|捞|收|要|归|给|算|由|让|分|派|交|来|去|想|申请|承接|挑|claim|claims|claimed|claiming|take|takes|taking|grab|grabs|grabbing|grabbed|pick|picking|own|owning|dibs|calling|call|snag|snagging|run|running|with|jump|jumping|got|have|handle|handling|nab|work|working|gimme|give|assign|put|got this|on me|all|for|to|is|sign|走|上"
_CLAIM = _only(_POLITE, _ME, _FROM_POOL, _TAKES, "把|将|待|处理|打|算|試|试试|行吗|行不|好吗|可以吗|吗|\\?")
_CLAIM_CORE = signs(
    r"占(?:了|个坑|住)|给我留|我认|承包|预定|锁定|包我身上|认领|领取|领走|领|抢|捞|我.{0,3}(?:包了|顶上|带|谈)|(?:挂|写).{0,2}我|我.{0,4}(?:接|跟|拿|负责|盯|搞|跑|做|整|收|要|上|来|处理)|(?:俺|咱).{0,4}(?:接|跟|拿|来|整|上|要)|(?:给|归|交给|分给|派给|让|由)(?:我|俺)|"
    r"\bclaim|\btak(?:e|ing)|\bgrab|\bpick|\bown\b|\bdibs\b|\bsnag|\brun\b|\bjump|\bmine\b|\bgimme\b|\bcount me in\b|\bsign me up\b|\bunder (?:me|my name)\b|\bfor me\b|\bi\'d love\b|\bshotgun\b|\bsnatch|\bi call\b|\brun point\b|\bgot (?:<deal>|this|it)|\bhandle|\bnab|\bwork\b|\bassign\b.*\bto me\b|\bgive me\b|\bleave <deal> (?:to|with) me\b|\bmake me\b|\bdrive\b|\bchas(?:e|ing)\b|\blook(?:ing)? after\b|\bput me\b|\bi want\b|\bi'll have\b|\bhave <deal>"
)
_PAST = re.compile(r"做了|跑了|接了.{0,4}(?:电话)|\bi (?:own|work|have|run|handle)\b|\bmy\b")
_RETURNS = (
    r"不搞了|不盯了|不弄了|搞不定|搞不动|吐出来|交回|交还|让出来|让出|放手|腾出来|撒手|弃了|弃|relinquish|relinquishing|abandon|abandoning|ditch|ditching|bail|bailing|bailing on|passing|pass|take|taking|my|plate|list|hands|remove|removing|open|opening|unown|surrender|surrendering|name|longer|no|not for me|退回去|退回来|退出来|退出|退回|退还|退掉|退给|退单|退到|退|放回去|放回|放到|放进|放掉|放弃|放|还回|还给|还|扔回|扔进|扔|丢回|丢到|丢进|释放|我撤了|我撤|给|到|去|回|掉|我们|我|俺|不跟了|不跟|跟进|跟不动|跟不了|不想跟|不要|不做|把|将|公海|池子|线索池|谁要谁拿|别人|给别人|顾不上|"
    r"release|releases|released|releasing|return|returns|returning|returned|put|putting|throw|throwing|toss|tossing|hand|handing|give|giving|send|sending|move|moving|drop|drops|dropping|dump|dumping|push|pushing|let|letting|go|goes|of|free|again|up|on|back|into|in|to|->|→|pool|queue|unclaim|unclaiming|unassign|i'm|i am|i'll|i|we|we're|my|me|done|with|stepping|away|from|off|no longer|pursuing|working|can|for|someone|somebody|else|anyone|others|is|should|have|has|掉|not pursuing|gonna|going"
)
_RELEASE = _only(_POLITE, _RETURNS)
_RELEASE_CORE = signs(
    r"不搞了|不盯了|不弄了|搞不定|吐出来|交回|交还|让出|放手|腾出|撒手|弃|退(?!款|货|税)|放(?:回|到|进|掉|弃|公海)|释放|还(?:回|给)|扔|丢(?:回|到|进)|我撤了?|不跟|跟不动|跟不了|不想跟|不要|"
    r"\breleas|\breturn|\bunclaim|\bunassign|\bback\b|\bpool\b|\bqueue\b|\bgiv(?:e|ing) up\b|\blet(?:ting)? go\b|\bdrop|\bdump|\bfree\b|\bdone with\b|\brelinquish|\babandon|\bditch|\bbail|\boff my (?:plate|list|hands)\b|\bremove me\b|\bopen(?:ing)? <deal> up\b|\bsurrender|\bunown|\bnot for me\b|\bstepping away\b|\bno longer\b|\bnot pursuing\b"
)
_GIVES = (
    r"yours|your|=|hers|his|look|under|belongs to|调给|调到|拉给|配给|扔给|甩给|推给|发给|安排|全权|接过去|接着|带着|分担|认领|盯着|同事|客户经理|销售|delegate|delegating|allocate|allocating|dispatch|designate|ask|tell|best|fit|right|person|along|under|responsible|charge|lead|leads|leading|follow|follows|following|look|looks|looking|after|drive|drives|chase|chasing|deserves|perfect|since|by|covering|handles|handling|holds|hold|got|grab|grabs|join|rep|guy|man|woman|best for|name|make|made|set|转交给|转交|转让给|转给|转到|转至|转让|转|移交给|移交|移给|移到|移|交给|交由|交接给|交|分给|分配给|分配|分派给|分派|分到|分|指派给|指派|派给|派单给|派单|派|划给|划到|拨给|丢给|甩给|挂到|挂给|给到|给|让|由|归|叫|改由|换成|换给|换|改成|改为|安排给|安排|名下|手里|手上|手头|那边|这边|那里|从|把|将|到|去|来|你|我们|我|owner|负责人|负责|跟进|跟着|跟踪|跟|接手|接管|接|盯|带|做|处理|维护|推进|拿|公海|新|统一|单独|"
    r"assign|assigns|assigned|assigning|reassign|reassigned|reassigning|give|gives|giving|gave|hand|hands|handing|handed|handoff|pass|passing|transfer|tranfer|transfering|transferring|transferred|move|moves|moving|route|routing|send|sending|turn|turning|shift|put|switch|switching|change|changing|let|let's|lets|have|want|i want|i'd like|like|to|->|=>|→|over|on|onto|off|of|from|me|my|i|we|i'm|i'll|we're|should|will|can|could|you|would|go|goes|going|belongs|belong|own|owns|take|takes|taking|run|running|work|handle|get|gets|pick|picks|up|owner|owners|ownership|is|are|be|for|with|in|instead|new|he|she|they|assignee|\?"
)
_GIVE = _only(_POLITE, _GIVES, "<member>")
_GIVE_CORE = signs(
    r"\byours\b|<deal> ?(?:is |= ?|: ?|should be )<member>|<member> ?[:：] ?<deal>|转|移交|移给|移到|交给|交由|交(?=<member>)|分|派|指派|划|拨|丢给|甩给|挂|给(?=<member>| <member>|到)|(?:让|由|叫|归|换成|换|改成|改为|改由)(?= ?<member>)|<member>.{0,4}(?:接|负责|跟进|跟|来|接手|盯)|你接|->|→|=>|"
    r"\b(?:re)?assign|\bgiv|\bhand|\bpass|\btran|\bmov|\brout|\bsend|\bturn|\bshift|\bput|\bswitch|\bchang|\bto <member>|\bfor <member>|<member>.{0,14}\b(?:takes?|taking|owns?|owner|run|runs|get|gets|picks?|work|handles?|handling|have|lead|leads|drives?|grabs?|follows?|looks? after)\b|\bdelegat|\ballocat|\bdispatch|\bdesignat|\bbelongs|\blet\b"
)
_ASKED = re.compile(r"[?？]|吗|谁|\bwho\b|\bshould (?:i|we)\b|为什么")
_IF = re.compile(
    r"如果|要是|假如|的话|一旦|除非|等.{1,12}(?:再|就|后)|\b(?:if|unless|once|when|until|in case|assuming)\b"
)
_DISPUTE = signs(
    r"撞单|抢(?:了)?我的?(?:单|客户|线索)|截(?:了)?胡|(?:是|明明是|本来就是|应该是)我(?:先|的)|我先(?:联系|跟|接触|报备|认识|谈)|归属.{0,6}(?:异议|争议|不|有)|有?争议|异议|申诉|仲裁|客户(?:重复|冲突)|(?:和|跟)我(?:的)?(?:客户|单子?|线索).{0,4}(?:重复|重|冲突|撞)|"
    r"\bdisput|\bpoach|\bst(?:ole|olen|eal)|mine first|\bbefore (?:<member>|him|her|them)\b|i (?:had|was on|got|met|already|found).{0,30}(?:first|before)|\bi'?d already\b|\bconflict(?:ing)?\b|\bclash|\bdouble[- ](?:book|work|claim)|was my lead|\barbitrat|should(?: really)? (?:be|have been) mine|\bcontest"
)
_TOGETHER = _only(
    _POLITE,
    r"拉上|拉进来|拉进|拉|带上|加上|加入|加进|加|添加|叫上|喊上|邀请|一起|一块|进来|进群|进|参与|协助|协作|协同|支持|合作|共同|搭档|同事|帮忙|做|推|搞|把|让|我们|我|他|她|到|来|去|还有|售前|法务|交付|人|组|"
    r"add|adding|loop|looping|bring|bringing|pull|pulling|invite|inviting|include|including|cc|join|joins|joining|co-?work|co-?sell|collaborator|collaborators|collaborate|collab|help|helper|helping|work|working|team|up|together|in|on|onto|to|into|for|with|me|us|i|i'd|i want|like|want|need|get|put|should|be|is|can|could|you|will|her|him|as|presales|pre-sales|legal|delivery|support|partner|we|i'm|too|also|watcher|\?",
    "<member>",
)
_TOGETHER_CORE = signs(
    r"拉上|拉进|拉(?= ?<member>)|带上|加上|加入|加进|添加|加(?= ?@?<member>|他|她)|叫上|喊上|邀请|一起|一块|协作|协同|协助|合作|共同|搭档|"
    r"\badd|\bloop|\bbring|\bpull|\binvit|\binclud|\bcc\b|\bjoin|\bco-?work|\bco-?sell|\bcollab|\bteam up|\btogether|\bpartner"
)
_DELIVERED = re.compile(
    r"(?:交接|移交).*(?:开始|上线|开工|进场|文档|资料|实施|交付)|\b(?:go[- ]?live|implementation|delivery|kick[- ]?off)\b"
)
_HANDS = signs(r"转|交|移|分给|派给|\bto <member>")
_IT = re.compile(r"这个|这单|这条|那个|\b(?:it|this|that|that one|this one)\b")
_BULK = re.compile(
    r"(?:全部?|所有|都|统统).{0,6}(?:退|放回|释放|给我|给|转|分|认领|归我)|(?:把|将)?(?:所有|全部).{0,6}(?:线索|单子|商机|客户)|\b(?:all|every|everything)\b.{0,16}\b(?:my|the|open|unclaimed|pool|leads?|deals?)\b"
)
_BULK_ACT = re.compile(
    r"退回|放回|释放|给我|归我|认领|转给|分给|派给|\b(?:release|claim|take|grab|assign|transfer|give|return|move|reassign)\b"
)
_WHY = re.compile(r"(?:因为|由于|原因是?|理由是?|\bbecause(?: of)?\b|\bsince\b|\bdue to\b|\breason:?)\s*[:：]?\s*")
_TO = signs(
    r"(?:给|到|至|由|让|换成|换|改成|改为|归|转|交|派|分|to|for|->|→|=>|with|let|have|→)\W*(?:the |@)?(?P<to><member>)"
)
_TWO = signs(r"<member>\s?(?:and|&|和|跟|与|、|或者?|or|/)\s?<member>")
_DEAL_AND = signs(r"<deal>\s?(?:and|&)\s([a-z]{3,})(?![a-z])")
_FROM = signs(r"(?:从|from |移交 ?)(?P<from><member>)|(?P<owner><member>) ?(?:的|'s |’s )(?=.{0,6}<deal>)")
_IDLE = re.compile(
    r"^\W*(?:别人可以接|谁要谁拿|给别人吧?|someone else can have \W*|thanks|thx|谢谢|please|pls|ok|okay|assign it|transfer it|[\W\ue000-\ue0ff]*)\W*$"
)


def read_baton(shape: Shape) -> Meaning | None:
    """Read who takes, gives back, gives away or shares a deal."""
    if len(shape.line) > 160:
        return None
    line = shape.line
    if _DISPUTE.search(line) and (deals := deals_in(shape)) and not _ASKED.search(re.sub(r"who decided", "", line)):
        return _disputed(shape, deals)
    if not deals_in(shape) and _BULK.search(line) and _BULK_ACT.search(line) and not _ASKED.search(line):
        return Meaning("bulk")
    clauses = [Clause(0, len(line)), *(shape.clauses())]
    for read in (_together, _given, _released, _claimed):
        for clause in clauses:
            if (meaning := read(shape, clause)) is not None:
                return meaning if not _IF.search(_because_cut(line)) else Meaning("nothing")
    return None


def _because_cut(line: str) -> str:
    return re.sub(
        r"if nobody(?: else)? (?:minds|wants it|has it)|if (?:it's|its|still) (?:free|available)|没人.{0,3}的话",
        "",
        line,
    )


def _is(shape: Shape, clause: Clause, whole: _Own, core: re.Pattern[str]) -> bool:
    part = shape.line[clause.start : clause.end]
    if why := _WHY.search(part):
        part = part[: why.start()]
    part = part.strip()
    return (
        bool(part)
        and len(part) <= 80
        and bool(core.search(part))
        and whole.holds(part, strange=MOST_STRANGE if whole is _GIVE else 0)
    )


def _deals(shape: Shape) -> tuple[Target, ...]:
    return deals_in(shape)


def _claimed(shape: Shape, clause: Clause) -> Meaning | None:
    if not _is(shape, clause, _CLAIM, _CLAIM_CORE) or members_in(shape) or next(shape.all("award"), None):
        return None
    part = shape.line[clause.start : clause.end]
    here = deals_in(shape, start=clause.start, end=clause.end) or shape.scene.thread_deal or _IT.search(part)
    if not here or _PAST.search(part):
        return None
    if re.search(r"[?？]|吗|行不", shape.line[clause.start : clause.end + 1]) and not re.search(
        r"(?:can|could|may) i|给我|可以吗|行吗|好吗|行不", part
    ):
        return Meaning("nothing")
    return Meaning("lead_claim", deals=_deals(shape), needs_deal=True)


def _released(shape: Shape, clause: Clause) -> Meaning | None:
    if not _is(shape, clause, _RELEASE, _RELEASE_CORE) or members_in(shape, start=clause.start, end=clause.end):
        return None
    if _ASKED.search(shape.line[clause.start : clause.end + 1]):
        return None
    if not (deals_in(shape) or shape.scene.thread_deal or _IT.search(shape.line[clause.start : clause.end])):
        return None
    part = shape.line[clause.start : clause.end]
    if re.search(r"\bback\b", part) and not re.search(
        r"\bpool\b|\bqueue\b|\b(?:throw|put|hand|give|giv|return|releas|toss|send|push)", part
    ):
        return None
    said: Said = {}
    if why := _reason(shape, clause):
        said["reason"] = why
    return Meaning("lead_release", said, _deals(shape), needs_deal=True)


def _given(shape: Shape, clause: Clause) -> Meaning | None:
    people = members_in(shape, start=clause.start, end=clause.end)
    if _DELIVERED.search(shape.line) or next(shape.all("award"), None):
        return None
    if not people or not _is(shape, clause, _GIVE, _GIVE_CORE):
        return None
    line = shape.line
    if _ASKED.search(line[clause.start : clause.end + 1]) and not re.search(r"can you|could you|would you", line):
        return None
    deals, part = deals_in(shape), line[clause.start : clause.end]
    if not deals and (len(part) > 40 or not (shape.scene.thread_deal or _HANDS.search(part))):
        return None
    to = _TO.search(part)
    found = _FROM.search(part)
    last = people[-1]
    if to is not None and len(people) > 1:
        last = next((one for one in people if one[0] == clause.start + to.start("to")), last)
        if found and found.group(found.lastgroup or 0) and clause.start + found.start(found.lastgroup or 0) == last[0]:
            last = people[-1]
    said: Said = {"to": last[1]}
    more: Said = {}
    if both := _both(shape, clause):
        return Meaning("lead_assign", {"to": both}, deals, needs_deal=True)
    if unknown := _and_unknown(shape, clause):
        deals = (*deals, unknown)
    if len(people) > 1 and (other := next((one for one in people if one[0] != last[0]), None)):
        more["from"] = other[1]
    if why := _reason(shape, clause):
        said["reason"] = why
    owned = any(_owned(shape, target) for target in deals) if deals else _code_owned(shape, shape.scene.thread_deal)
    if more:
        said["more"] = more
    return Meaning("lead_transfer" if owned else "lead_assign", said, deals, needs_deal=True)


def _both(shape: Shape, clause: Clause) -> Mention | None:
    """Return two colleagues who are named in one breath as one mention of either: a deal has one owner."""
    found = _TWO.search(shape.line, clause.start, clause.end)
    if found is None:
        return None
    (_, one), (_, two) = members_in(shape, start=found.start(), end=found.end())
    if len(one.named) != 1 or len(two.named) != 1 or one.named == two.named:
        return None
    return Mention(one.start, two.end, "member", "name", (*one.named, *two.named))


def _and_unknown(shape: Shape, clause: Clause) -> Target | None:
    """Return what is named in one breath with a deal and is none we know."""
    found = _DEAL_AND.search(shape.line, clause.start, clause.end)
    return None if found is None or _GIVE.whole.match(found[1]) else Target(found.start(1), found[1], ())


def _owned(shape: Shape, target: Target) -> bool:
    if target.code:
        return _code_owned(shape, target.code)
    return any(named.owner is not None for named in target.candidates)


def _code_owned(shape: Shape, code: str | None) -> bool:
    deal = shape.scene.deal(code) if code else None
    return deal is not None and deal.owner is not None


def _disputed(shape: Shape, deals: tuple[Target, ...]) -> Meaning:
    more: Said = {"claim": shape.text.strip()}
    if people := members_in(shape):
        more["against"] = people[0][1]
    return Meaning("lead_dispute", {"more": more}, deals, needs_deal=True)


def _together(shape: Shape, clause: Clause) -> Meaning | None:
    people = tuple(member for _, member in members_in(shape))
    if not people or not _is(shape, clause, _TOGETHER, _TOGETHER_CORE):
        return None
    if not (deals_in(shape) or shape.scene.thread_deal) or _ASKED.search(
        re.sub(r"(?:can|could) you.*", "", shape.line)
    ):
        return None
    return Meaning("collab_add", {"members": people}, _deals(shape), True)


def _reason(shape: Shape, clause: Clause) -> str:
    """What is said beside the act itself is why."""
    line = shape.line
    if why := _WHY.search(line):
        return shape.words(why.end(), len(line)).strip(TRIM)
    if clause.start == 0 and clause.end == len(line):
        return ""
    pieces = [
        shape.words(one.start, one.end).strip(TRIM + "()（）")
        for one in shape.clauses()
        if (one.end <= clause.start or one.start >= clause.end) and not _IDLE.match(line[one.start : one.end])
    ]
    pieces = [
        piece
        for piece in pieces
        if not re.match(r"(?:i'?m done with|我手里的|so um|assign it|transfer it|someone else can)", piece)
    ]
    return ("，" if any(not piece.isascii() for piece in pieces) else ", ").join(filter(None, pieces))
