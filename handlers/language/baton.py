"""Who holds a deal: claimed, given back, given to somebody, disputed, worked on together."""

import re

from handlers.language.meaning import TRIM, Meaning, Said, deals_in, members_in
from handlers.language.mood import Mood, mood_of
from handlers.language.shape import Clause, Shape, signs

_TAIL = r"(?:这个|那个|这家|那家|这单|那单|这个单子|那个单子|的?单子?|这条线索|的?线索|客户|项目|商机)?"
_CLAIM = (
    signs(
        rf"<deal> ?{_TAIL} ?[,，]? ?(?:就|还是|先|以后|现在|那)?(?:由|让|归|给|算|分给?|交给?|派给?|留给)?(?:我|俺|咱)(?:也|来|就|先|这边|自己)?(?:想|要|去|可以|能)?(?:来|先)?(?:跟进?|接手?|认领|领|拿|抢|负责|盯|搞|跑|做|要|的|收|上|吧|跟踪)?(?:下来?|走|一下|起|着)?(?:了|啊|哈|吧|呗|哦|呀|啦|咯|嘞|的|！|!|~|,|。|\s|$)*$"
    ),
    signs(
        rf"^\W*(?:我|那我|俺|咱)?(?:先|来|想|要|就|去|申请|现在|打算|可以|能|直接)*(?:认领|领取?|抢单?|接手?|拿|要跟|跟进?|要|盯|承接|收)(?:了|下来?|走|一下|这个|那个|掉|着|:|：|\s)*<deal>{_TAIL}(?:了|啊|哈|吧|呗|哦|呀|啦|\W)*$"
    ),
    signs(
        rf"(?:把|将)?<deal> ?{_TAIL}(?:分|给|派|交|转|分配)(?:给)?(?:我|俺)(?:吧|了|呗|啊|跟|来|来跟|来接|行吗|好吗|可以吗|\W)*$"
    ),
    signs(
        r"\b(?:i'?ll|i will|i'?m|im|i am|i|let me|lemme|can i|could i|may i|i can|i'd like to|i want to|i wanna|gonna|going to|me)? ?(?:just )?(?:be )?(?:grab(?:bing|s|bed)?|tak(?:e|ing)|claim(?:ing|s|ed)?|pick(?:ing)? up|own(?:ing)?|dibs on|calling dibs on|call dibs on|snag(?:ging)?|run(?:ning)? with|jump(?:ing)? on|got|have|want|handle|handling|nab(?:bing)?) (?:up )?(?:the )?<deal>(?: (?:lead|deal|one|account|please|pls|now|then|myself|for me|off the pool|from the pool|if nobody minds|from here|thanks))*\W*$"
    ),
    signs(
        r"<deal>(?: lead| deal| one| account)?(?:'s|:| is| -|,| =)? ?(?:i'?ll take (?:it|this|that)|i got (?:it|this)|i'?ve got (?:it|this)|mine|all mine|dibs|on me|is mine|i'?m on it|i'?ll grab it|i want (?:it|this)|i call dibs|for me|my lead|i'?ll (?:work|handle|own|run with) (?:it|this|that)|to me)(?: please| pls| now)*\W*$"
    ),
    signs(r"^\W*(?:mine|dibs)(?: on)?[:\s-]+<deal>\W*$"),
    signs(r"\b(?:assign|give|put|sign) (?:me )?(?:up )?(?:on |for )?<deal>(?: to me)?(?: please| pls)?\W*$"),
)
_RELEASE = (
    signs(
        rf"(?:退回|退还|放回|还回|扔回|丢回|退到|放到|扔到|丢到|释放|放掉|退掉|退|还给?|放)(?:到|给|去|了)?(?:公海|池子?|pool|线索池)?.{{0,3}}<deal>{_TAIL}"
    ),
    signs(rf"<deal>.{{0,10}}(?:退|放|扔|丢|还|甩)(?:回|到|给|进|掉)?(?:去|来)?(?:了|吧)?(?:公海|池子?|pool|线索池)"),
    signs(
        rf"<deal>.{{0,8}}(?:我)?(?:不跟|不想跟|跟不动|不跟进|放弃|不要|释放|退回|跟不下去|没精力跟|顾不上)(?:了|吧|掉|啦|\W|$)"
    ),
    signs(rf"(?:放弃|不跟|不要)(?:了)?(?:跟进)?<deal>"),
    signs(
        r"\b(?:return(?:ing)?|releas(?:e|ing)|put(?:ting)?|throw(?:ing)?|hand(?:ing)?|giv(?:e|ing)|send(?:ing)?|mov(?:e|ing)|toss(?:ing)?|dump(?:ing)?|push(?:ing)?|drop(?:ping)?) (?:back )?<deal>(?: lead| deal)? (?:back )?(?:in ?to|to|in) (?:the )?(?:public )?(?:pool|queue)"
    ),
    signs(
        r"\b(?:releas(?:e|ing)|giv(?:e|ing) up (?:on )?|let(?:ting)? go of|let(?:ting)? go|unclaim(?:ing)?|hand(?:ing)? back|giv(?:e|ing) back|drop(?:ping)?|dropping off|return(?:ing)?|stepping away from|stop working) (?:the )?<deal>"
    ),
    signs(
        r"<deal>(?: lead| deal)?.{0,12}\b(?:back (?:in ?to|to|in) (?:the )?pool|up for grabs|releas(?:e|ing)|not (?:pursuing|working)|can go back)"
    ),
    signs(r"\b(?:not|no longer) (?:pursuing|working|chasing) <deal>"),
)
_GIVES = r"(?:转交给?|移交给?|转给|转让给?|移给|交接给|交给|分给|分配给|指派给|派给|划给|给到|分派给|安排给?|拨给|换给|给|让|由|归|叫|改由|换成|交由|换)"
_GIVE = (
    signs(
        rf"<deal> ?{_TAIL} ?[,，]? ?(?:还是|先|就|都|以后|现在|后续|我|暂时|直接|可以|应该|改)?(?P<how>{_GIVES}) ?@?(?P<to><member>)(?: ?(?:来|去|吧|了|哈|呗|先)?(?:跟进?|接手?|负责|处理|盯|做|跟着|接管|维护|推进)?(?:一下|吧|了|哈|呗|啊|下去|了吧)?)\W*$"
    ),
    signs(rf"(?P<how>分配|指派|转交|移交|安排|分派|派|转让|转) ?<deal> ?{_TAIL} ?(?:给|到|去) ?@?(?P<to><member>)"),
    signs(
        rf"^\W*(?:请|麻烦)?@?(?P<to><member>) ?(?:你)?(?P<how>来|去|负责|跟进?|接手?|接管|盯|拿)(?:跟进?|接手?|负责|盯)?(?:一下|下)? ?<deal>{_TAIL}(?:吧|了|哈)?\W*$"
    ),
    signs(
        rf"(?P<how>让|请|叫|由|安排|派) ?@?(?P<to><member>) ?(?:来|去)?(?:跟进?|接手?|负责|盯|接管|拿|处理|推)(?:一下|下)? ?<deal>"
    ),
    signs(rf"(?P<how>给) ?@?(?P<to><member>) ?<deal>{_TAIL}\W*$"),
    signs(
        r"(?P<how>\b(?:re)?assign(?:ing)?|\bgiv(?:e|ing)|\bhand(?:ing)?(?: over)?|\bpass(?:ing)?|\btransfer(?:ring)?|\bmov(?:e|ing)|\brout(?:e|ing)|\bsend(?:ing)?|\bturn(?:ing)?(?: over)?|\bshift(?:ing)?|\bput(?:ting)?) (?:the )?<deal>(?: lead| deal| account)? (?:over )?(?:to|->|→|with|on) @?(?P<to><member>)"
    ),
    signs(
        r"(?P<how>\bassign|\bgive|\bhand|\bpass|\bput) @?(?P<to><member>) (?:on )?<deal>(?: lead| deal| account)?(?: please| pls)?\W*$"
    ),
    signs(
        r"<deal>(?: lead| deal| account)? ?(?P<how>goes to|should go to|is going to go to|to|->|→|=>|for|is now with|moves to|now belongs to|can go to) ?@?(?P<to><member>)(?: please| pls| now| from now on)*\W*$"
    ),
    signs(
        r"@?(?P<to><member>) (?P<how>takes|to take|will take|should take|owns|can take|gets|is taking|please take|pls take|takes over|will own|is taking over|to own|can have|picks up|please own|has)(?: over)? <deal>(?: lead| deal)?"
    ),
    signs(r"(?P<how>\blet|\bhave) @?(?P<to><member>) (?:take|have|run|handle|own|work)(?: over)? <deal>"),
)
_MOVES = re.compile(r"转|移|transfer|hand|turn|pass|交接|over")
_DISPUTE = signs(
    r"撞单|抢单|抢(?:了)?我的?(?:单|客户|线索)|(?:是|明明是|本来就是|应该是)我(?:先|的)|我先(?:联系|跟|接触|报备)|归属(?:有|不)|有争议|争议|申诉|截胡|\bdispute|\bpoach|\bstole\b|mine first|i (?:had|was on|got) .{0,20}first|\bconflict(?: over| with| on)\b|\bclash|\bdouble[- ](?:book|work)|was my lead"
)
_TOGETHER = (
    signs(
        r"(?:拉上?|带上?|加上?|邀请|叫上|拉|喊上|请|把) ?@?<member>(?:(?:和|跟|、|,|还有)@?<member>)* ?(?:也|都)?(?:一起|进|加|拉|到|来|进来|参与|协助|协作|支持|帮|进群|加进|拉进|拉到|加到|入).{0,10}<deal>"
    ),
    signs(
        r"<deal>.{0,8}(?:拉上?|加上?|带上?|邀请|叫上|喊上|把) ?@?<member>(?:(?:和|跟|、|,|还有)@?<member>)*.{0,6}(?:一起|进来|协助|协作|参与|跟|$)"
    ),
    signs(
        r"<member>.{0,6}(?:一起|协同|协助我|搭档)(?:跟|做|推|搞|跟进).{0,4}<deal>|<deal>.{0,4}(?:我)?(?:和|跟|与) ?<member> ?(?:一起|合作|共同|协同)(?:跟|做|推|搞)?"
    ),
    signs(
        r"\b(?:add|loop(?:ing)?|bring(?:ing)?|pull(?:ing)?|invit(?:e|ing)|include|cc|adding|including)(?: in)? @?<member>(?:(?: and |, ?| & )@?<member>)*(?: in)?(?: as .{0,20})? ?(?:on ?to|to|into|on|in|for|with) (?:the )?<deal>"
    ),
    signs(
        r"<member> (?:is )?(?:joins|joining|teams up|will join|is helping|will help|co-?sells?|working) (?:me )?(?:with me )?(?:on )?<deal>"
    ),
)
_WHY = re.compile(
    r"(?:因为|由于|原因是?|理由是?|\bbecause(?: of)?\b|\bsince\b|\bas\b(?= i| we| they| he| she| my)|\bdue to\b|\breason:?)\s*[:：]?\s*"
)


