"""A paper that is to be written for a deal: which, with which terms, by whom and when."""

import re

from handlers.language.sentences.bargains import paid_in
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.limits import declined, due_in, is_limit, supposed, whom_in
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over, members_in
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan

# A paper with what stands before it and belongs to its name.
_PAPER = re.compile(
    r"(?P<kind>[\u4e00-\u9fffa-z]{0,8}?)(?P<zh>(?:合同|协议书?|保密书|合约|承诺函|意向书|授权(?:委托)?书|标书|备忘录|补充条款|框协|(?:(?<![a-z])(?:nda|msa|sow|dpa|baa)(?=[\u4e00-\u9fff])))(?: ?(?:初稿|草稿|模板|附件))?)"
    r"|(?<![a-z0-9])(?:(?:master|services?|purchase|framework|software|licen[sc]e|licensing|supply|partner(?:ship)?|non-?disclosure|mutual|renewal|order|data|processing|subscription|sales|support|maintenance|reseller|pilot|trial|consulting|distribution|"
    r"frame|rental|lease|standard|amended|enterprise|saas|hosting|channel|nda|sla|dpa|level|business associate|extension|expansion|multi-?year|escrow|termination|main) )*"
    r"(?P<en>(?:contract|agreement|nda|msa|sow|dpa|baa|order form|amendment|addendum|sla(?= ?附件| appendix)|statement of work|eula|letter of intent|termination letter|loi|redline|paperwork|agreemnt|ndaa)s?)(?![a-z0-9])"
)
_GENERAL = frozenset(
    {"contract", "contracts", "agreement", "agreements", "paperwork", "合同", "协议", "合约", "redlines"}
)
_SPLIT = re.compile(
    r"要|签|[份个版]|[草打]?拟|起草|[出做改写发弄搞整补](?!充)|准备|申请|[的给把走下帮需请俾让跟和按用进先想在了急张这那]|一(?!期)|麻烦|客户|他们|我们?|[这那]边|法务|律师?|孙律|来|[点用]|续(?!约|签|费)|新的?|提"
)
_LEGAL = any_of(zh="法务 律师 法律部", en="legal, (?<!their )(?<!customer )counsel, (?<!['’]s )lawyers?")
# A paper of ours is gone over as it is written, by the same people; what the customer wrote, or one clause of it, wants help.
_CHECKED = re.compile(
    r"审|[看过瞅](?:一?[下遍哈看眼]|完)|审核|[把过]一?关|(?<=[\u3400-\u9fff\ue000-\ue0ff] )review|review(?= ?一?下)"
)
_HELPED = re.compile(
    r"帮|求|要\s?(?:法务|legal)|谁|哪位|有空|[吗？?]|条款?(?!件)|红线|改|回传|发来|寄来|他们|对方|客户|人家|自己|拿不准|不懂|口头|问题|风险|投标|标书|有没有|能否|流程|和(?=交付|售前)|"
    r"\b(?:help|need|needs|needed|someone|anyone|somebody|anybody|free|eyes|hand|redlines?|clauses?|changes|comments|theirs?|customer'?s?|whether|genuine|pages|tender|they|sent|join|call|who|looking)\b"
)
_TERMS = signs(
    r"账期|付|首期|尾款|质保|违约|[月季年]结|验收|罚则|保修|期限|[\d一二两三四五]年|自动续|续约|金额|单价|折|条款|排他|独家|仲裁|管辖|[双单]向|适用[^，,。]{0,4}法|价格不变|有效期|交[货期]|发票|税|<amount>|<percent>|<discount>|"
    r"\b(?:net ?-?\d+|pay\w*|terms?|upfront|deposit|liabilit\w*|warrant\w*|auto-?renew\w*|\d+[- ]?(?:days?|years?|yrs?|months?|mos?|seats?|users?|licen[sc]es)|indemnit\w*|penalt\w*|exclusiv\w*|cap(?:ped)?|"
    r"annual|quarterly|monthly|bill(?:ing|ed)|sla|mutual|one-way|govern\w*|\w+ law|jurisdiction|termination|opt[- ]out|(?:one|two|three|multi)[- ]?year|escrow|instal\w+|milestones?|acceptance|inspection)\b"
)
# With one of these a clause beside the paper tells or asks something, and is no term of it.
_TALK = signs(
    r"[\ue000-\ue0ff?？]|[急催等谢审签批看说问想能吗呢吧啊哈哦嘛出谁拟发]|麻烦|辛苦|给我|客户|他们|对方|老板|领导|我们?|尽快|马上|一下|法律|"
    r"\b(?:thanks?|thx|asap|urgent\w*|waiting|they|he|she|it|i|we|you|us|me|sign\w*|pleas[e]?|pls|plz|can|could|would|need\w*|want\w*|is|are|was|has|have|will|send|email|legal|call|meeting|guys|team|hi|hey|ok|okay|again|soon|quick\w*|back|review|draft\w*|this|hold)\b"
)
_EDGE = re.compile(
    r"^(?:[+]|w/|把|请|按|用|带|含|里|(?:with|incl\w*|including|for|at|on|and|the|in it|terms?:|条款[:：])\b)+\s*|\s*(?:\b(?:by|before|due|on|for|please|pls|plz|thanks|thx|in it)|在|于|再?发我)$",
    re.IGNORECASE,
)


