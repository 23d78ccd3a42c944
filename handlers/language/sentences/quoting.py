"""A wish for a quote: what and how many, at which discount, terms and condition, of whom and by when."""

import re
from decimal import Decimal
from itertools import islice

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.goods import goods_in, product_in
from handlers.language.sentences.helping import trades
from handlers.language.sentences.limits import due_in, supposed, whom_in
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in
from handlers.language.shape import Shape, signs
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.discounts import DiscountSpan
from handlers.language.spans.numerals import EN_WORD, whole
from handlers.language.spans.quotes import APPROVAL

Cut = tuple[int, int]
_QUOTE = any_of(
    zh=r"""报价单? 报个价 报一?下价 报一?份价 报个?价格 询价 询个价 出个?价(?!值) 算个?价 核个?价 估个?价 开个?价 给个价 打个价 定个价 价格单 价格方案 价格表 报价方案 形式发票 做个价 特价申请 申请特价 特价审批
        报一?[版份](?!告) 出个?单子 报一?下(?=[\d一二两三四五六七八九十]) 报\s?(?=\d+\s?(?:个|套|台|人|用户|账号|席|份)) <discount>的?价 报个?<discount>
        (?:优惠|底|一口|打包|团购|批量|最低|实|到手|续费|续约|采购|项目)价(?!值|格战|差) 能报(?:吗|不|么)""",
    en="""(?:re-?)?quot(?:e|es|ation|ations), qoutes?, qutoe, quoe, quoet, quoat?e?tion, qoutation, quotaton, pricing,
        price (?:it|this|that|out|up|for|list|sheet|proposal), pricelist, pro[- ]?forma, proforma,
        (?:cost )?estimate for?, rfq, proposal(?= for), best price, (?:it|this|that|them) quoted, quoted at, commercials,
        commercial offer, price offer, formal offer, number for""",
)
# Somebody wants one made.
_MAKE = any_of(
    zh="""给 要 需要 出 做 来 帮 麻烦 请 求 急 准备 申请 尽快 再 重新 更新 催 安排 整 弄 搞 拟 打 报(?!价(?:单)?(?:阶段|流程)) 等着 索要 想看 问 缺""",
    en="""please, pls, plz, need(?:s|ed)?, want(?:s|ed|ing)?, can, could, would, get, give, prepare, draft, send, make,
        request\\w*, create, ask(?:s|ing|ed)?, looking, put together, work(?:ing)? up, generate, build, do, new,
        another, revised?, updated?, requote, kindly, quote (?:me|<deal>|it|them|this|needed|required), due, asap,
        has to, have to, urgent(?:ly)?, waiting (?:for|on), by <date>, prep, pull, whip up, knock up, raise, issue,
        arrange, must, should, chasing, expect\\w*, like""",
)
# A quote that was made, sent, seen or decided, the stage of that name, or somebody else's, is news and no wish for one.
_NEWS = any_of(
    zh="""报价单?(?:已经?|都|也|刚|刚刚|今天|昨天|早上|上午|下午|上周|<date>)*(?:发|给|交|提交|通过|批|做|出|报|寄|递|送|发送|发给|传)(?:给?(?:客户|他们|对方|了)|出去|过去|过来?了|过|完|好|掉|<date>?了)
        报价单?(?:过|(?<!催报价)(?<!要报价)(?<!等报价)了|完|被|高|低|太|偏|贵|便宜|没问题|有问题|合适|不合适|有点|还没(?:回|定|批)|已|阶段|流程|有效|接受|认可|通过|确认|没有?(?:回|批|通过)|卡|还在|在(?:审|批|走|他们|客户))
        (?:发|给|交|报|做|出|提交|送)(?:了|过|完|好)[^，,。;；]{0,8}(?:报价|价) 报(?:了|过|完)(?:个|一个|一次)?价 收到[^，,。;；]{0,6}报价
        (?:客户|他们|对方|老板|采购)[^，,。;；]{0,8}(?:收到|嫌|觉得|认可|接受|同意|拒绝|压|砍|研究|不满|满意)[^，,。;；]{0,6}报价
        (?:看|比|对比|审|讨论|确认|评估)(?:了|过|完)[^，,。;；]{0,6}报价 (?:进入|进到|推进到|推到|到了?|处于|还在|改到|转到)[^，,。;；]{0,4}报价
        报价(?:单)?(?:现在|已经?|都)?(?:从|由|降|涨|调|改)[^，,。;；]{0,8}<amount> 报价(?:单)?[^，,。;；]{0,4}<amount>(?:$|[，,。;；])
        (?:竞争对手|竞品|竞对|对手|友商|别家|同行|厂商|供应商|(?:对方|他们|人家)(?!也?(?:要|想|需|等|催|急|问|希望|让)))[^，,。;；]{0,8}(?:报价|出价|报了)
        (?:(?:讨论|聊|谈|对|过|讲|解释|核对|跟进)(?:了|完|一下|下|过)?|看(?:了|完|过))[^，,。;；]{0,4}报价 下一步 接下来
        报价(?:发|给|交)(?!我|一?下|一?份|个)[^，,。;；]{0,4}了""",
    en="""(?:sent|delivered|received|got(?! to)|submitted|shared|emailed|presented|rejected|approved|accepted|reviewing|reviewed|reviews|signed|discuss(?:ed|ing)?|walked|went (?:over|through)|negotiat\\w+|likes|liked|loves|loved|hated?|happy with|back on|feedback on|following up on|follow up on|turned down|sat on|chased) (?:[^,;.]{0,20}\\b)?(?:quote|pricing|proposal|quotation),
        (?:quote|pricing|quotation|proposal) (?:is |was |has been |has (?!to)|got |just |already )*(?:was|is|has(?! to)|went|looks?|sent|submitted|delivered|approved|done|accepted|rejected|expires?|expired|stage|phase|review|out|in their|with (?:the )?(?:customer|client|them|procurement|legal)|too|under review|ok|okay|agreed|moved|signed|seems|feels|came|pending|objection|questions?|discussion|concerns?|call|meeting),
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
    en="""new (?:one|quote|version), revised (?:one|quote|version|pricing|quotation), re-?quote, requote, redo,
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
    zh="""什么时候 啥时候 何时 多少 发了(?:吗|没) 好了(?:吗|没) 出来了?(?:吗|没) 出了(?:吗|没) 做完了?(?:吗|没) 到哪 进度 怎么样 咋样 谁在做 批了(?:吗|没) 到期 几号 为什么 为啥
        怎么(?!也)""",
    en="""when, status, where, why, how (?:much|long|do|does|did|come|is|was), what(?:'?s| is| was| did)?, which,
        did (?:we|you|they|he|she|raj), has, have (?:we|you|they), is (?:the|there|it|that|our), are, was,
        who (?:did|has|made|sent|approved), any (?:news|update|word)""",
)
_WHEN = any_of(
    zh="""报价单?(?:什么时候|啥时候|何时|几号|多久|怎么样|咋样|到哪|进度)""",
    en="""(?:when|where|what)(?:'s|s| is| are| will| can| was) (?:the |my |our |that )?(?:<deal> )?(?:quote|quotation|pricing|proposal),
        quote status, status of (?:the )?(?:<deal> )?quote""",
)
_EXTRA_BEFORE = re.compile(
    r"(?:再(?:打|让|给|优惠|降|多|减|便宜)?|额外(?:再)?|另外(?:再)?|多让|追加|叠加|基础上[^，,。]{0,4}|外加|加(?=$)|(?<![a-z])(?:extra|additional|another|further|plus)(?: a| an)?)[的给]?\s*$"
)
_EXTRA_IN = re.compile(r"再|多[打让给]|\b(?:more|extra|additional|further)\b")
_EXTRA_AFTER = re.compile(r"\s*(?:extra|more|on top|additional|further)\b|\s*(?:的)?额外")
_FULL_PRICE = any_of(
    zh="""原价 不打折 无折扣 没有?折扣 不给折扣 不优惠 全价 目录价 标准价 刊例价 不带折扣 零折扣""",
    en="""no discount, without (?:a |any )?discount, list price, full price, standard price, at list, zero discount,
        0% (?:off|discount), undiscounted, (?:normal|regular) price""",
)
_SOME_DISCOUNT = any_of(
    zh="""打折 打个折 打点折 折扣 优惠点 优惠些 优惠一些 便宜点 便宜些 让点利 让利 有优惠 给优惠""",
    en="""with (?:a |some )?(?:good |nice |special )?discount, discounted, cheaper, a discount, some discount,
        special price, best price""",
)
# What it was before: 从50改成80, 30 instead of 20.
_FORMER = re.compile(
    r"(?:从|由|原来|之前|原先|不是|而不是|不要)的?\d{1,6}\s?[个套台份人席位]?|\b(?:instead of|rather than|up from|down from|not|was|were|from)(?: the)? \d{1,6}(?: (?:seats|users|units|licen[sc]es))?\b"
)
_ANOTHER = signs(
    r"[<discount><percent>](?:[^,，。;；]{0,12}?)(?:another|an extra|an additional|a further|再[让给降打]?|另[让给]?)\s*(?P<number>\d{1,2}(?:\.\d)?)(?= ?(?:points?|%|percent)| if| when| on top|个点|\s*$|[,，.。])"
)
# Before a discount that was and is no more: 从9折改成85折.
_PAST = re.compile(
    r"(?:从|由|原来|之前|原先|上次|不是|别|\b(?:from|was|instead of|rather than|not))(?:的|是)?(?: the| a)?\s*$"
)
# Another deal is only what it shall be like: 跟绿源一样的配置, same as Acme.
_ALIKE = signs(
    r"(?:跟|和|同|照|参照|参考|按|按照|仿照)<deal>(?:的|那边|那单|一样|差不多|的配置)|\b(?:same as|like|similar to|based on|as for|as with|matching|copy of) (?:the |for |our )*<deal>"
)
# What makes a share of something a discount.
_PERCENT_AFTER = re.compile(
    r"(?:折扣|优惠|让利?|下浮|降|减|discounts?(?: of| is| to| at)?|\bless|\boff|\bat|\bwith(?: an?)?|\bminus|[@/,，;；-])\s*[:：]?\s*$"
)
_PERCENT_BEFORE = re.compile(r".{0,3}(?:折扣|优惠|让利|discount|\boff\b|\bless\b|\breduction\b)")
_LENGTH = (
    rf"(?P<count>\d{{1,3}}|[一两二三四五六七八九十]{{1,3}}|半|\b(?:{EN_WORD}|an?|a couple of|couple of)\b)?\s*-?\s*"
    r"(?P<unit>工作日|个?工作日|天|日|个?月|个?星期|周|年|(?:business |working |calendar )?days?\b|d\b|weeks?\b|wks?\b|months?\b|mos?\b|years?\b)"
)
_VALID = re.compile(
    rf"(?:报?价?有效期?(?:是|为|到)?|价格?(?:先)?(?:保留|锁定|保持|不变)|保价|锁价|报价保留|\bvalid(?:ity)?(?: period)?(?: (?:for|of|is|up to))?|\bgood for|\b(?:holds?|holding|keep)(?: (?:it|the price|price|prices|pricing|that))?(?: open)?(?: for)?"
    rf"|\bopen for|\bexpir(?:es?|ing) (?:in|after)|\block(?:ed)?(?: in)? (?:for )?)\s*[:：]?\s*{_LENGTH}(?:内?有效)?"
)
_VALID_AFTER = re.compile(rf"{_LENGTH}(?:之?内)?\s*(?:有效|validity\b|valid\b|不变|price (?:hold|lock)\b)")
_VALID_UNTIL = any_of(
    zh="有效期?(?:到|至)?<date> <date>(?:之?前)有效", en="(?:valid|good|holds?) (?:until|till|thru|through|to) <date>"
)
_SECOND = r"[^，,。;；:：\ue000-\ue0ff]"
_PAY = any_of(
    zh=rf"""(?:账期|帐期|回款期|结算(?:方式|周期)?|支付方式|付款(?:方式|条件|期限|周期|条款)?)(?:是|为|按|改成)?[:：]?\s*{_SECOND}{{1,16}} (?:季|年|月|半年|双月|周)(?:付|结|缴)(?:\d+天)? 现结
        货到(?:\d+天)?(?:内)?(?:付款?|再付|结) 款到(?:发货|开通|交付) 先(?:款后货|货后款) (?:预付|预收|首付|首款|尾款|定金|订金|先付)款?(?:{_SECOND}|<percent>){{0,12}}
        全款(?:到账)? 一次性?付(?:清|款)? 分[一二两三四五六七八九十\d]+(?:期|次|笔|批|年)(?:付款?|支付)? (?:\d{{1,3}}|[一两二三四六九十]{{1,3}}个?)(?:天|月)(?:的)?(?:账期|帐期|内付款|付款|结款) 验收后?(?:\d+天)?(?:再)?付款? 承兑(?:汇票)? 电汇 信用证 对半付 五五开 三七(?:开|付) 按[年季月](?:付|缴|结)(?:费|款)?
        (?<!\d)[1-9][-:/][1-9](?:[-:/][1-9]){{0,2}}(?=付|付款|分期|$|[，,。]) [1-9]{{3,4}}(?=付款|分期|付) 票到(?:\d+天)?付款? 背靠背""",
    en=r"""net[ -]?\d{1,3}(?: days)?, n\d0, \d{1,3}[- ]days? (?:payment|terms|net|credit|invoice|pay)(?: terms)?,
        (?:payment|pay|paid|payable|billed|billing|invoiced)(?: terms?)?:? (?:in |of |is |are |on |by |upfront |annually |at |within )*[a-z0-9%/ -]{2,28}?(?=,|;|\.|$),
        (?:annual(?:ly)?|monthly|quarterly|yearly|semi-?annual(?:ly)?|bi-?annual(?:ly)?|upfront|up-front|advance|prepaid|milestone|staged)(?: (?:billing|payments?|terms|prepay\w*|upfront|invoicing|in advance|pay))+,
        (?:billed|paid|pay|payable|invoiced|prepaid) (?:annually|monthly|quarterly|yearly|upfront|in advance),
        prepaid, prepayment,
        <percent> (?:upfront|up front|advance|in advance|down|deposit|on signing|on signature|on delivery|now|before)(?:[^,;.]{0,24}),
        \d\d/\d\d(?:/\d\d)?(?: (?:split|payment|terms))?, half (?:now|upfront|up front|in advance|on)[^,;.]{0,24},
        (?:in )?(?:\d{1,2}|two|three|four|six|twelve) (?:equal )?(?:instal+ments?|tranches|payments), cod,
        cash on delivery, letter of credit, lc at sight, l/c, advance payment, full advance,
        terms:? [a-z0-9%/ -]{2,24}?(?=,|;|\.|$), payment on [a-z]+, pdc, paid (?:annual|month|quarter)ly""",
)
_IF = any_of(
    zh="""如果 要是 前提(?:是|条件)? 只要 条件(?:是|为|：|:) 另算 除外 不含 包含 含(?!糊) 包括 附(?:带|上|送)? 赠送? 免费 送(?=\\d|[一两三半]|培训|实施|维保|服务)
        带(?=培训|实施|安装|维保|服务|上门|运维|驻场|[一两三\\d]年) 包(?=安装|实施|培训|运费|税|邮|上门)""",
    en="""if, provided, assuming, subject to, as long as, on condition, conditional, contingent, incl\\.?, including,
        includes?, inclusive, excl\\.?, excluding, exclusive, (?:with )?(?:\\d+|one|two|three|a) months? free,
        free (?:onboarding|training|setup|shipping|support|month|months|install\\w*),
        with (?:free )?(?:onboarding|training|setup|support|implementation|installation|shipping), must include,
        waive\\w*, (?:needs? to|should) include, except, unless""",
)
# 签三年的话再让3个点: what comes off only then.
_PROMISED = signs(
    r"(?P<on>[^,，。;；\ue000-\ue0ff\d个套台][^,，。;；\ue000-\ue0ff]{1,11})(?<!如果)(?:的话|的)[,，]?(?:就|可以?|则|我们)?(?:再|另外?|多|额外)?(?:多)?(?:让|给|打|降|优惠|减|便宜)?(?:他们?|客户)?<discount>"
    r"|(?P<then>(?:一次性?|提前)?(?:签|付|买|采购|续|满|超|首单|现款|预付|年付|季付|今年|本月|年内)[^,，。;；\ue000-\ue0ff]{0,8}?)(?:就|可以?|则)?再(?:多)?(?:让|给|打|降|优惠|减|便宜)?(?:他们?|客户)?<discount>"
)
_NO_IF = any_of(
    zh="如果(?:可以|方便|行|来得及) 要是(?:可以|方便)",
    en="if (?:possible|you can|you could|at all possible|that'?s ok(?:ay)?|not too much trouble|poss)",
)