def read_baton(shape: Shape) -> Meaning | None:
    """Read who takes, gives back, gives away or shares a deal."""
    for clause in shape.clauses():
        meaning = _dispute(shape, clause) or _shared(shape, clause) or _given(shape, clause)
        meaning = meaning or _released(shape, clause) or _claimed(shape, clause)
        if meaning is not None:
            return meaning
    return None


def _part(shape: Shape, clause: Clause) -> str:
    return shape.line[clause.start : clause.end]


def _claimed(shape: Shape, clause: Clause) -> Meaning | None:
    line = _part(shape, clause)
    for pattern in _CLAIM:
        if found := pattern.search(line):
            if re.search(r"不|别|没|\b(?:not|don'?t|never|wouldn'?t|if)\b|\bwho\b|谁|\btook\b|如果|要是", line):
                return None
            if re.search(r"[?？]\s*$|吗|\bshould i\b", shape.line[clause.start : clause.end + 1]) and not re.search(
                r"^\W*(?:can|could|may) i\b|可以吗|行吗|好吗|行不|给我", line
            ):
                return None
            return Meaning("lead_claim", deals=deals_in(shape), needs_deal=True, used=[_at(clause, found)])
    return None


def _released(shape: Shape, clause: Clause) -> Meaning | None:
    line = _part(shape, clause)
    for pattern in _RELEASE:
        if (found := pattern.search(line)) and _plain(shape, clause, found):
            said: Said = {}
            if why := _reason(shape, clause, found):
                said["reason"] = why
            return Meaning("lead_release", said, deals_in(shape), needs_deal=True, used=[_at(clause, found)])
    return None


