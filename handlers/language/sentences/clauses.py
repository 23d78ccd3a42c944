"""Clauses as news is read from them: parted where somebody begins to speak, joined where one says nothing alone."""

import re
from collections.abc import Iterator

from handlers.language.sentences.meaning import TRIM
from handlers.language.sentences.mood import asks
from handlers.language.sentences.news import DONE
from handlers.language.sentences.todo import EVENT
from handlers.language.shape import Clause, Shape, signs

# Where a new sentence begins without a comma, whatever stands before it.
_ANEW = re.compile(
    r"\s+(?:and|&) (?=(?:they|he|she|we|i|it|then|the (?:customer|client)|will|now|\w+ (?:will|has|wants|needs|said|says|asked)|(?:their|our|his|her|my|the) (?:[\w-]+ ){1,3}(?:meets?|starts?|begins?|sits?|is|are|was|were|has|have|had|will|wants?|needs?|comes?|goes|said|says|asked|takes?|follows?))\b)"
    r"|\s*(?<![a-z])(?=(?:next (?:step|thing|is|up)|to ?do:)(?![a-z]))|(?:(?!\U0001f4de)[\U0001f300-\U0001faff\u2705\u274c])+\ufe0f?|\s*[:;]-?[)(]\s*"
)
# Where one begins if something was told before it: somebody else speaks or acts, or what comes next is named.
_WHO = (
    r"(?:<contact>|(?:他们?|她们?|客户|对方|甲方|人家)(?:老板|领导|采购|财务|技术|法务|[院校厂]长|经理|主任)?|老板娘?|领导|我们?|咱们?|"
    r"[^\W\da-z_们][总董工处]|(?:[^\W\da-z_们])?(?:经理|主任|[院校厂]长))"
)
_THEIR_TURN = signs(
    rf"(?<![给跟和对向找见让叫请催约陪等问把被替为帮到比是在从与同由于诉醒系访知谢着])(?={_WHO}(?:那边|这边|也|都|就|还|又|总体|整体|今天|明天|后来|自己)*"
    r"(?:说|讲|话|让|要|想|答应|同意|表示|觉得|认为|挺|很|蛮|太|比较|行|可以|会|嫌|希望|认可|没|不|已|准备|打算|回复|反馈|问|提|再|<date>))"
    r"|(?<=[^\s])(?=(?:然后|就是(?!说)|接下来|下一步|到时候?|所以|结果)?(?:[让叫](?:我们?|咱们?)|约(?:了|好了?|在|定)<date>|(?:估计|预计|计划|打算|争取|最快|最晚|说好)(?:要|会|是|得)*<date>))"
    r"|(?<=[\u3400-\u9fff])(?=(?:但|不过|就是|说|然后|就|再|才|要|得|会|约|定|等到?|那)*<date>[\s\u3400-\u9fff])"
    r"|\s+(?=(?:they|he|she|we|i)(?:'\w+)?\s)|(?P<does>\s+)(?=(?:wants?|needs?|asked|requested|sending|follow(?:ing)? up|waiting|awaiting|chasing|visiting|calling|circle back|call back)\s[\w\ue000-\ue0ff])"
    r"|\s+(?=(?:下一步|接下来|到时候))"
)
# Behind these somebody's sentence is no new one, but the other's object.
_GOVERNS = re.compile(
    r"(?:\b(?:that|if|whether|when|once|until|till|because|since|as|what|how|which|who|where|before|after|or|and|hope|hopes|think|thinks|said|says|"
    r"told|guess|know|knows|believe|sure|than|unless|while|but|like|glad|feel|feels|confirmed|heard|reckon|everything|all|anything|the|to|for|of|with|not|"
    r"also|still|just|has|have|had|been|be|is|are|was|were|my|our|their|his|her|a|an|this|that|another|next|first|second|final|on|in|at|by|\w+ly|now|never|really|kindly|we|they|he|she|i|it|who|you)|['’]s?|[到至在为于从由自离距期日是:：、说给跟和与或的每每次约等改推延拖排定]|(?<!on )(?<!last )\ue005|[约改推延拖排定]了)\s*$"
)
# Before what they do these are who does it.
_DOERS = re.compile(
    r"\b(?:team|[a-z]{1,3}o|vp|legal|procurement|buyer|client|customer|finance|it|head|lead|manager|director|board|office|side|guys?|folks|people|lawyers?|counsel|boss|owner|user|users|who|which|\ue00c)\s*$"
)
# That something was told: what is over, how it stands, what somebody said.
_SAID = re.compile(
    rf"{DONE.pattern}|\ue005.{{2}}|卡[在着住]|没(?:啥|什么)?问题|没(?:啥|什么)?意见|[挺很]\S|认可|满意|同意|顺利|不错|还行|感兴趣|有意向|不在|在[开出]|正在|说\S{{3,}}|[高低]了?点?|喜欢"
    r"|\b(?:is|are|was|were|has|have|went|reached|told|said|mentioned|hinted|fine|good|great|ok|well|back|keen|happy|off the phone|wants?|needs?)\b|'(?:s|re|ve) (?!\w+$)"
)
_SUPPOSED = re.compile(
    r"[\s\ue000]*(?:如果|要是|假如|万一|一旦|只要|除非|希望|但愿|(?:if|when|once|unless|assuming|hope|hopefully)\b)"
)
_ENOUGH, _NEAR = 4, 16
LABEL = re.compile(
    r"\W*(?:there(?:'s| is) )?(?:(?:big|main|key|new|the|a) )?(?:stage(?: change| update)?|amount|value|(?:expected |target |new |planned )*(?:clos(?:e|ing)|sign(?:ing|ature)|booking)(?: date)?|next(?: steps?)?|risks?|red flags?|milestones?|blockers?|blocked|notes?|probability|prob|chance|update|status|todo|action|阶段|节点|金额|预算|报价|预计(?:成交|签约)?|成交时间|签约时间|下一步(?:计划|动作)?|后续|风险|里程碑|卡点|阻碍|问题|备注|阶段(?:变更|更新|调整)|状态(?:变更|更新)?|进度(?:更新)?|把握|概率|进展|赢率|需求)(?: (?:for|on|at|with) \ue000)?\s*"
)
# A day that stands alone behind these words is theirs: a space parts nothing there.
_SET_FOR = re.compile(r"(?:约|定|安排|改|挪|排|放|推|时间|订)(?:在|到|于|了)?\s*$")
# And a sum or a chance that stands alone behind these is what they speak of.
_COMES_TO = re.compile(
    r"(?:[写填改调到成为是按报约有价额算走压降涨]|预算|金额|把握|概率|(?<![a-z])(?:amount|budget|price|prob\w*|keep|now))[\s:：]*$"
)
_BARE_VALUE = signs(r"(?:<amount>|<percent>)[\s左右上下了吧走算的不变]*")
_BARE_DAY = signs(
    r"(?:[\s约定在是于就到了,，的下]|\b(?:re)?schedul(?:ed|ing)\b|\b(?:set(?: up)?|booked|for|on|now|at|is|it's)\b)*+<date>[\s的吧了]*+"
)
# A day that words follow behind a blank is theirs.
_GOES_WITH_NEXT = re.compile(r"\s+[\u3400-\u9fff]")
# What was only arranged is not over.
_ARRANGED = re.compile(
    r"约|定好|排好|改成|\b(?:confirmed|asked|requested|agreed|booked|set|arranged|scheduled|wants?|no[- ]show|cancell?ed|moved|pushed|shifted|rescheduled)\b"
)


