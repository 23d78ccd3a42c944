"""A wish for a quote: what and how many, of whom and by when; its terms are read beside."""

import re

from handlers.language.sentences.bargains import ANOTHER, Cut, condition_in, discounts_in, inside, paid_in, valid_in
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.goods import goods_in, product_in
from handlers.language.sentences.limits import due_in, supposed, whom_in
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in
from handlers.language.sentences.news import DONE
from handlers.language.sentences.trades import trades
from handlers.language.shape import Shape, signs
from handlers.language.spans.quotes import APPROVAL

_QUOTE = any_of(
    zh=r"""报价单? 报个价 报一?下价 报一?份价 报个?价格 询价 询个价 出个?价(?!值) 算个?价 核个?价 估个?价 开个?价 给个价 打个价 定个价 价格单 价格方案 价格表 价目?表 报价方案 形式发票 做个价 特价申请 申请特价 特价审批
        报一?[版份](?!告) 出个?单子 报一?下\s?(?=<deal>|[\d一二两三四五六七八九十]) 报\s?(?=\d+\s?(?:个|套|台|人|用户|账号|席|份)) <discount>的?价 报个?<discount>
        (?:优惠|底|一口|打包|团购|批量|最低|实|到手|续费|续约|采购|项目)价(?!值|格战|差) 能报(?:吗|不|么) (?:重新|再|先|帮忙?)报一?下 抱价单?
        (?:什么|啥|几多)价(?!值|位) (?:什么|啥)价[格钱位]
        (?:算|出|给|打|核|报|做|整|弄)(?:一?下|一?[个版份])?价[格钱]? (?:问|想要|想知道|索要|要|攞|求)(?=[^，,。;；]{0,16}(?:价格|价钱|多少钱|几钱)(?!太|高|低|贵))
        把价[格钱][^，,。;；]{0,4}给(?:他们|客户|对方|我)""",
    en="""(?:re-?)?quot(?:e|es|ation|ations), qoutes?, qutoe, quoe, quoet, quoat?e?tion, qoutation, quotaton, pricing,
        (?<!the )(?<!their )(?<!our )price (?:it|this|that|them|these|out|up|for|on|list|sheet|proposal), (?:get|give|need|send|make|want|have)s? (?:[a-z<>]+ )?a price, pricelist,
        quo[a-z]{0,4}tion, quoet, quote?n, what (?!it |that |this )[^,;.]{2,40} (?:would|will|does|do) cost, (?:put|pull)(?: some)? (?:numbers|figures) together,
        (?:need|want|get|send|give)s? (?:the |some )?(?:<deal> )?(?:numbers|figures) (?:for|on), <deal> (?:numbers|figures) for,
        (?:formal|written|firm) offer (?:for|on), pro[- ]?forma, proforma,
        (?:cost|price|budgetary) estimates?, (?<!effort )(?<!time )estimate for, rfq, proposal(?= for), best price, (?:it|this|that|them) quoted, quoted at, commercials,
        commercial offer, price offer, formal offer, number for""",
)
# Somebody wants one made.
_MAKE = any_of(
    zh="""给 要 需要 出 做 来 帮 麻烦 请 求 急 准备 申请 尽快 再(?!低|高|便宜|说|议|谈|看|好|怎么) 重新 更新 催 安排 整 弄 搞 拟 打 报(?!价(?:单)?(?:阶段|流程)) 等着 索要 想看 问 缺""",
    en="""please, pls, plz, need(?:s|ed)?, want(?:s|ed|ing)?, can, could, would, get, give, prepare, draft, send, make,
        request\\w*, create, ask(?:s|ing|ed)?, looking, put together, work(?:ing)? up, generate, build, do, new,
        another, revised?, updated?, requote, kindly, quote (?:me|<deal>|it|them|this|needed|required), redone, promised, due, asap,
        has to, have to, urgent(?:ly)?, waiting (?:for|on), by <date>, prep, pull, whip up, knock up, raise, issue,
        arrange, must, should, chasing, expect\\w*, like""",
)
_ONE_MADE = any_of(
    zh="(?:做|出|来|弄|整|搞|发|要|拟|准备)(?:我)?(?:个|一?[份版])(?!合同|协议|方案) 算(?:一下|下|算)",
    en="(?:put|work|draw|write|knock|whip) (?:one|it|that|this|something) (?:up|together), (?:need|send|get|prepare|want)s? (?:one|it|that) (?:by|for|before|today|tomorrow)",
)
# A quote that was made, sent, seen or decided, the stage of that name, or somebody else's, is news and no wish for one.
_NEWS = any_of(
    zh="""报价单?(?:已经?|都|也|刚|刚刚|今天|昨天|早上|上午|下午|上周|<date>)*(?:发|给|交|提交|通过|批|做|出|报|寄|递|送|发送|发给|传)(?:给?(?:客户|他们|对方|了)|出去|过去|过来?了|过|完|好|掉|<date>?了)
        报价单?(?:再[低高好便]|(?<!催报价)(?<!要报价)(?<!等报价)了|完|被|高|低|太|偏|贵|便宜|没问题|有问题|合适|不合适|有点|还没(?:回|定|批)|已|阶段|流程|有效|接受|认可|通过|确认|没有?(?:回|批|通过)|卡|还在|在(?:审|批|走|他们|客户))
        (?:发|给|交|报|做|出|提交|送)(?:了|过|完|好)[^，,。;；]{0,8}(?:报价|价) 报(?:了|过|完)(?:个|一个|一次)?价 收到[^，,。;；]{0,6}报价
        (?:客户|他们|对方|老板|采购)[^，,。;；]{0,8}(?:收到|嫌|觉得|认可|接受|同意|拒绝|压|砍|研究|不满|满意)[^，,。;；]{0,6}报价
        (?:看|比|对比|审|讨论|确认|评估)(?:了|过|完)[^，,。;；]{0,6}报价 (?:进入|进到|推进到|推到|到了?|处于|还在|改到|转到)[^，,。;；]{0,4}报价
        报价(?:单)?(?:现在|已经?|都)?(?:从|由|降|涨|调|改)[^，,。;；]{0,8}<amount> 报价(?:单)?[^，,。;；]{0,4}<amount>(?:$|[，,。;；])
        (?:竞争对手|竞品|竞对|对手|友商|别家|同行|厂商|供应商|(?:对方|他们|人家)(?!也?(?:要|想|需|等|催|急|问|希望|让)))[^，,。;；]{0,8}(?:报价|出价|报了)
        (?:(?:讨论|聊|谈|对|过|讲|解释|核对|跟进)(?:了|完|一下|下|过)?|看(?:了|完|过))[^，,。;；]{0,4}报价 下一步 接下来
        报价(?:发|给|交)(?!我|一?下|一?份|个)[^，,。;；]{0,4}了""",
    en="""(?:sent|delivered|received|got(?! to)|submitted|shared|emailed|presented|rejected|approved|accepted|reviewing|reviewed|reviews|signed|discuss(?:ed|ing)?|walked|went (?:over|through)|negotiat\\w+|likes|liked|loves|loved|hated?|happy with|back on|feedback on|following up on|follow up on|turned down|sat on|chased) (?:[^,;.]{0,20}\\b)?(?:quote|pricing|proposal|quotation),
        (?:quote|pricing|quotation|proposal) (?:is |was |has been |has (?!to)|got |just |already )*(?:was|is(?! (?:needed|required|due|wanted))|has(?! to)|went|looks?|sent|submitted|delivered|approved|done|accepted|rejected|expires?|expired|stage|phase|review|out|in their|with (?:the )?(?:customer|client|them|procurement|legal)|too|under review|ok|okay|agreed|moved|signed|seems|feels|came|pending|objection|questions?|discussion|concerns?|call|meeting),
        (?<!it )(?<!this )(?<!that )(?<!them )quoted, (?:asked|told|requested|pinged|chased) <member>,
        (?:competitors?|rivals?|they|theirs?|vendors?|incumbent)[^,;.]{0,16}(?:quot\\w+|pric\\w+),
        (?:quote|price|pricing)[^,;.]{0,6}(?:went|down|dropped|cut|reduced|raised|changed|to)[^,;.]{0,12}<amount>,
        quote[^,;.]{0,4}<amount>,
        (?:asked|asking|wonder\\w*|unsure|confus\\w*)[^,;.]{0,6} (?:whether|if|why|what|how|about)[^,;.]{0,20}(?:quote|pricing|proposal),
        (?:updated|revised|changed|fixed|corrected|finished|prepared|drafted) (?:the|our|their|my) (?:quote|quotation|pricing|proposal),
        (?:send|forward|email|share|present)(?:ing)? [^,;.]{0,20}the (?:quote|quotation|pricing|proposal),
        next steps?, (?:proposal|quote|pricing) stage,
        pricing (?:page|model|policy|team|question|objection|pressure|issue|concern)s?,
        (?:move|moved|moving|advance\\w*|progress\\w*) (?:[^,;.]{0,14} )?to (?:quote|proposal|pricing), quote unquote,
        favou?rite quote, quote me on, quote you on, quoting <member>, quote of the day""",
)
_ORDERED = any_of(
    zh="""(?:要|该|得|可以|能|想)(?:给|跟|帮|出|做)[^，,。;；]{0,10}报价了 (?:想|要|先|说)(?:要)?看(?:个|一下|下|看)?[^，,。;；]{0,3}报价 重新?(?:出|做|报|打|来)
        再(?:出|做|报|来)(?:一?[份版个]|个价) 出(?:一?份|个|一?版)新 新(?:的)?报价 更新(?:一?下)?报价 重报 改(?:一?下|一版)报价 另(?:出|做|报)一?[份版个]""",
    en="""new (?:one|quote|version), revised (?:one|quote|version|pricing|quotation), re-?quote, requote, redo, redone,
        another (?:one|quote|version), updated (?:one|quote|version|pricing),
        (?:need|want|needs|wants) (?:a |an |the )?(?:new|revised|updated|fresh|quote)""",
)
_NOT_NOW = any_of(
    zh="""不要报 不用报 不用(?:再)?(?:出|做|给) 不需要 无需 先别 先不(?!打折|优惠|含|带|给折扣) 暂时不 暂不 别(?:再)?(?:报|出|做|给|发) 取消 客户(?:说)?不(?:要|用|需) 不必
        没必要 报不了 没法报 免了""",
    en="""(?:don'?t|do not|doesn'?t|didn'?t|no longer|not|never) (?:need|want|send|quote|prepare|make|bother)\\w*,
        no need, no quote, hold off, cancel\\w*, without a quote, instead of a quote, skip, before (?:we|i) quote,
        not quoting, won'?t need, can'?t quote""",
)
# How a question asks for something to be done; any other question wants to know something.
_POLITE = any_of(
    zh="""能不能 能否 可否 可不可以 可以 能(?!源) 谁能 谁来 谁有空 方便 帮 麻烦 有空 来得及 劳烦 拜托 行不行 请 给我""",
    en="""can, could, would, will you, may i, might, please, pls, plz, mind, anyone, someone, somebody, any chance,
        possible, able to, up for, help, who can, shall we, should we""",
)
_ASKS = re.compile(r"[?？]|(?:吗|么|嘛|呢|没有?)[\s!！。.~]*$")
_WHETHER = any_of(
    zh="""(?:什么时候|啥时候)(?!方便|有空|能帮) 何时 多少 发了(?:吗|没) 好了(?:吗|没) 出来了?(?:吗|没) 出了(?:吗|没) 做完了?(?:吗|没) 到哪 进度 怎么样 咋样 谁在做 批了(?:吗|没) 到期 几号 为什么 为啥
        怎么(?!也)""",
    en="""when, status, where, why, how (?:much|long|do|does|did|come|is|was), what(?:'?s| is| was| did)?(?![^,;.?]{2,40} cost), which,
        did (?:we|you|they|he|she|raj), ^ *(?:has|are|was), have (?:we|you|they), is (?:the|there|it|that|our),
        who (?:did|has|made|sent|approved), any (?:news|update|word)""",
)
_WHEN = any_of(
    zh="""报价单?(?:(?:什么时候|啥时候)(?!方便|有空|能帮)|何时|几号|多久|怎么样|咋样|到哪|进度)""",
    en="""(?:when|where|what)(?:'s|s| is| are| will| can| was) (?:the |my |our |that )?(?:<deal> )?(?:quote|quotation|pricing|proposal),
        quote status, status of (?:the )?(?:<deal> )?quote""",
)
# What it was before: 从50改成80, 30 instead of 20.
_FORMER = re.compile(
    r"(?:从|由|原来|之前|原先|不是|而不是|不要)的?\d{1,6}\s?[个套台份人席位]?|\b(?:instead of|rather than|up from|down from|not|was|were|from)(?: the)? \d{1,6}(?: (?:seats|users|units|licen[sc]es))?\b"
)
_NUMBERING = re.compile(r"(?:^|(?<=\s))\d{1,2}[)）](?=\s?\S)")
# Another deal is only what it shall be like: 跟绿源一样的配置, same as Acme.
_ALIKE = signs(
    r"(?:跟|和|同|照|参照|参考|按|按照|仿照)<deal>(?:的|那边|那单|一样|差不多|的配置)|\b(?:same as|like|similar to|based on|as for|as with|matching|copy of) (?:the |for |our )*<deal>"
)