def _given(shape: Shape, clause: Clause) -> Meaning | None:
    line = _part(shape, clause)
    for pattern in _GIVE:
        found = pattern.search(line)
        if found is None or not _plain(shape, clause, found):
            continue
        people = members_in(shape, start=clause.start + found.start("to"), end=clause.start + found.end("to"))
        deals = deals_in(shape, start=clause.start, end=clause.end)
        owners = {named.owner for target in deals for named in target.candidates}
        if target_codes := [target.code for target in deals if target.code]:
            owners = {
                deal.owner.id if deal.owner else None for code in target_codes if (deal := shape.scene.deal(code))
            }
        mine, leads = owners == {shape.scene.me}, bool(shape.scene.roles & {"manager", "director"})
        moves = bool(_MOVES.search(found["how"])) and "assign" not in found["how"]
        gives = mine or (moves and None not in owners) if leads else mine or moves
        said: Said = {"to": people[0][1]}
        if why := _reason(shape, clause, found):
            said["reason"] = why
        intent = "lead_transfer" if gives and not ("assign" in found["how"] and leads) else "lead_assign"
        return Meaning(intent, said, deals, needs_deal=True, used=[_at(clause, found)])
    return None


def _dispute(shape: Shape, clause: Clause) -> Meaning | None:
    found = _DISPUTE.search(_part(shape, clause))
    if found is None or not deals_in(shape):
        return None
    said: Said = {"more": {"claim": shape.text.strip()}}
    if people := members_in(shape):
        said["more"]["against"] = people[0][1]
    return Meaning("lead_dispute", said, deals_in(shape), needs_deal=True, used=[_at(clause, found)])