def read_quote(shape: Shape) -> Meaning | None:
    """Read that somebody wants a quote made."""
    line = shape.line
    if not _wanted(shape) or next(shape.all("quote"), None) or _refused(line):
        return None
    said: Said = {}
    nouns = [found.span() for found in _QUOTE.finditer(line)]
    valid = _valid(shape, said)
    condition = _condition(shape, [*nouns, *filter(None, (valid, _paid(shape, {}, None)))])
    pay = _paid(shape, said, condition)
    more = [found.span("number") for found in _ANOTHER.finditer(line)]
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
    doubts = _discounts(shape, said, condition, pay)
    said |= _goods(shape, cuts)
    alike = [found.span() for found in _ALIKE.finditer(line)]
    deals = deals_in(shape)
    if len(deals) > 1:
        deals = tuple(one for one in deals if not any(_inside(one.place, cut) for cut in alike)) or deals
    if not deals and shape.scene.thread_deal is None and not said:
        return None
    if not (said or _MAKE.search(line)):
        return None
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


def _discounts(shape: Shape, said: Said, condition: Cut | None, pay: Cut | None) -> list[str]:
    """Take the discounts; one that is wished for without a number is asked."""
    line = shape.line
    for place, span in shape.all("discount"):
        if isinstance(span.value, DiscountSpan) and not _PAST.search(line, max(0, place - 8), place):
            extra = _inside(place, condition) or _extra(shape, place) or "discount_pct" in said
            said.setdefault("extra_discount_pct" if extra else "discount_pct", span.value.percent_off)
    if "extra_discount_pct" not in said and (more := _ANOTHER.search(line)):
        said["extra_discount_pct"] = Decimal(more["number"])
    if "discount_pct" in said and "extra_discount_pct" not in said:
        shares = [one for at, one in shape.all("percent") if not _inside(at, pay) and _extra(shape, at)]
        if shares:
            said["extra_discount_pct"] = Decimal(str(shares[0].value))
    if "discount_pct" in said or "extra_discount_pct" in said:
        return []
    if _FULL_PRICE.search(line):
        said["discount_pct"] = Decimal(0)
        return []
    free = [one for one in shape.all("percent") if not (_inside(one[0], condition) or _inside(one[0], pay))]
    if len(free) != 1:
        return ["which"] if free or _SOME_DISCOUNT.search(line) else []
    place, percent = free[0][0], Decimal(str(free[0][1].value))
    extra = _extra(shape, place)
    said["extra_discount_pct" if extra else "discount_pct"] = percent
    near = _PERCENT_AFTER.search(line, max(0, place - 12), place) or _PERCENT_BEFORE.match(line, place + 1)
    return [] if extra or near else ["which"]


