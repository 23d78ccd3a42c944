"""The trades of a company: what people call them, and where a line does."""

from collections.abc import Iterator

from handlers.language.sentences.cues import any_of

# Which trade is meant by what people call it.
TRADES = {
    "presales": any_of(
        zh="""售前(?:工程师|顾问|同[事学]|团队|支持|经理|专家|架构师|[那这]边|大佬|的同[事学]|的人|老师)? (?<![a-z])presales?(?![a-z]) 技术(?:支持|同事|专家|人员|大佬|大拿|大牛|团队|顾问|工程师|老师)
        技术(?=过来|来|支援|协助|帮|配合|陪|出|到场|一起|参加|看|答疑|讲|去) 技术(?=(?:和|、|跟|与)(?:交付|法务|市场|售前|商务)) (?<=求|要|请|找|派|缺)技术(?!交流|方案|答疑|问题|支持函|参数|要求|资料|文档) 技术(?:这边|那边|的同[事学]|的人) (?:解决)?方案(?:顾问|同事|工程师|专家|经理|架构师|团队)
        架构师 (?<![施后付维])工程师 解决方案(?:同事|团队|顾问)? 懂技术的(?:人|同事)? (?<![a-z])s[ea](?![a-z])""",
        en="""pre-?sales?(?: (?:engineer|consultant|team|support|guy|person|folks|manager|architect))?,
        pre sales?(?: (?:engineer|team|support))?, solutions? (?:engineer|architect|consultant|team)s?,
        sales engineer\\w*, se,
        tech(?= can| to\\b|\\W*(?:asap|please|pls|urgently|now|$)), tech(?:nical)? (?:person|guy|support|expert|resource|folks|team|help|backup|colleague|sme),
        (?:someone|somebody|anyone|person) technical, architects?, engineers?, demo engineer, sme""",
    ),
    "legal": any_of(
        zh="法务(?:部门?|同[事学]|团队|老师|[那这]边|经理|的同[事学]|的人)? 律师 法律(?:部门?|同事|顾问|支持) 合规(?:部门?|同[事学]|团队|那边) 法律援助",
        en="""legal(?: (?:team|counsel|dept|department|folks|person|guys?|help|support|eyes))?, lawyers?, counsel,
        contracts? team, compliance(?: team)?, attorney""",
    ),
    "delivery": any_of(
        zh="(?:交付|实施)(?!计划|方案|周期|费|时间|标准|物|件|范围|进度|日期|流程|手册|文档)(?:团队|经理|同[事学]|顾问|部门?|工程师|那边|老师|支持|的同[事学]|的人|这边)? 运维(?:同事|团队)? 项目经理",
        en="""delivery(?: (?:team|manager|lead|folks|guys?|person|people|consultant|engineer|help|support))?,
        implementation(?: (?:team|manager|lead|consultant|engineer|folks))?, professional services, onboarding team,
        deployment team, project manager""",
    ),
    "marketing": any_of(
        zh="市场(?:部门?|同[事学]|团队|[那这]边|支持|的同[事学]|的人)(?!份额) 市场(?=帮|来|出个|给|能|协助|可以|安排) (?<=求|要|请|找|派|缺|让|跟|问)市场(?!行情|情况|报告) 营销(?:同事|团队|部) 品牌(?:同事|团队|部)",
        en="marketing(?: (?:team|dept|folks|manager|guys?|person|support|help))?, mktg",
    ),
    "success": any_of(
        zh="客户成功(?:经理|同事|团队)? 售后(?:同事|团队|工程师)?",
        en="csm, customer success(?: (?:manager|team))?, cs team",
    ),
    "director": any_of(
        zh="(?<!采购)(?<!技术)(?<!财务)(?<!运营)(?<!信息)(?<!客户)(?<!对方)(?<!他们)总监",
        en="(?<!their )(?<!procurement )(?<!finance )(?<!purchasing )director, (?<!their )vp",
    ),
    "manager": any_of(
        zh="(?<!产品)(?<!项目)(?<!客户)主管 哪[位个]经理",
        en="my manager, the manager, any managers?, a manager, managers?(?= free| available| around)",
    ),
}


def trades(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a line names a trade, and which."""
    for role, cue in TRADES.items():
        yield from ((*word.span(), role) for word in cue.finditer(line))
