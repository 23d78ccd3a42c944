"""Days a clause only tells of: deadlines of the customer's, ends, absences, and when nothing happens."""

import re

from handlers.language.shape import signs

# What the customer wants to have by a day is their deadline, and nothing we do then.
_DEADLINE = signs(
    r"(?:要求|必须|希望|要|需要)[^，,。]{0,6}<date>(?:之?前|以前|内)?[^，,。]{0,6}(?:交货|到货|上线|用上|投产|开业|完工|交付|验收|供货|发货)|"
    r"(?:客户|他们|对方|甲方)[^，,。]{0,4}<date>(?:之?前|以前)?(?:就|得|必须)?(?:要|得)(?:用|上线|投产|开业|交|到货)|<date>(?:之?前|以前)(?:就)?(?:要|必须|得)(?:用上|上线|投产|开业|交货|到货)|<date>(?:开业|验收)(?=\W*$)|"
    r"(?:<deal>|\b(?:they|customer|client|buyer)) (?:wants?|needs?|plans?|hopes?|expects?|has|have|would like|are looking) (?:it |this |us |everything )?to (?:start|begin|launch|kick off|(?:go|be|get) (?:live|up and running|running|up|installed|operational))\b|\b(?:contracts?|licen[sc]es?|subscriptions?|agreements?|lease)\b[^,.;]{0,30}\b(?:expires?|renews?|ends?|runs? (?:out|until|till|through)|lapses?|is up)\b|\bfiscal year\b|(?:合同|授权|许可|服务)[^，,。]{0,10}<date>[^，,。]{0,4}到期|到期[^，,。]{0,4}<date>|"
    r"\b(?:they|customer|client|buyer) (?:needs?|wants?|requires?|must have|has to have|have to have)(?: it| this| them| us)?(?: to be)? (?:live|delivered|running|installed|up|ready|in place|shipped|in use|go live|[a-z ]{0,16}delivered|it)\b[^,.;]{0,12}\b(?:by|before) <date>|\bdead ?line\b|(?:<deal>|\b(?:they|customer|client|buyer)) (?:needs?|wants?|requires?|must have) (?:the |a |everything )?(?:delivery|delivered|installation|installed|shipment|units?|goods)\b[^,.;]{0,12}\b(?:by|before) <date>"
)
_WAS = signs(
    r"<date>(?:之?前|[之以]?后|以?内|都|也|就|还|又|他们|客户|老板|暂时|先)*(?:不(?!见不散|错|知)|没(?!问题)|无法|别|放[一放]放|搁置|停工|放假|休息)|<date>[^，,。]{0,6}(?:没空|没时间|没人|不在|很忙|不方便)|\b(?:nothing|nobody|no one|no (?:decision|movement|news|meetings?|budget|time))\b[^,.;]{0,24}\b(?:until|till|before) <date>|"
    r"(?:试用|试点|试运行|\b(?:trial|poc|pilot|evaluation)\b)[^，,。;推改挪]{0,12}(?:延|到|extended|until|till|through|ends?|runs?)[^，,。;]{0,8}<date>|\b(?:now |it )?(?:ends|expires|runs (?:until|till|out)) (?:on )?<date>|"
    r"(?:<date>|到时候?)(?:才|再|就)?(?:能)?(?:回来上班|回来|回国|回公司|来上班|上班|返岗)(?:了|吧)?\W*$|(?:\b(?:is|are|be|comes?|only)|'s|'re) back (?:from [\w ]{2,20} |in (?:the )?office )?(?:on |in )?<date>\W*$|\b(?:demo|call|meeting|visit|workshop|session|lunch|review|kick-?off)\b[^,.;]{0,16}\b(?:is off|cancel\w*|called off|scrapped)\b|\b(?:was|were) (?:on |at |in |for )?<date>|<date>(?:才|再)?(?:能)?(?:有空|在(?=\W*$)|上班)|<date>没[^，,。]{0,2}(?:聊成|谈成|见成|见着|见到|开成|约成|去成|演示成)"
)