def _extra(shape: Shape, place: int) -> bool:
    """Whether a discount comes on top of another one."""
    span, line = shape.at(place), shape.line
    own = shape.text[span.start : span.end].casefold() if span else ""
    before = _EXTRA_BEFORE.search(line, max(0, place - 16), place)
    return bool(before or _EXTRA_IN.search(own) or _EXTRA_AFTER.match(line, place + 1))


def _inside(place: int, cut: Cut | None) -> bool:
    return cut is not None and cut[0] <= place < cut[1]


def _valid(shape: Shape, said: Said) -> Cut | None:
    """Take how long the offer shall hold."""
    line = shape.line
    if found := _VALID.search(line) or _VALID_AFTER.search(line):
        said["valid_days"] = (
            _count(found["count"] or "1") * _days_of(found["unit"]) // (2 if found["count"] == "半" else 1)
        )
        return found.span()
    if until := _VALID_UNTIL.search(line):
        day = next((span.value for _, span in shape.all("date", *until.span())), None)
        if isinstance(day, DateSpan):
            zone, last = shape.scene.zone, day.until or day.at
            said["valid_days"] = (last.astimezone(zone).date() - shape.scene.now.astimezone(zone).date()).days
            return until.span()
    return None


def _count(said: str) -> int:
    return 2 if "couple" in said else 1 if said in ("a", "an", "半") else whole(said)


