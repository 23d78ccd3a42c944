"""What is to be done, in bare words: without what only leads to it or follows it."""

import re

from handlers.language.sentences.meaning import TRIM
from handlers.language.sentences.news import ABOUT, GREETING

EVENT = re.compile(
    r"上线|交付|实施|进场|安装|部署|交流|讲标|路演|视频|踏勘|勘察|开工|投产|验收|到货|发货|评审|面|报告|会(?!签)|拜访|演示|电话|培训|测试|汇报|考察|参观|述标|开标|面谈|回访|验收|调研|答疑|"
    r"\b(?:meeting|call|demo|visit|review|workshop|presentation|lunch|dinner|session|sync|evaluation|test|training|kick-?off|site survey|audit|onsite|on-site|poc|pilot|webinar|qbr|catch-?up|check-?in|inspection|trial|interview|walk-?through|go[- ]?live|launch|roll-?out|delivery|installation|deployment|implementation|onboarding|shipment)\b"
)
_NEXT_LEAD = re.compile(
    r"^(?:(?:下一步(?:计划|安排|动作)?(?:是|就是|：|:)?|接下来(?:就)?(?:是|要)?|下步(?:是)?|[\u4e00-\u9fff]{1,2}[总董工经理主任]{1,2}说|让(?:我们?|咱们?)?|[叫催请](?:我们?|咱们?)|(?:估计|大概|可能|预计|最快|最晚|最迟|差不多|答应|承诺|才)+|要?到(?=\W*$)|我们|我|客户|他们|他|她|对方|那边|这边|已经|已|就|都|还|现在|目前|说好了?|说|约好了?|约了|约在|约(?![到上见])|定在|定了|定于|提醒(?:我们?)?|安排了?|准备|打算|计划是?|要求|要(?!求)|将要|将|会(?![是在议])|需要|再(?=\S{3})|等(?!他们?回|她回|反馈|回复|消息|结果|通知|回音|答复)|下次|我方|咱们?|于|[哪嗰那這这]边|[嗰那這]邊|佢哋?|佢们|會|要約|[^\W\da-z_]{0,8}?(?:说(?!明)|說(?!明)|話|讲(?=[要会明下])|表示|答应|承诺)(?:了|过|要|会|他们?|她|得|等|那边|我们)*)|"
    r"(?:next steps?(?: is| are|:)?|next up(?: is)?|next is|next:?|todo:?|then|and|i'll|we'll|they'll|i will|we will|they will|i'm|we're|they're|they said|they|we|i|he|she|(?-i:it)|will|going to|gonna|planning to|plan is to|plan to|wants? to|supposed to|wants?|needs? to|needs?|is|are|to|the|an?|it's|scheduled|booked|set up|set for|set|have|has|got|with a|agreed to|agreed on|let's|on|for|said|(?:the )?(?:client|customer|buyer)(?= (?:has|have|told|said|asked|requested|wants?|needs?|will))|kindly|(?:requested|asked|promised|told|wants?)(?: (?:us|me|them))?(?: (?:to|for|that))?|they'd like)(?![a-z']))[\s,，:：]*",
    re.IGNORECASE,
)
_NEXT_TAIL = re.compile(
    r"[\s,，]*(?:之?前|以前|以后|之后|左右|的时候|约在|定在|安排在|改到|改为|改成|挪到|推到|推迟到|到|至|改|延到|提前到|调到|改期到?|从|由|改|吧|了|啊|哈|哦|呢|一下|(?<![a-z-])(?:confirmed|(?<=[a-z] )starts?|on|by|at|before|around|in|for|until|till|the|is|set|scheduled|planned|booked|this|next|with|of|about|due|lah|leh|lor|ah|moved|pushed|shifted|rescheduled|postponed|changed|moves|slips|preponed|penciled|from|to|and))$",
    re.IGNORECASE,
)
EMPTY = re.compile(
    r"(?:new (?:slot|date|time)|slot|set(?: it| that| this)? up|booked(?: it| that)?|it|up|pencil+ed(?: in)?|instead|probably|maybe|perhaps|likely|now|expected|估计|大概|可能|预计|或者|要|得|到|等|能|截止|排|说|初定|暂定|拟定|变成|变为|改|时间|日期|跟|和|约好?|定好?|了|\W)+",
    re.IGNORECASE,
)
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")  # where a day was cut out
# What is called next by its writer.
SAID_NEXT = re.compile(r"\W*(?:下一步|接下来|下步|next(?: step)?s?\b)")
NO_STEP = re.compile(r"^(?:one|no|maybe|perhaps|still|没.{1,3}成|下一个)$", re.IGNORECASE)


def bare_step(text: str) -> str:
    """The bare words of what is to be done."""
    step = ABOUT.sub("", GREETING.sub("", text)).strip(TRIM)
    before = None
    while step and step != before:
        before = step
        step = _NEXT_TAIL.sub("", _NEXT_LEAD.sub("", step)).strip(TRIM)
    return _HAN_GAP.sub("", step)