def _shared(shape: Shape, clause: Clause) -> Meaning | None:
    line = _part(shape, clause)
    for pattern in _TOGETHER:
        if (found := pattern.search(line)) and _plain(shape, clause, found):
            people = tuple(member for _, member in members_in(shape, start=clause.start, end=clause.end))
            return Meaning("collab_add", {"members": people}, deals_in(shape), True, used=[_at(clause, found)])
    return None


def _plain(shape: Shape, clause: Clause, found: re.Match[str]) -> bool:
    mood = mood_of(shape, clause, *_at(clause, found))
    return mood in (Mood.FACT, Mood.AHEAD)


def _reason(shape: Shape, clause: Clause, found: re.Match[str]) -> str:
    """What is said beside the act itself is why."""
    line = shape.line
    if why := _WHY.search(line, clause.start):
        return shape.words(why.end(), len(line)).strip(TRIM)
    before = shape.words(0, clause.start).strip(TRIM)
    after = shape.words(clause.start + found.end(), len(line)).strip(TRIM + "了吧")
    if before and shape.line[: clause.start].strip(TRIM + "".join(deal_signs(shape))):
        after = f"{before}，{after}" if after and not before.isascii() else f"{before}, {after}" if after else before
    return after


def deal_signs(shape: Shape) -> set[str]:
    """The signs that stand for deals in a line."""
    return {shape.line[place] for place, _ in shape.all("deal")}


def _at(clause: Clause, found: re.Match[str]) -> tuple[int, int]:
    return clause.start + found.start(), clause.start + found.end()