def finer(shape: Shape, clauses: list[Clause]) -> Iterator[Clause]:
    """Part clauses where somebody begins to speak or act, as people dictate without commas."""
    for clause in clauses:
        start = clause.start
        for first, last in _cuts(shape, clause):
            if first >= start and shape.line[start:first].strip(TRIM):
                yield Clause(start, first)
                start = last
        if start < clause.end:
            yield Clause(start, clause.end)


def _cuts(shape: Shape, clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield where a clause goes on with another sentence: always, or only behind something that was told."""
    places = [*_ANEW.finditer(shape.line, clause.start, clause.end)]
    sure = {cut.start() for cut in places}
    begun = seen = clause.start
    told = False
    for cut in sorted([*places, *_THEIR_TURN.finditer(shape.line, clause.start, clause.end)], key=re.Match.start):
        place = cut.start()
        told = told or (place - begun >= _ENOUGH and bool(_SAID.search(shape.line, max(begun, seen - _NEAR), place)))
        seen = place
        if place in sure or (told and not _goes_on(shape.line, begun, cut)):
            yield cut.span()
            begun, told = cut.end(), False


def _goes_on(line: str, begun: int, cut: re.Match[str]) -> bool:
    """Whether the words before a place belong to what follows it."""
    before = line[max(begun, cut.start() - _NEAR) : cut.start()]
    doer = cut.groupdict().get("does") and _DOERS.search(before)
    return bool(doer or _GOVERNS.search(before) or _SUPPOSED.match(line, begun))


def together(shape: Shape, clauses: Iterator[Clause]) -> Iterator[Clause]:
    """Join a label with its value ("next: redlines"), and a day that stands alone with what happens on it."""
    last: Clause | None = None
    for clause in clauses:
        if last is not None and (_set_for(shape, last, clause) or _belongs(shape, last, clause)):
            last = Clause(last.start, clause.end)
            continue
        if last is not None:
            yield last
        last = clause
    if last is not None:
        yield last


def _set_for(shape: Shape, last: Clause, clause: Clause) -> bool:
    """Whether a clause is a value only, and the words before it say what is arranged for that day or comes to that."""
    parted = shape.line[last.end : clause.start].strip()
    if parted and _GOES_WITH_NEXT.match(shape.line, clause.end):
        return False
    if not parted and _BARE_VALUE.fullmatch(shape.line, clause.start, clause.end):
        return bool(_COMES_TO.search(shape.line, last.start, last.end))
    if not _BARE_DAY.fullmatch(shape.line, clause.start, clause.end):
        return False
    if not parted:
        return bool(_SET_FOR.search(shape.line, last.start, last.end))
    line = shape.line[last.start : last.end]
    told = DONE.search(line) and not _ARRANGED.search(line)
    return bool(EVENT.search(line)) and not (told or next(shape.all("date", last.start, last.end), None))


def _belongs(shape: Shape, last: Clause, clause: Clause) -> bool:
    """Whether a clause goes on with a label, or tells what is to come on a day that stands alone before it."""
    if shape.line[last.end : last.end + 1] in (":", "：") and LABEL.fullmatch(shape.line, last.start, last.end):
        return True
    line = shape.line[clause.start : clause.end]
    dated = next(shape.all("date", clause.start, clause.end), None) or asks(line) or DONE.search(line)
    return not dated and bool(_BARE_DAY.fullmatch(shape.line, last.start, last.end))