def as_contract(shape: Shape) -> Meaning | None:
    """Return what a wish for a paper says: which, on which terms, of whom and by when."""
    if (paper := _paper(shape.line)) is None or supposed(shape, paper.start()) or declined(shape.line):
        return None
    said: Said = {"doc": _doc(shape, paper)}
    pay = paid_in(shape, {}, None)
    due = due_in(shape, without=[pay] if pay else ())
    if terms := _terms(shape, paper, due):
        said["terms"] = terms
    people = members_in(shape)
    if people:
        said["assignee"] = whom_in(shape) or people[0][1]
    elif _LEGAL.search(shape.line):
        said["role"] = "legal"
    if due is not None:
        said["due"] = due
    return Meaning("contract_request", said, deals_in(shape), needs_deal=True)


def to_be_checked(shape: Shape) -> bool:
    """Whether legal is to go over a paper of ours: that is a request for the paper, not for help."""
    legal = any("legal" in named.roles for _, one in members_in(shape) for named in one.named[:1]) or _LEGAL.search(
        shape.line
    )
    checked = legal and deals_in(shape) and _paper(shape.line) is not None and _CHECKED.search(shape.line)
    return bool(checked) and _HELPED.search(shape.line) is None


def _paper(line: str) -> re.Match[str] | None:
    """Return the paper that is named most exactly: "the contract" only says that there will be one."""
    papers = list(_PAPER.finditer(line))
    exact = (one for one in papers if (one["zh"] or one[0]) not in _GENERAL)
    return next(exact, next((one for one in papers if one["en"] != "paperwork"), papers[0] if papers else None))


def _doc(shape: Shape, paper: re.Match[str]) -> str:
    start = (
        paper.start("kind") + max((cut.end() for cut in _SPLIT.finditer(paper["kind"])), default=0)
        if paper["zh"]
        else paper.start()
    )
    return shape.words(start, paper.end()).strip(TRIM)


def _terms(shape: Shape, paper: re.Match[str], due: DateSpan | None) -> str:
    """Return the terms: what is said of money, time and duties, and what stands behind the paper and is no talk."""
    told = []
    for clause in shape.clauses():
        start = paper.end() if clause.start <= paper.start() < clause.end else clause.start
        said = shape.line[start : clause.end]
        if _TERMS.search(said) or (clause.start > paper.end() and not _TALK.search(said)):
            told.append(_term(shape, Clause(start, clause.end), due))
    return ("，" if re.search("[\u4e00-\u9fff]", "".join(told)) else ", ").join(filter(None, told))


def _term(shape: Shape, clause: Clause, due: DateSpan | None) -> str:
    """Return a clause's words without names, the day by which the paper is wanted, and what only begins or ends them."""
    days = [
        at
        for at, span in shape.all("date", clause.start, clause.end)
        if due is not None
        and isinstance(span.value, DateSpan)
        and span.value.start == due.start
        and is_limit(shape, at)
    ]
    cuts = [(at, at + 1) for kind in ("deal", "member") for at, _ in shape.all(kind, clause.start, clause.end)]
    words = left_over(shape, Clause(clause.start, min(days, default=clause.end)), cuts)
    while (shorter := _EDGE.sub("", words).strip(TRIM)) != words:
        words = shorter
    return words
