"""A paper that is to be written for a deal: which, with which terms, by whom and when."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.helping import read_help, summons
from handlers.language.sentences.limits import due_in, is_limit, supposed, whom_in
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, members_in
from handlers.language.sentences.trades import roles_in
from handlers.language.shape import Clause, Shape, signs

_PAPER = any_of(
    zh="合同 协议书? 保密书 合约 补充条款 订单合同 框协 (?<![a-z])(?:nda|msa|sow|dpa)(?![a-z]) 意向书 授权书 标书(?!的?技术|的?商务|[里中])",
    en="""contracts?, agreements?, ndas?, msas?, sows?, dpas?, baas?, order forms?, amendments?, addend(?:um|a),
        redlines?, statement of work, eula, sla agreement, letter of intent, loi, paperwork""",
)
_MAKE = any_of(
    zh="""要(?!求|是|么) 需要? 缺 想签 拟 起草 草拟 出(?!了) 做 准备 申请 走 改 弄 整 打(?=一?份) 发(?:起|一?份|我|个) 提 来(?:一)?[份个版] 一份 一版 写 搞 拉 新建
        开(?:一)?[份个] 可以起(?:草)?了? 起一?[份个] 催 急用 补(?:一)?[份个] 更新 续(?:一)?[份签] 麻烦 请 帮 安排 给""",
    en="""needs?, needed, paper (?:it|this|that|the deal), asked for, let'?s, with, want(?:s|ed)?, draft\\w*, prepare, prep, please, pls, plz, get, send(?: me| us| over)?,
        request\\w*, put together, write(?: up)?, draw(?:ing)? up, new, make, create, generate, issue, start, raise,
        have, kick off, ready, set up, pull together, work up, whip up, would like, looking for, could, can,
        require[sd]?, due""",
)
_OVER = any_of(
    zh="""审(?:完|过|好)了? 通过了 已(?:经)?(?:审|签|过|发|回|拟|起草|出) 卡[在住壳] 还在 (?<![要以备快该])签(?:了|完|好|下来|回来) 寄(?:了|出|过去|回|给) 回传 盖(?:章)?了
        (?:合同|协议)(?:金额|签约|阶段|到期|快到期|谈|续签|丢|流程走|没|还没|审批|已|都|也|被|有问题|没问题|下周签|明天签|条款(?:谈|对|有|没))
        把(?:合同|协议)[^，,。]{0,2}(?:转|发|给|交|递)[^，,。]{0,8}了 合同(?:发|给|寄|交|递|送)(?:给)?(?:客户|他们|对方|过去|出去|了) (?:发|给|寄|交|递|送)(?:了|过|完|出)[^，,。]{0,6}(?:合同|协议)
        (?:进入?|到了?|推到|转到|改到|处于)合同 签约阶段 合同阶段 不(?:需要|用|要)(?:合同|协议|签) 取消 等(?:客户|对方|他们)[^，,。]{0,6}(?:签|回|盖) 走到
        (?:他们|客户|对方)(?:的)?法务 下一步 接下来 复盘 (?:合同|协议)(?:额|金额|总价|总额|价)?<amount> 搞定 客户[^，,。]{0,4}(?:签|盖|回|看|审|改)(?:了|完|好|过)""",
    en="""(?:contract|agreement|nda|msa|sow)[^,;.]{0,16} (?:may|might) need, reviewed, signed, approved, stuck, is with, waiting, in review, under review, finished, back from, sent over,
        sent (?:the|them|him|her|it), went out, stage, expired?, expires, (?:don'?t|doesn'?t|no longer|not) need,
        no need, cancel\\w*, got the, received, countersigned, executed,
        (?:contract|agreement|nda|msa|sow|dpa) (?:is|was|has|went|looks|got|came|on|at|out|done|value|negotiation|call|meeting|discussion)(?! needed| required| due| wanted),
        moved? to contract, in contract, negotiating, closed, next steps?, retro, lessons?, learn\\w*, post-?mortem,
        (?:their|customer'?s?|client'?s?) (?:legal|procurement|lawyers?)""",
)
_NONE = any_of(
    zh="(?:不|没)(?:需要|用|要|必要?)[^，,。]{0,6}(?:合同|协议|签) 取消 先别 先不 暂时不 暂不",
    en=r"(?:don'?t|doesn'?t|no longer|not) (?:need|want), no need, cancel\w*, hold off, without an?, instead of an?",
)
_LEGAL = any_of(zh="法务 律师 法律部", en="legal, counsel, lawyers?")
_LOOKS = any_of(
    zh="看 审 把关 把把关 过目 过一下 过一遍 第.{1,3}条 核 评估 风险 改(?!成|为) 睇 支招 让步 意见 拿主意 怎么(?:改|回|谈) 解释 瞅 瞧 瞄",
    en="""review\\w*, look(?:s|ing)?, check(?:s|ing)?, redlin\\w*, vet, go over, read, mark ?up, sign[- ]?off,
        comments?, weigh in, glance, marked (?:it|this|that) up, clause, eyes, advi[sc]e, opinion, input, wording, liabilit\\w* (?:section|wording|language|clause)""",
)
_MAKES = any_of(
    zh="起草 拟 出稿 (?:[出做弄整搞]|(?<![发过寄送])来)(?:一?下|一?[份个版]) 一份 准备 写 走(?:一)?(?:下)?流程 新 走起",
    en="draft\\w*, prepare, prep, new contract, needs? an?(?! (?:review|look|check|hand|quick|second)), write, draw up, put together, create, issue, generate",
)
# What stands before the paper and belongs to its name.
_KIND_ZH = re.compile(
    r"(?P<kind>[\u4e00-\u9fffa-z]{0,8})(?P<paper>合同|协议书?|保密书|合约|nda|msa|sow|dpa|意向书|授权书)(?:初稿|草稿|模板)?"
)
_SPLIT_ZH = re.compile(
    r"要|签|份|个|版|拟|起草|出|做|准备|申请|的|给|把|走|改|一|下|帮|搞|弄|写|发|需|请|麻烦|客户|他们|我们?|那边|这边|跟|和|按|用|让|法务|律师|孙律|来|点|补(?!充)|续(?!约|签|费)|整|打|新的?|份|提|想|在|了|急"
)
_KIND_EN = re.compile(
    r"(?:\b(?:master|services?|purchase|framework|software|licen[sc]e|licensing|supply|partner(?:ship)?|non-?disclosure|mutual|renewal|order|data|processing|subscription|sales|support|maintenance|reseller|pilot|trial|consulting|distribution|frame|rental|lease|standard|amended|enterprise|saas|hosting|channel|nda|sla|statement|level|business associate|extension|expansion|multi-?year) )*"
    r"(?:contract|agreement|nda|msa|sow|dpa|baa|order form|amendment|addendum|statement of work|eula|letter of intent|loi|redlines?|paperwork)\b"
)
_TERMS = signs(
    r"账期|付款|预付|首付|尾款|质保|违约|月结|季付|年付|验收|分[一二两三四五六\d]+(?:期|次|笔|批)|罚则|保修|保密期|期限|[\d一二两三五]年|自动续|续约|金额|单价|折|条款|排他|独家|仲裁|管辖|双向|单向|适用[^，,。]{0,4}法|价格不变|有效期|续期|交货|交期|发票|税|<amount>|<percent>|<discount>|"
    r"\b(?:net ?-?\d+|payments?|terms?|upfront|deposit|liabilit\w*|warrant\w*|auto-?renew\w*|renewal clause|\d+[- ]?(?:days?|years?|yrs?|months?|mos?|seats?|users?|licen[sc]es)|indemnit\w*|penalt\w*|exclusiv\w*|governing law|cap(?:ped)?|annual|quarterly|monthly|billing|billed|paid|sla|mutual|one-way|governed by|under [a-z ]{2,20} law|jurisdiction|termination|opt[- ]out|two[- ]year|three[- ]year|one[- ]year|multi-?year|escrow|instal\w+|milestones?)\b"
)
# With one of these a clause behind the paper tells or asks something, and is no term of it.
_TALK = signs(
    r"[\ue000-\ue0ff?？]|[急催等谢审签批签看说问想能吗呢吧啊哈哦嘛]|麻烦|辛苦|[发给]我|客户|他们|对方|老板|领导|我们?|尽快|马上|今天|明天|一下|"
    r"\b(?:thanks?|thx|asap|urgent\w*|waiting|they|he|she|it|i|we|you|us|me|sign\w*|pleas[e]?|pls|plz|can|could|would|need\w*|want\w*|is|are|was|has|have|will|send|email|legal|call|meeting|guys|team|hi|hey|ok|okay|again|soon|quick\w*|today|tomorrow|back|review|draft\w*)\b"
)
_PLEASE = any_of(
    zh="""(?:最晚|最迟|务必|在|于)?<date>(?:之?前|以前|内)?(?:要|给|给我|交|用|出|就要)?(?:吧|哈)? 麻烦 谢谢 辛苦了? 尽快 急
        (?:请|让|找|麻烦)?(?:法务|律师|<member>)(?:出|给|来|帮|走|拟|起草)?[^，,。]{0,4} 谢谢""",
    en="""(?:by|before|due|on|for|needed by|need it by|until)? ?(?:the )?<date>(?: please| pls)?, please, pls, asap,
        thanks, thx, urgent""",
)


def read_contract(shape: Shape) -> Meaning | None:
    """Read that a contract or another paper is wanted for a deal."""
    line = shape.line
    paper = _paper(line)
    if (
        paper is None
        or supposed(shape, paper.start())
        or not (deals_in(shape) or shape.scene.thread_deal)
        or _OVER.search(line)
    ):
        return None
    if re.search(r"(?:吗|没有?|了没)[\s!！。]*$|[?？]\s*$", line) and not re.search(
        r"能|可以|请|帮|\b(?:can|could|please|pls|would)\b", line
    ):
        return None
    legal, looks = _LEGAL.search(line), _LOOKS.search(line)
    if looks and (legal or whom_in(shape)) and not _MAKES.search(line):
        return read_help(shape)
    if summons(shape) and set(roles_in(line)) - {"legal"}:
        return read_help(shape)
    if not (
        _MAKE.search(line) or legal or members_in(shape) or any(is_limit(shape, at) for at, _ in shape.all("date"))
    ):
        return None
    return as_contract(shape)


def as_contract(shape: Shape) -> Meaning | None:
    """Return what a wish for a paper says: which, on which terms, of whom and by when."""
    if (paper := _paper(shape.line)) is None or supposed(shape, paper.start()) or _NONE.search(shape.line):
        return None
    said: Said = {"doc": _doc(shape, paper)}
    if terms := _terms(shape, paper):
        said["terms"] = terms
    people = members_in(shape)
    if people:
        said["assignee"] = whom_in(shape) or people[0][1]
    elif _LEGAL.search(shape.line):
        said["role"] = "legal"
    if (due := due_in(shape)) is not None:
        said["due"] = due
    return Meaning("contract_request", said, deals_in(shape), needs_deal=True)


def _paper(line: str) -> re.Match[str] | None:
    papers = list(_PAPER.finditer(line))
    return next((one for one in papers if one[0] != "paperwork"), papers[0] if papers else None)


def _doc(shape: Shape, paper: re.Match[str]) -> str:
    """Return what the paper is called, with what stands before it and belongs to its name."""
    line = shape.line
    found = next((one for one in _KIND_EN.finditer(line) if one.start() <= paper.start() < one.end()), None)
    if found and not re.search("[\u4e00-\u9fff]", found[0]):
        return shape.words(*found.span()).strip(TRIM)
    named = next((one for one in _KIND_ZH.finditer(line) if one.start("paper") <= paper.start() < one.end()), None)
    if named is None:
        return shape.words(*paper.span()).strip(TRIM)
    cuts = [cut.end() for cut in _SPLIT_ZH.finditer(named["kind"])]
    return shape.words(named.start("kind") + max(cuts, default=0), named.end()).strip(TRIM)


def _terms(shape: Shape, paper: re.Match[str]) -> str:
    """Return the terms: what clauses other than the wish say of money, time and duties, and what follows "with"."""
    told = []
    for clause in shape.clauses():
        start = clause.start
        if start <= paper.start() < clause.end:
            start = paper.end()
            joint = re.compile(r"[\s]*(?:with|incl\w*|including|for|at|on|按|用|带|含|，|,)+\s*").match(
                shape.line, start, clause.end
            )
            start = joint.end() if joint else start
        said = shape.line[start : clause.end]
        if (_TERMS.search(said) or (clause.start > paper.end() and not _TALK.search(said))) and not _PLEASE.fullmatch(
            said.strip(TRIM)
        ):
            told.append(_without_due(shape, Clause(start, clause.end)))
    return ("，" if re.search("[\u4e00-\u9fff]", "".join(told)) else ", ").join(filter(None, told))


def _without_due(shape: Shape, clause: Clause) -> str:
    """Return a clause's words without the day by which the paper is wanted and what only begins it."""
    days = [at for at, _ in shape.all("date", clause.start, clause.end) if is_limit(shape, at)]
    text = shape.words(clause.start, min(days) if days else clause.end)
    return re.sub(
        r"^(?:把|请|with|and|terms?:?|条款[:：]?)\s*|\s*(?:by|before|due|on|在|于)\s*$", "", text.strip(TRIM)
    ).strip(TRIM)
