"""What people ask of the team's book, by its words; the first that fits decides."""

from handlers.language.sentences.cues import any_of

WHATS = (
    (
        "standup_missing",
        any_of(
            zh="""(?:站会|日报|早会|晨会|周报)[^，,。]{0,10}(?:没|未|还差|漏|缺|差谁|谁没)
        (?:没|未|还没|还没有|忘了?|漏|欠)[^，,。]{0,4}(?:交|回|填|发|写|提交|打卡|参加)?[^，,。]{0,4}(?:站会|日报|早会|晨会)
        谁[^，,。]{0,6}(?:没|未|漏|缺|欠)[^，,。]{0,6}(?:站会|日报|早会)""",
            en="""stand-?ups?[^,;.]{0,20}(?:missing|not|hasn'?t|haven'?t|late|outstanding|pending|who|skipped),
        (?:who|anyone|anybody|who's|which)[^,;.]{0,24}(?:not|hasn'?t|haven'?t|missing|missed|skipped|forgot|didn'?t|yet to|still owes?|owes?|late)[^,;.]{0,20}(?:stand-?up|check-?in),
        (?:who|anyone|anybody)[^,;.]{0,12}(?:miss|skip)\\w*[^,;.]{0,8}stand-?ups?, missing[^,;.]{0,14}stand-?ups?,
        (?:everyone|everybody|whole team|all)[^,;.]{0,20}stand-?ups?, stand-?up (?:stragglers|no[- ]shows|gaps),
        outstanding stand-?ups?""",
        ),
    ),
    (
        "contact_phone",
        any_of(
            zh="""电话(?=是|号|多少|发|给|吗|呢|$|[？?，,]|有|在) (?:的|联系人|客户|那边|总)电话 手机(?:号码?)? 联系方式 电话号码?(?!过|会) 微信号 座机 联络方式 怎么联系 找谁联系""",
            en="""phone(?: number| no\\.?)?(?! call| meeting| and| screen), phone number, mobile(?: number)?, cell(?: number)?,
        contact(?: info| details| number| no\\.?), number (?:for|of|at),
        (?:whose|what'?s the|the|have a|got a|need the|their|his|her) number, how (?:do|can) i (?:reach|contact|call),
        contact for""",
        ),
    ),
    (
        "assignment_explain",
        any_of(
            zh="""(?:为什么|为啥|为何|凭什么|怎么|咋|干嘛|怎会)[^，,。]{0,14}(?:分|派|给|归|指派|分配|轮|落到|到了?) (?:分配|派单|指派)[^，,。]{0,4}(?:原因|理由|依据|逻辑|规则)
        (?:解释|说明)[^，,。]{0,8}(?:分配|派单|指派|分给|派给) (?:凭啥|怎么就)[^，,。]{0,10}(?:的|了)""",
            en="""why (?:did|was|is|were|does|do|has|am|are)[^,;.]{0,36}(?:assign\\w*|go to|went to|given|get|got|routed|gets|end(?:ed)? up|with|own\\w*|have|has|his|her|mine|working),
        why <member>[^,;.]{0,16}, how come[^,;.]{0,30}(?:got|get|gets|assign\\w*|went|has|is),
        explain[^,;.]{0,20}assign\\w*, assignment (?:reason|logic|rationale),
        how (?:did|was)[^,;.]{0,24}(?:end up with|get assigned|assigned|routed|picked for),
        what(?:'s| is) the (?:reason|logic)[^,;.]{0,16}assign\\w*""",
        ),
    ),
    (
        "fairness",
        any_of(
            zh="""公平 公不公平 均衡 均匀 平均吗 平均不平均 分配(?:情况|均|是否|得|怎么样|合理) 谁(?:分|拿)(?:得|到)?(?:最多|得多|多)
        (?:线索|单子)[^，,。]{0,6}分(?:得|配)[^，,。]{0,6}(?:均|公|多|怎|匀) 偏心 匀不匀 均不均 线索[^，,。]{0,6}(?:怎么|咋)分的 雨露均沾""",
            en="""fair(?:ness|ly)?, unfair\\w*, even(?:ly)? (?:split|distributed|spread|shared), (?:lead |leads )?distribut\\w+,
        balanced?, imbalance, who (?:got|gets|has|had|received) (?:the )?(?:most|fewest|more|all)[^,;.]{0,8} leads,
        who(?:'s| is)? gett?(?:s|ing) (?:the )?(?:most|more|all)(?: of)?(?: the)? (?:leads?|deals?), lion'?s share,
        spread of leads, share of leads(?! (?:do|did|we|that|become|turn|convert)),
        (?:spread|shared|split|distributed|divided|handed|given)(?: out)? (?:even|fair|equal)(?:ly)?""",
        ),
    ),
    (
        "sla_breach",
        any_of(
            zh="""(?<![a-z])sla(?![a-z]|条款|协议|附件|要求) 超时(?:未|没|的|线索|单|了)? 超(?:过)?(?:响应)?时限 (?:超|过)了?[^，,。]{0,6}时限 没(?:有)?(?:及时|按时|准时)(?:联系|跟进|响应|首联) 超时[^，,。]{0,3}没
        (?:首联|首次联系|首响)(?:超|逾|没|违) 响应(?:超时|不及时|逾期) 违约(?:线索|单) 破线""",
            en="""sla(?:s|'s)?, breach\\w*, missed (?:the )?(?:first[- ]contact|response)(?: time| deadline| window)?, (?:first[- ])?(?:contact|response|reply) (?:deadline|window|limit),
        late (?:first )?(?:contact|response)s?, (?:weren'?t|not|haven'?t been|wasn'?t) contacted (?:in|on) time,
        past (?:the )?response (?:time|limit), response limit""",
        ),
    ),
    (
        "response_time",
        any_of(
            zh="""响应[^，,。]{0,4}最[快慢] 响应(?:客户|线索)?(?:时间|时长|速度|多快|有多快|快|慢|要多久|平均) 首次(?:联系|响应)(?:时间|时长|多久|平均)? 首响
        多久(?:才)?(?:响应|联系|回(?!款|来|本)|跟进|首联) 回复(?:速度|时间|多快) 平均(?:多久|多长时间)[^，,。]{0,6}(?:联系|响应|回|跟进) 响应(?:要|是|用)?多(?:久|长|快)
        (?:联系|回)(?:客户|线索)[^，,。]{0,4}(?:多快|多久)""",
            en="""response times?,
        how (?:fast|quick\\w*|long|slow\\w*)[^,;.]{0,36}(?:respond\\w*|answer\\w*|pick up|contact\\w*|repl\\w+|first|call(?:ing)? back|get(?:ting)? back|react\\w*|reach\\w*|follow up),
        time to (?:first )?(?:contact|response|respond|reply), reaction time, first[- ](?:response|contact) time,
        speed to lead, (?:average|avg|mean) (?:time|response)""",
        ),
    ),
    (
        "conversion_rate",
        any_of(
            zh="转化率? 转换率 赢单率 成单率 成交率 胜率 签单率 中标率 成功率 赢率",
            en="""conver(?:sion|t)\\w*(?: rates?)?, win rates?, close rates?, closing rate, hit rate, success rate,
        share of leads (?:do|did|we|that|become|turn|convert), out of [a-z0-9]+ leads, batting average, win ratio, win[- /]loss, strike rate""",
        ),
    ),
    (
        "leaderboard",
        any_of(
            zh="""排行榜? 榜单? 龙虎榜? 排名 名次 (?:谁|哪个)[^，,。]{0,4}(?:第一|最多|领先|业绩最好|业绩最高|业绩最高|最牛|签得最多|卖得最多|最厉害|领跑|垫底) 第一名 销冠 业绩排 排第?几 冠军 前三 前几名? 业绩pk
        我排第?几""",
            en="""leader ?boards?, rankings?, rank(?:ed|s)?, at the top, top of the (?:table|board|list),
        top (?:rep|reps|seller|sellers|performers?|sales|three|3|5|five|10),
        who(?:'s| is|s)? (?:winning|leading|ahead|on top|first|number one|#1|top|in the lead|best|in first),
        standings, scoreboard, league table, (?:best|highest|biggest) (?:rep|seller|performer|closer)s?,
        who (?:sold|closed|won|has sold) (?:the )?most, where do i (?:stand|rank)""",
        ),
    ),
    (
        "goal_gap",
        any_of(
            zh="(?:目标|指标|任务|kpi|quota|配额)[^，,。]{0,12}(?:差|缺|多少|完成|进度|达成|还|剩|够|到哪) (?:差|缺|欠)[^，,。]{0,8}(?:目标|指标|任务|quota|达标|完成|多少) 还差(?!.{0,6}(?:合同|资料|客户|审批)) 完成(?:率|了多少|度|情况|进度) 达成(?:率|情况|多少) 缺口 离(?:目标|指标|任务|达标) 能达标 达标(?:了)?(?:吗|没)"
            "",
            en="""gap, quota, goals?, targets?, attainment,
        how (?:far|close)[^,;.]{0,24}(?:target|goal|quota|plan|number|there), on track,
        how much (?:more|left|is left|to go|do i still|still)[^,;.]{0,20}, short of,
        behind (?:plan|quota|target|goal), (?:hit|make|making|hitting|near|from) (?:my|our|the) number, number to hit,
        (?:am|are) (?:i|we) (?:going to )?(?:hit|make|behind|ahead)""",
        ),
    ),
    (
        "forecast",
        any_of(
            zh="""预测 预估 预期 预计[^，,。]{0,10}(?:多少|能(?:签|成|做|收)|业绩|成交|签约|收入) 能(?:签|成|完成|收|做|落|成交|拿)(?:下|到)?多少
        (?:这|本|下)(?:个)?(?:月|季度?|周|年)[^，,。]{0,4}(?:能|会|大概)[^，,。]{0,6}(?:多少|签|成|收|做) 大概能(?:做|签|成)""",
            en="""forecast\\w*, project(?:ed|ions?)(?! status| plan| manager),
        expect(?:ed)? (?:to )?(?:close|revenue|sales|bookings|land)\\w*,
        how much[^,;.]{0,20}(?:will|going to|gonna|can|could)[^,;.]{0,16}(?:close|land|book|bring|sell),
        what (?:will|can|could) (?:we|i|they) <date>, what (?:will|can|could|are|do) (?:we|i|they|<member>)[^,;.]{0,16}(?:close|land|bring in|win|book), (?:likely|expects?|expecting|expected|reckon|on course|set) to (?:close|land|book|bring|win|sign|sell),
        what (?:will|can|could)[^,;.]{0,20}(?:close|land|book|bring (?:in|home)|win|sell|sign), commit(?:s|ted)?(?: number| forecast)?, outlook,
        what(?:'s| is) (?:going to|gonna|likely to) (?:close|land), call for the (?:month|quarter|year), run rate,
        weighted""",
        ),
    ),
    (
        "lost",
        any_of(
            zh="""丢(?:了|掉)(?:几|多少|哪|什么) (?:丢单|输单|失单)(?:原因|列表|清单|情况|明细|分析|数|率|有|了)?(?:多少|哪些|几)? (?:哪些|几个|多少)[^，,。]{0,6}(?:丢|输)""",
            en="""(?:which|what|how many|list|show)[^,;.]{0,24}(?<![a-z])(?:lost|did we lose|losses|lose), lost deals,
        deals? (?:i|we|they) lost, losses, loss reasons, reasons? (?:we|for) (?:lost|losing|losses),
        why (?:are|do|did) we los\\w+, deals? (?:we )?lost""",
        ),
    ),
    (
        "won",
        any_of(
            zh="""(?:签|成交|赢|拿下|成|签下|卖|做|搞定)了?(?:几|多少|哪|什么|啥) (?:成交|赢单|签约|签单|成单)(?:了)?(?:列表|清单|名单|情况|明细|多少|数|总?额|客户|哪|几|有哪)
        (?:哪些|几个|多少|有啥)[^，,。]{0,6}(?:成交|签|赢|搞定) (?:业绩|签约额|成交额|销售额|回款)(?:怎么样|多少|如何|咋样|是|有)? (?:业绩|签约|成交)(?:情况|怎么样)""",
            en="""(?:deals?|did|have|has|what|which|how many|how much|show|list|who)[^,;.]{0,24}(?<![a-z])(?:won|closed|win|close|signed|sign|booked|book|landed|land|sold|sell),
        how (?:many|much)[^,;.]{0,16}(?:did|has|have) (?:<member>|we|i|they|he|she|team|the team) <date>, wins,
        closed[- ]won, closed deals, won deals, (?:deals?|customers?|clients?|accounts?|logos?) won,
        (?:what|how much|how many|anything) did (?:we|i|you|they|he|she|<member>|the team) <date>, new logos,
        signed deals, bookings, (?:revenue|sales) (?:so far|this|last|in|for|by), sales (?:total|numbers?|figures?)""",
        ),
    ),
    (
        "agenda",
        any_of(
            zh="""(?:我|今天|明天|这周|本周|<date>).{0,6}该(?:干|做|忙)(?:嘛|么|什么|啥|些什么|点啥) 有(?:什么|哪些|啥|几个)要(?:跟|做|办|联系|处理|忙)(?:进|的)? 待办(?:事项|清单)? 要(?:跟|做|办)的(?:有)?(?:哪|什么|啥)""",
            en="""what (?:should|do|must|shall) i (?:need to |have to )?(?:do|work on|focus on|tackle|call|follow up)(?: first| next)?(?! if| about| with| when| to), what(?:'s| is) (?:next|on) (?:for me|my (?:agenda|to-?do|list|plate|schedule)(?: list)?),
        my (?:to-?dos?|agenda|task list|to-?do list), what(?:'s| is) (?:first|next) <date>, do i have (?:anything|something) (?:due|to do)""",
        ),
    ),
    (
        "overdue",
        any_of(
            zh="""逾期 过期(?:的|了|任务|没) 到期没 到期未 超期 (?:啥|什么|哪些)(?:活|事|任务)[^，,。]{0,3}没 该(?:跟|联系|做|办)(?:没|的|而没|还没|谁) 拖(?:了|期|着|欠) 误期 (?:任务|活|事)[^，,。]{0,2}没(?:做|完成|跟|办)
        要跟进(?:谁|哪|什么|的) 欠着?(?:的)?(?:跟进|任务|活) 晚了的 没按时(?:做|跟|完成)? 今天(?:要|该)(?:跟|联系|做|办)(?:的|哪|什么|谁)""",
            en="""overdue, past due, late (?:follow\\w*|next\\w*|steps?|tasks?|deals?|on), (?:what|which|who|anything|any)[^,;.]{0,24} late(?! (?:lunch|night|train|bus|flight|start)),
        missed (?:follow\\w*|next step|deadlines?|due dates?), behind on, due today,
        what(?:'?s| is|s) (?:due )?<date>\\W*$, slipping, slipped (?:tasks|follow\\w*),
        past (?:their|its|the) (?:date|due date|deadline), outstanding (?:tasks?|follow\\w*|items?|steps?),
        should have (?:done|called|followed)""",
        ),
    ),
    (
        "stale",
        any_of(
            zh="""停滞 没(?:有)?(?:动静|进展|跟进|动(?!力)|更新|推进|动过|碰过|联系过) (?:很|好|这么|太)久(?:没|不) 多久没 久[未没] 晾(?:了|太|着) 冷(?:了|掉|下来) 凉(?:了|掉|透)(?!吗?我)
        僵(?:住|尸|局) 卡(?:住|着|了)(?:的)? 不动(?:的|了) 没人(?:动|碰|理) 躺(?:着|尸) 睡(?:着|死)了?的 沉睡 搁置 吃灰
        (?:长期|长时间|一直|好久|许久|都)没(?:怎么)?(?:跟|动|联系|更新|理) 没跟(?:进)?的 天没(?:动|跟|联系|更新|进展) 半个?月没 冷落""",
            en="""stale, stuck, (?:gone|going|went|getting|turned|gotten) (?:cold|quiet|dark|silent|stale),
        cold (?:deals?|leads?|ones?),
        no (?:recent )?(?:activity|movement|updates?|progress|touch|contact|motion|news),
        (?:haven'?t|hasn'?t|not|nothing|aren'?t|isn'?t|didn'?t) (?:been )?(?:touch\\w*|mov\\w+|updat\\w+|contact\\w*|happen\\w*|progress\\w*|worked),
        nobody (?:has |have )?touched, idle, stalled?, stalling, inactive, gathering dust, neglected, dormant, untouched,
        sitting (?:still|there|around|idle), dead(?:wood| deals?), rotting, need(?:s)? (?:a )?(?:nudge|attention|love)""",
        ),
    ),
    (
        "pool",
        any_of(
            zh="""公海 池子 线索池 公共池 没人(?:跟|认领|要|负责|管|接|领) 无主 待认领 未认领 没主 可(?:以)?(?:认领|领|抢|捡)(?:的)? 能(?:领|抢|捡|认领)的 空闲(?:线索|客户) 没有负责人""",
            en="""pool, unclaimed, unassigned, up for grabs, nobody(?:'s)? (?:owns?|has|taken|claimed|working), unowned,
        (?:available|free|open|spare|orphan\\w*) (?:leads?|deals?),
        leads? (?:are |is )?(?:available|free|open|left|unclaimed), no owner, without (?:an )?owner,
        (?:what|which|any) leads? can i \\w+, anything to (?:grab|claim|pick up),
        (?:what|anything) (?:can i|i can|we can) (?:grab|claim|take|pick up|work), for the taking, not (?:yet )?claimed""",
        ),
    ),
    (
        "pipeline",
        any_of(
            zh="""漏斗 管道 pipeline 在跟[^，,。]{0,6}(?:多少|几|哪|单子|客户|商机|项目) (?:手上|手头|名下|手里)[^，,。]{0,8}(?:多少|几|哪|单子|客户|商机|什么|啥|项目)
        (?:商机|单子|项目)[^，,。]{0,4}(?:总览|概况|汇总|分布|一览|情况|盘子|列表|有哪些) <member>(?:的|名下的?|手[上里头]的?)+(?:单子|商机|客户|项目) 各阶段 盘子 大盘
        在手(?:商机|单子|项目) 每个阶段 阶段分布 (?:我|他|她)(?:有|在跟)?(?:哪些|几个|多少)(?:单子|商机|客户|项目)""",
            en="""pipe(?:line)?s?, funnel, open (?:deals|opportunities|opps),
        my (?:open |active |current )?(?:deals|opps|opportunities|accounts), what am i working(?: on)?, what(?:'s| is| are) <member> (?:working on|handling|carrying),
        (?:have|has) (?:i|we|<member>) got, (?:deals?|opps) (?:by|per|in each|at each|in every) stage,
        (?:active|live|current) deals, what(?:'s| is) (?:in|on) (?:my|our|the) (?:plate|book|books),
        deals? (?:do|does) [^,;.]{0,12}(?:have|own|hold|carry), (?:everything|all) (?:i|we) (?:own|have open),
        book of business""",
        ),
    ),
    (
        "history",
        any_of(
            zh="""历史 记录 谁(?:改|动|操作)(?:的|了|过)? 改过 改了(?:什么|啥|哪些) (?:都)?改过?(?:啥|什么|哪些) 动过 来龙去脉 经过 流水 变更 操作日志 日志 时间线 前因后果 轨迹
        (?:上一?|最近一|最后一)次[^，,。]{0,6}(?:联系|跟进|拜访|沟通|聊) (?:什么|啥)时候(?:联系|跟进|拜访) 发生(?:过|了)(?:什么|啥)""",
            en="""history, timeline, everything (?:that|which|we)?[^,;.]{0,12}(?:happened|did|done|logged),
        last (?:contact(?:ed)?|touch(?:ed)?|time we), when (?:did|was|were)[^,;.]{0,20}last,
        who (?:changed|edited|touched|updated|moved|modified|last),
        what (?:changed|happened|has happened|has changed), (?:every|all|any) changes?, change ?log, audit(?: trail| log)?, activity log, log of,
        (?:full|whole) story, track record, past activity, (?:show|list|see) (?:the |all )?changes,
        changes (?:to|on|made)""",
        ),
    ),
)
