"""Clauses as news is read from them: parted where somebody begins to speak, joined where one says nothing alone."""

import re
from collections.abc import Iterator

from handlers.language.sentences.meaning import TRIM
from handlers.language.sentences.mood import asks
from handlers.language.sentences.news import DONE
from handlers.language.shape import Clause, Shape, signs

# Where a new sentence begins without a comma.
_ANEW = re.compile(
    r"\s+(?:and|&) (?=(?:they|he|she|we|i|it|then|the (?:customer|client)|will|now)\b)|\s+(?=(?:he|she|they) (?:wants?|said|says|will|need|needs|asked|told|promised|plan|plans|agreed|is|are)\b)"
    r"|\s+(?=next (?:step|thing|is|up)\b)|(?:(?!\U0001f4de)[\U0001f300-\U0001faff\u2705\u274c])+\ufe0f?|(?<=[了过完好吧啊])(?=(?:他们?|她|对方|客户)(?:说|讲|让|要|想|答应|同意|表示))|\s+(?=下一步|接下来)|\s*[:;]-?[)(]\s*"
)
LABEL = re.compile(
    r"\W*(?:(?:big|main|key|new|the|a) )?(?:stage|amount|value|close(?: date)?|closing|next(?: steps?)?|risks?|red flags?|milestones?|blockers?|blocked|notes?|probability|prob|chance|update|status|todo|action|阶段|节点|金额|预算|报价|预计(?:成交|签约)?|成交时间|签约时间|下一步(?:计划|动作)?|后续|风险|里程碑|卡点|阻碍|问题|备注|把握|概率|进展|赢率|需求)(?: (?:for|on|at|with) \ue000)?\s*"
)
# A day that stands alone behind these words is theirs: a space parts nothing there.
_SET_FOR = re.compile(r"(?:约|定|安排|改|排|放|推|时间|订)(?:在|到|于|了)?\s*$")
# And a sum or a chance that stands alone behind these is what they speak of.
_COMES_TO = re.compile(
    r"(?:[写填改调到成为是按报约有价额算走压降涨]|预算|金额|把握|概率|(?<![a-z])(?:amount|budget|price|prob\w*|keep|now))[\s:：]*$"
)
_BARE_VALUE = signs(r"(?:<amount>|<percent>)[\s左右上下了吧走算的不变]*")
_BARE_DAY = re.compile("[\\s约定在是于就on,，的]*\ue005[\\s的吧]*")


def finer(shape: Shape, clauses: list[Clause]) -> Iterator[Clause]:
    """Part clauses where somebody begins to speak or act, as people dictate without commas."""
    for clause in clauses:
        start = clause.start
        for cut in _ANEW.finditer(shape.line, clause.start, clause.end):
            if shape.line[start : cut.start()].strip(TRIM):
                yield Clause(start, cut.start())
                start = cut.end()
        yield Clause(start, clause.end)


def together(shape: Shape, clauses: Iterator[Clause]) -> Iterator[Clause]:
    """Join a label with its value ("next: redlines"), and a day that stands alone with what happens on it."""
    waiting: Clause | None = None
    for clause in _with_their_days(shape, clauses):
        line = shape.line[clause.start : clause.end]
        whole = clause
        if waiting is not None and _belongs(shape, waiting, clause):
            whole = Clause(waiting.start, clause.end)
        elif waiting is not None:
            yield waiting
        waiting = None
        labelled = LABEL.fullmatch(line) and shape.line[clause.end : clause.end + 1] in (":", "：")
        if whole is clause and (labelled or _BARE_DAY.fullmatch(line)):
            waiting = clause
        else:
            yield whole
    if waiting is not None:
        yield waiting


def _with_their_days(shape: Shape, clauses: Iterator[Clause]) -> Iterator[Clause]:
    """Join a day that stands alone with the words before it that say what is set for it (演示约在 12/8)."""
    last: Clause | None = None
    for clause in clauses:
        if last is not None and _set_for(shape, last, clause):
            last = Clause(last.start, clause.end)
            continue
        if last is not None:
            yield last
        last = clause
    if last is not None:
        yield last


def _set_for(shape: Shape, last: Clause, clause: Clause) -> bool:
    """Whether a clause is a value only, and the words before it say what is set for that day or comes to that sum."""
    if shape.line[last.end : clause.start].strip():
        return False
    if _BARE_VALUE.fullmatch(shape.line, clause.start, clause.end):
        return bool(_COMES_TO.search(shape.line, last.start, last.end))
    alone = _BARE_DAY.fullmatch(shape.line, clause.start, clause.end)
    return bool(alone and _SET_FOR.search(shape.line, last.start, last.end))


def _belongs(shape: Shape, waiting: Clause, clause: Clause) -> bool:
    """Whether a clause goes on with a label, or tells what is to come on a day that stands alone before it."""
    line = shape.line[clause.start : clause.end]
    if not _BARE_DAY.fullmatch(shape.line, waiting.start, waiting.end):
        return True
    return not (next(shape.all("date", clause.start, clause.end), None) or asks(line) or DONE.search(line))
