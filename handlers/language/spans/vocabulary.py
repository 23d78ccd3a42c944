"""Word lists for finding names: what is a name only when it is written as one, and what never is."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Signs no name begins with.
NEVER_FIRST = frozenset("的了吗呢吧啊呀嘛么们我你您他她它这那哪还没很就都也是在和与跟及或把被给让从到对向于")
# No name by themselves.
SMALL_WORDS = _words("""
    a about after all also an and any are as at back be been before but by call can could deal did do does for
    from get go going got had has have he her his i if in is it its just know let like made make me more my
    need needs new next no not now of ok on one or our out over per please said say see sent she should since so
    some still sure take tell than that the their them then there these they thing think this those time to
    today until up us very want wants was we week well went were what when where which while who why with
    would yes yet you your
""")
# Names that are ordinary words as well count only where they are written as names.
ALSO_WORDS = _words("""
    apex april art august best bill black box brown chase christian dawn dean drew earnest ernest faith frank
    gap gold grace grant green guy hope hunter iris ivy jack jay jean joy june king lane lee long mark max may
    miles notion oracle page pat pearl penny pierce price ray rich rob rose royal ruby sandy shell sky
    slack square star stone stripe sue summer summit sunny target terry tony victor visa wade ward white will
    wise young zoom
""")
# Capitals that mean something else than a company's initials.
NO_INITIALS = _words("""
    ai am ap api ar arr asap b2b bi bj bu ceo cfo cio cn cob coo cpo crm cso cto ddl ea eod eom eoq eow eoy erp
    eta etc faq fyi gm hk hq hr id it kpi kyc llc loi mou mrr msa mvp nb nda no oa ok okr pa pc pdf pl pm po poc
    ppt pr ps qa qbr rd rfi rfp rfq roi saas sdr sg sh sku sla sme soc sow sso sz tbc tbd tl ui uk us ux vat vc
    vip vp vpn wip
""")
# Two signs that belong together: a name of two signs that would cut them apart is none (今天|工作 holds no 天工).
CUT_WORDS = _words("""
    今天 明天 昨天 后天 前天 每天 当天 整天 白天 聊天 几天 两天 三天 半天 周天 工作 工程 工厂 工资 工期 工商 工具 工人 工单 工时 工业 工地 文明 说明 证明 发明 声明 明白 明确 明细 明年
    明早 明晚 德国 道德 大海 上海 海外 出海 云端 云盘 云上 海关 周末 周报 周期 周边 周年 王子 王国 王者 陈述 陈列 李子 高兴 高度 高管 方案 方便 方面 方向 对方 双方 三方 我方 甲方
    乙方
""")