# What changes at somebody else's that day: people come and go, prices rise, something runs out, or is not to be had till then.
_THEIRS = signs(
    r"<date>才能?回|(?<!\w)(?<![a-z] )(?:到|截至)<date>(?=\W*$)|<date>[^，,。]{0,2}(?:复工|复产|恢复)|(?:出差|公示|休假|请假|[冻停关忙闭]|冻结|暂停|封)(?:了|着)?到<date>|<date>[^，,。]{0,4}(?:到期|过保|过期|失效|涨价|调价|降价|离职|入职|上任|退休|调走|到岗|休产假|休假|放假|搬(?:家|新|厂|办公|迁)|停产|封网|停机|检修)|<date>[^，,。]{0,3}(?:[定签谈办批]不(?:了|下来)|有效|到任|接任|盘点)|(?:竞争对手|竞品|友商|对手|别家|\b(?:competitors?|rivals?|competition)\b)[^，,。;]{0,24}<date>|生日[^，,。]{0,3}<date>|<date>[^，,。]{0,6}生日|\bbirthday\b[^,.;]{0,12}<date>|(?:也就是|\b(?:that's|that is|meaning))\s?<date>|(?:寒假|暑假|学期)[^，,。]{0,4}<date>|<date>[^，,。]{0,4}(?:开学|断货|要断|停课)|\b(?:renewal|expiry|expiration|end) date\b[^,.;]{0,20}<date>|\b(?:says|said) (?:maybe |not |only )*(?:(?:after|before) )?<date>\W*$|有效期[^，,。]{0,4}<date>|<date>[^，,。]{0,6}再说(?:吧|了)?\W*$|(?:交期|交货|交付|上线|到货|工期|投产)(?:时间|日期)?(?:客户|他们|对方|甲方)?(?:希望|要求|想|能不能|必须|最好|得)[^，,。]{0,6}<date>|"
    r"\b(?:vp|c[a-z]o|director|manager|head|champion|sponsor|buyer|contact|boss|he|she|they)\b(?: (?:of|at) <deal>)?(?: is| are|'s|'re)? (?:out|away|off|travell?ing|on (?:leave|vacation|holiday))(?: (?:on|until|till|from))? <date>|"
    r"\b(?:vp|c[a-z]o|director|manager|head|lead|champion|sponsor|buyer|contact|boss|he|she|[a-z]+ (?:director|manager|lead))(?: who [a-z ]{2,20})?(?: is| officially)? (?:leav(?:es|ing)|retir(?:es|ing)|joins|joining|starts|starting|moves on|flies out)\b[^,.;]{0,20}<date>|"
    r"\b(?:prices?|rates?|fees?|list)\b[^,.;]{0,12}\b(?:go(?:es)? up|rises?|increases?|changes?)\b[^,.;]{0,8}<date>|"
    r"\b(?:vp|c[a-z]o|director|manager|head|lead|champion|sponsor|buyer|boss|he|she) (?:only )?(?:is |gets |comes )?back (?:on |in )?<date>\W*$|"
    r"\b(?:cancel\w*|called off|scrapped|scrubbed|skipped|missed)\b[^,.;]{0,16}<date>|\b(?:freeze|blackout|shutdown|(?:busy|peak|high) season|moratorium|offsite|retreat|stock-?take)\b[^,.;]{0,20}<date>|<date> (?:freeze|shutdown|break)\b|\b(?:can't|cannot|can not|couldn't|won't|unable to|not able to) (?:make|do|join|attend|manage)(?: it)?(?: on)? <date>|<date>[^，,。]{0,8}取消|取消了?[^，,。]{0,4}<date>|(?:跑|做|用|测|持续|延续)到<date>(?:结束|为止)?\W*$"
)

# What lasts until a day is told, but for what moves to it or is wanted by it.
_LASTS = signs(r"\b(?:until|till|til|through|thru) <date>")
_BY = re.compile(
    r"\b(?:wants?|needs?|asked|send|owes?|promised|gave us|have|has|must|push\w*|mov(?:e|es|ed|ing)|slip\w*|postpon\w*|delay\w*|reschedul\w*|put|wait\w*|think\w*|consider\w*|decid\w*|review(?:s|ing)|evaluat\w*|test\w*|compar\w*|discuss\w*)\b"
)


def told_only(line: str) -> bool:
    """Whether the day of a clause is the customer's deadline, or over: told, and no step of ours."""
    return bool(
        _DEADLINE.search(line)
        or _WAS.search(line)
        or _THEIRS.search(line)
        or (_LASTS.search(line) and not _BY.search(line))
    )