def read_quote(shape: Shape) -> Meaning | None:
    """Read that somebody wants a quote made."""
    if not (_wanted(shape) or _unnamed(shape)) or next(shape.all("quote"), None) or _refused(shape.line):
        return None
    meaning = as_quote(shape)
    if meaning is None or (not meaning.deals and shape.scene.thread_deal is None and not meaning.said):
        return None
    return meaning if meaning.said or _MAKE.search(shape.line) else None


def as_quote(shape: Shape) -> Meaning | None:
    """Return what a wish for a quote says: what and how many, of whom, by when and on which terms."""
    line, said = shape.line, Said()
    if _NOT_NOW.search(line) or any(supposed(shape, one.start()) for one in _QUOTE.finditer(line)):
        return None
    nouns = [found.span() for found in _QUOTE.finditer(line)]
    valid = valid_in(shape, said)
    condition = condition_in(shape, [*nouns, *filter(None, (valid, paid_in(shape, {}, None)))])
    pay = paid_in(shape, said, condition)
    more = [found.span("number") for found in ANOTHER.finditer(line)]
    more += [found.span() for found in _NUMBERING.finditer(line)]
    more += [found.span() for found in _FORMER.finditer(line)]
    cuts = [*nouns, *more, *trades(line), *filter(None, (valid, pay))]
    if condition is not None:
        said["condition"] = shape.words(*condition).strip(TRIM)
        cuts.append(condition)
    if (helper := whom_in(shape)) is not None:
        said["assignee"] = helper
    if (due := due_in(shape, without=[cut for cut in (valid, pay, condition) if cut])) is not None:
        said["due"] = due
    if APPROVAL.search(shape.text):
        said["needs_approval"] = True
    doubts = discounts_in(shape, said, condition, pay)
    said |= _goods(shape, cuts)
    alike = [found.span() for found in _ALIKE.finditer(line)]
    deals = deals_in(shape)
    if len(deals) > 1:
        deals = tuple(one for one in deals if not any(inside(one.place, cut) for cut in alike)) or deals
    return Meaning("quote_request", said, deals, needs_deal=True, doubts=doubts)