def _days_of(unit: str) -> int:
    if re.match("个?月|mo", unit):
        return 30
    if re.match("周|个?星期|w(?!orking)", unit):
        return 7
    return 365 if unit[0] in "年y" else 1


def _paid(shape: Shape, said: Said, condition: Cut | None) -> Cut | None:
    """Take how it shall be paid, where that is not what a discount depends on."""
    found = [one for one in islice(_PAY.finditer(shape.line), 4) if not _inside(one.start(), condition)]
    if not found:
        return None
    start, end = found[0].span()
    for more in found[1:]:  # 首付30%，验收后付尾款
        end = more.end() if more.start() - end < 3 else end
    said["payment_terms"] = shape.words(start, end).strip(TRIM)
    return start, end


def _condition(shape: Shape, cuts: list[Cut]) -> Cut | None:
    """Find the part that says on which condition, up to its end; what is named or counted before it is none of it."""
    if promised := _PROMISED.search(shape.line):
        return promised.span(promised.lastgroup or 0)
    for clause in shape.clauses():
        found = _IF.search(shape.line, clause.start, clause.end)
        if found is None or _NO_IF.match(shape.line, found.start()):
            continue
        other = re.search(r"[\d\ue000-\ue0ff]", shape.line[clause.start : found.start()])
        beside = other or any(clause.start <= start < found.start() for start, _ in cuts)
        return (found.start() if beside else clause.start, clause.end)
    return None
