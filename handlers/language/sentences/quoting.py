"""A wish for a quote: what and how many, of whom and by when; its terms are read beside."""

import re

from handlers.language.sentences.bargains import ANOTHER, Cut, condition_in, discounts_in, inside, paid_in, valid_in
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.goods import goods_in, product_in
from handlers.language.sentences.limits import declined, due_in, supposed, whom_in
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in
from handlers.language.sentences.trades import trades
from handlers.language.shape import Shape, signs
from handlers.language.spans.quotes import APPROVAL

_QUOTE = any_of(
    zh=r"""(?:重新|再|先)?(?:[报询问出算核估开给打定做弄整](?:一?[下个版份张])*)?价(?:[格钱目位])?(?:[单表函书]|方案)?(?!值|战) (?:优惠|底|一口|打包|团购|批量|最低|实|到手|续费|续约|采购|项目|特)价(?!值|格战|差)(?:申请|审批)?
        报价(?:[单书函表]|方案)? 形式发票 多少钱 几钱 [什啥]么?价[格钱位]? 报一?下? 抱价单? [询算出报][个一]?单子 <discount>的?价 单价""",
    en="""(?:re-?)?quot(?:e[ds]?|ing|ations?), quo[a-z]{0,5}tion, q(?:u?o[tue]*)e, pric(?:e[ds]?|ing)(?: (?:list|sheet|proposal))?, pricelist, pro[- ]?forma, estimates?, proposal, (?:formal |commercial )?offer,
        numbers, figures, rfq, commercials, cost, how much""",
)
# What it was before: 从50改成80, 30 instead of 20.
_FORMER = re.compile(
    r"\d{1,6}(?=\s?(?:变成?|改[成为]|->|→|到)\s?\d)|(?:从|由|原来|之前|原先|不是|而不是|不要)的?\d{1,6}\s?[个套台份人席位]?|\b(?:instead of|rather than|up from|down from|not|was|were|from)(?: the)? \d{1,6}(?: (?:seats|users|units|licen[sc]es))?\b"
)
_NUMBERING = re.compile(r"(?:^|(?<=\s))\d{1,2}(?:[)）](?=\s?\S)|\.(?=\s))")
# Another deal is only what it shall be like: 跟绿源一样的配置, same as Acme.
_ALIKE = signs(
    r"(?:跟|和|同|照|参照|参考|按|按照|仿照)<deal>(?:的|那边|那单|一样|差不多|的配置)|\b(?:same as|like|similar to|based on|as for|as with|matching|copy of) (?:the |for |our )*<deal>"
)
# Of a quote that is there, or is being made: whether another one is wanted has to be asked.
_THERE = any_of(
    zh="报价单?什么时候(?:能好|好|出来|发) 报价[从由]<amount>",
    en="when (?:is|will) (?:the|our|<deal>), (?:updated|revised|sent|finished|prepared) (?:the|our|their|<deal>) (?:quote|pricing|offer|proposal), send (?:<deal>|them|him|her) (?:the|that|our) (?:quote|offer)(?= *[.!]*$)",
)


def as_quote(shape: Shape) -> Meaning | None:
    """Return what a wish for a quote says: what and how many, of whom, by when and on which terms."""
    line, said = shape.line, Said()
    if declined(line) or any(supposed(shape, one.start()) for one in _QUOTE.finditer(line)):
        return None
    nouns = [found.span() for found in _QUOTE.finditer(line)]
    valid = valid_in(shape, said)
    condition = condition_in(shape, paid_in(shape, {}, None))
    pay = paid_in(shape, said, condition)
    more = [found.span("number") for found in ANOTHER.finditer(line)]
    more += [found.span() for found in _NUMBERING.finditer(line)]
    more += [found.span() for found in _FORMER.finditer(line)]
    cuts = [*nouns, *more, *((start, end) for start, end, _ in trades(line)), *filter(None, (valid, pay))]
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
    if any(item.product == "-" for item in said.get("items", ())[1:]):
        doubts.append("which")
    alike = [found.span() for found in _ALIKE.finditer(line)]
    if _THERE.search(line):
        doubts.append("reading")
    deals = deals_in(shape)
    if len(deals) > 1:
        deals = tuple(one for one in deals if not any(inside(one.place, cut) for cut in alike)) or deals
    return Meaning("quote_request", said, deals, needs_deal=True, doubts=doubts)


def _goods(shape: Shape, cuts: list[Cut]) -> Said:
    if items := goods_in(shape, cuts):
        first = items[0]
        named = {} if first.product == "-" else {"product": first.product}
        return {"qty": first.quantity, "items": tuple(items), **named}
    product = product_in(shape, cuts)
    return {"product": product} if product else {}