def _wanted(shape: Shape) -> bool:
    """Whether a quote is spoken of that is not there already, or a new one is ordered."""
    line = shape.line
    spoken = [clause for clause in shape.clauses() if _QUOTE.search(line, clause.start, clause.end)]
    if all(supposed(shape, word.start()) for word in _QUOTE.finditer(line)):
        return False
    fresh = [clause for clause in spoken if not _NEWS.search(line[clause.start : clause.end])]
    if not spoken or (not fresh and not _ORDERED.search(line)):
        return False
    told = len(fresh) < len(spoken) or _NEWS.search(line)
    return not told or bool(_ORDERED.search(line) or _lots(line))


def _unnamed(shape: Shape) -> bool:
    """Whether somebody is to make one, of which everything is said but its name: 静姐出一份，30套，85折."""
    line = shape.line
    if next(shape.all("discount"), None) is None or DONE.search(line) or _QUOTE.search(line):
        return False
    return bool(_ONE_MADE.search(line) or whom_in(shape)) and bool(goods_in(shape, trades(line)))


def _refused(line: str) -> bool:
    """Whether no quote is wanted, or somebody only asks about one."""
    if _NOT_NOW.search(line) or _WHEN.search(line):
        return True
    return bool(_ASKS.search(line)) and (bool(_WHETHER.search(line)) or not _POLITE.search(line)) and not _lots(line)


def _lots(line: str) -> bool:
    """Whether a question is politeness alone, because it says what is wanted."""
    return bool(_MAKE.search(line) and re.search(r"\d", line) and not _WHETHER.search(line))


def _goods(shape: Shape, cuts: list[Cut]) -> Said:
    if items := goods_in(shape, cuts):
        first = items[0]
        named = {} if first.product == "-" else {"product": first.product}
        return {"qty": first.quantity, "items": tuple(items), **named}
    product = product_in(shape, cuts)
    return {"product": product} if product else {}
