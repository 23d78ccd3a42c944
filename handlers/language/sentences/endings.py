"""The words people have for a deal that was won or lost."""

import re

from handlers.language.sentences.cues import any_of

WON = any_of(
    zh="""(?:下|交)定了 给(?:了)?(?:我们)?(?:下)?单了 确认(?:采购|下单|订购|购买|合作)(?=\\W*$|了|<) (?:正式)?成为(?:了)?(?:我们|咱们?)的?客户 定(?:下来)?给(?:我们|咱们?)了 签字盖章(?:都|全)?(?:齐活|齐|完|好|完成|搞定)了? 妥了(?=\\W*$) 续签了(?=\\W*$) 签(?:了|咗|下来|下|单(?!子)|约(?=了|成功|完成|\\W*$)|完|成|掉|妥|好|啦|的(?=\\W*$))+(?!到|收|名|证|字) 签(?:完|了|好|过)字(?!笔) 签的(?:合同|约|字)(?=\\W*$) 合同<date>?(?:正式|终于)?落地
        签(?:咗|了|完|成|好|妥)(?:约|合同|合约|单) 签字(?:了|盖章) 签署(?:了|完成|完毕) 已签(?!到|收)
        双签 回签 签合同了 (?:合同|单子|协议|协定|续约)(?:已经|已|都|刚|终于)?签 合同(?:已经?|都)?盖章
        盖(?:完|了|好)章 (?:双方|客户|对方|甲方|他们)(?:都|已经?)?(?:签字|盖了?章)了?
        (?:成功|正式|顺利)签(?:约|下|署|单|了) 签(?:约|单|署)成功 签署合同 中了(?=\\W*$)
        (?:合同|盖章)(?:已经?)?(?:回来|寄回|盖好|签回|拿回来)了 合同(?:已经?|正式)?生效
        选(?:择|定)?了?我们(?=\\W*$|了) 定(?:下来|了)我们 定标(?:给|是)我们 敲定(?:了|$) 喜报 报喜
        开单了 出单了 下(?:了)?订单 下单了 归我们了 搞掂 成交(?!概率|几率|机会|可能|希望|把握|率|价|额|周期|日期|时间|难|不了) 赢单 赢(?:了|下|咗|得)(?!对手|竞品|友商|同行|别家|第|一轮|首轮|初|好感|信任|口碑|时间|一局|一筹) 中标(?!的(?:不)?是|通知|公示|公告|候选|名单|结果|单位|价|率|服务费)
        中标通知书?(?:到|收到|拿到|下来|来)了? 成单 落袋 落单 关单 到手 收入囊中
        拿下(?:来)?(?:了|咗|$|\\W|<deal>|这|单) 搞定(?:了|啦|咗|咯)?(?=\\W*$|<deal>|\\W*<amount>) (?:搞定|拿下)(?:了)?收工 一锤定音 落锤 锤定 尘埃落定 板上钉钉了
        成(?:了|啦|咧|咯|咗)(?=\\W*$|<deal>|\\s) 谈成(?:了|咗)?(?=\\W*$|<deal>) 做成了(?=\\W*$)
        (?:拿到|收到)(?:了)?(?:po|订单|采购单|采购订单|中标书)(?=了|\\W|$)
        (?:po|订单)(?:到|来|下来|收到|下)了 章(?:都|已经?|也)?盖(?:好|完|了) 合同(?:已经?|都|<date>|终于)?(?:寄|签|拿|送|发)?回来了 达成合作 完成签约 (?:当场|都|现场)签字 (?:win|won|close|closed)\\s?了 倾掂 落定(?=\\W*$) 啃下来?了""",
    en="""won, (?:closed/won|closed[- ]won|closing won),
        closed(?! (?:won|lost|as lost|out as lost|the (?:door|office|book|round|meeting|call|gap|file|tab|loop)|(?:a|an|its|their) (?:\\w+ )?(?:fund\\w*|financing|round|series|seed|investment|acquisition|branch|store|office|plant|site)|early|late|until|till|over|due to|temporarily|between|down|because of))(?! (?:on <date> |<date> )?(?:for (?:the )?(?:holiday|day|night|week|weekend|season|year|thanksgiving|christmas|xmas|new year|lunch|renovation|inventory|stocktak|maintenance|repairs))),
        signed(?! (?:up|in|off|out|for(?! <amount>| \\d| (?:one|two|three|four|five|an?|another) )|by mistake|with (?!us)|elsewhere)), countersigned, executed,
        landed, inked, sealed, bagged, nailed, clinched, secured the (?:deal|contract|business),
        said yes, contract (?:is |'s )?(?:back|in|executed|signed), placed (?:the|their|an) order,
        (?:chose|picked|selected|went with|awarded(?: it to)?|gave it to) us, sealed the deal,
        signed on the dotted line, ink(?:'s| is)? dry,
        mark(?:ed)? (?:it |this |<deal> )?(?:as )?(?:closed[- ]?)?won,
        close (?:it |this |<deal> )?(?:out )?as won, officially (?:a|our) (?:new )?(?:customer|client),
        officially ours, gave us the (?:order|deal|business|contract|po), we got them, done deal, we won,
        (?:we|we've|finally|just|we just|we finally|<deal>) got it,
        got (?:the deal|the signature|the po|the contract|the business|the order), in the bag,
        deal(?:'s| is)? (?:done|won|closed|signed), it'?s a win, booked(?= <amount>|\\W*$), closed it,
        came through, brought (?:it|<deal>) home,
        po(?:'s| is| has)? (?:in|in hand|received|arrived|came|come|landed)(?: in)?,
        have (?:a |the )signature, (?:sent|emailed|returned|got|received|have)(?: us| back| me| over| me back)? (?:the |a |their )?(?:counter)?signed (?:contract|agreement|po|order form|order|paperwork), signature(?:'s| is| has)? (?:in|back|come in|done),
        signatures (?:are )?in, (?:over|across) the (?:finish )?line(?= <amount>|\\W*$), got <deal>(?=\\W*$),
        win(?=\\W*$| for | at ), <deal> is ours, (?:deal|it|this one) is ours, done (?:&|and|n) dusted, got (?:the )?<deal>(?:'s)? (?:signature|contract|po|order|business),
        signed (?:copy|contract|po|agreement|order form|paperwork) (?:is |was |just )?(?:received|in|back|here), po\\W{1,3}(?:no\\.? )?[\\w-]+ (?:received|in|came in|arrived), po(?:'s| is) here, awarded us the (?:contract|deal|tender|business|order), signed\\W+(?:and )?sealed, is a go(?=\\W*$), came on board, (?:is|are) on board (?:at|for) <amount>, (?:chalk|mark) up <deal>, in the books, order(?:'s| is| just)? (?:in|here|confirmed|placed|received)(?=\\W*$), accepted (?:our|the) (?:offer|quote|bid)(?=\\W*$), we have a signature, pulled the trigger, (?:confirmed|placed|signed|issued|released) (?:the|their|an?|our) (?:purchase )?(?:order|po)(?! form| of)""",
)
# What sounds like a win and is none: papers on the way, presence, rates, money that came.
NOT_WON = any_of(
    zh="""(?:价格?|金额|报价|合同额|预算)谈成 签字笔 签到 签收 签名 签证 签售 签字权 签字流程 签约仪式 待签 签约率 赢单率 成交率 转化率 获奖
        差点 险些 中标(?:公示|候选) 签(?:了|下|完|好|署)*.{0,6}(?:nda|dpa|保密|意向|备忘|loi|mou|框架意向|试用|poc|授权|会议)
        (?:nda|保密协议|意向书|备忘录|loi|mou|授权书|试点协议).{0,6}签
        拿下.{0,6}(?:技术标|poc|第一轮|初试|面试|决策人|关系)
        (?:首付|回款|尾款|定金|预付|款项?|钱).{0,12}(?:到手|落袋|到账)""",
    en="""dpa, data processing \\w+, baa, nda, loi, mou, letter of intent, term sheet, pilot, poc, trial, sow draft, verbal, signed up,
        won'?t, won dollars, won(?:'t| over),
        won (?:their trust|the (?:trust|tender shortlist|argument|toss|lottery|game|match|raffle)),
        landed (?:in|at|on|safely|a meeting), closed for,
        booked (?:a|the|my|our|flights?|hotel|meeting|call|demo|travel|room),
        (?:payment|deposit|instal+ment|invoice|money|funds|wire|cash|check|cheque)\\b.{0,28}\\b(?:landed|came through|arrived|received|in)""",
)
LOST = any_of(
    zh="""(?:lost|丢)\\s?(?:咗|了) [揀拣][咗了](?!我|咱) (?:项目|单子|采购|这事|<deal>)(?:被)?(?:下马|叫停|停掉|停摆|撤项|撤销)了? (?:最后|最终)?(?:签|用|选|定|中标|买|上)的是(?!我|咱) (?:婉拒|回绝|回掉|刷掉|否掉|毙掉|踢出|劝退)了?
        把(?:我们|咱们?)(?:拒|否|刷|踢|毙|回绝)了 没(?:抢|争|拼|干|打|比|竞争)过 没(?:我们|咱们?)的?份了? (?:跟|和|与)(?:我们|咱们?)(?:没|无)缘分?了? (?:第二名|没中)(?=\\W*$) 没中(?:标)?了?(?=\\W*$)
        (?:让|被|给)[^，,。]{1,8}(?:拿走|抢走|截|撬走|挖走|签走|吃掉)了? (?:公司|厂子|工厂|客户|店)(?:都|已经)?(?:倒|没)了(?=\\W*$) (?:确认|判定|记为?|记成?)丢(?:失|单) 丢[得的](?:很|太|真|有点)?冤 输[得的](?:很|太|真|有点)?冤 白忙(?:活|一场)
        (?:客户|他们|对方|老板|人家|<deal>)(?:突然|又|临时)?(?:改主意|反悔)(?:了)?(?:不(?:买|要|做|签|上)了)? (?:说|讲)?算了(?=\\W*$) 退出了(?=\\W*$) (?:未能?|没能)(?:成交|签约|签成|签下|中标|达成|拿下|成单|谈成) 丢(?:了|咗|单|掉|标|啦)(?!手机|钱包|钥匙|电脑|包|东西|文件|资料|脸|面子|工作|名片|一?[个台部]) (?:说|道)(?:了)?(?:再见|拜拜)了? 败给 不敌 惜败 落败 败北 无缘(?=\\W*$|中标) 花落(?:别|他)家 (?:倒闭|破产|清算|关门|停业)了 (?:定|订|选|用|签|买|上|给)了(?:别|其他|另)(?:家|人|一家) lost(?:咗|了) 丢给(?=\\s*(?:了|对手|竞|友商|别|其他|同行|competitor|<|[a-z])) 跟丢
        失单 跑单 飞单 死单 (?<![a-z])gg(?![a-z])了? 掉了(?=\\W*$) 跑了(?=\\W*$) 没谈下来 不跟我们(?:签|做|合作)了? (?<!先)(?<!暂时)(?<!今天)(?<!本周)(?<!这周)不签了(?=\\W*$) 换成了?别家 选(?:择|用|定)?了(?!我们|方案|套餐|咱|个|几)(?=[^，,。]{2,10}$) 未能?入选 出局 淘汰 落选 没入围 未入围 被刷 被否 不合作了? 终止(?:合作|了)
        没(?:机会|希望|戏|下文)了? 没戏 换了?供应商 换(?:了)?别家 选(?:择)?(?:了)?(?:其他|另外)
        签了(?:别家|竞品|对手|友商) 流产 (?:关闭|关掉)(?:商机|这单|单子) 不续(?:约|费|签)?了
        没(?:搞定|拿下|签成|签下来|中标|谈成|谈拢|做成|抢到|争到|成(?=\\W*$))
        没有?(?:谈拢|谈成)(?=\\W*$) 跪了 败了 被抢了? 崩了 没了(?=\\W*$) 输(?:了|咗|单|给|掉)
        黄(?:了|啦|咯|咗) 飞了 凉了 凉凉 凉透 挂了 死了 泡汤 吹了 告吹 散了(?=\\W*$) 打水漂
        (?:被|让)[^，,。]{1,12}(?:抢|拿|截|签|撬|挖)(?:走|去|下|了|胡) 选了(?:别|其他|另|竞|对手|友商|<)
        选择了?(?:别|其他|另|竞|对手|友商) 不做了 不买了 不采购了? 不上了 不搞了 不用我们了
        不考虑(?:我们)?了 取消了 项目(?:取消|停|砍|终止|黄|没了) 流标 没中标 未中标 落标 废标 没拿下
        没签成 用了?(?:别家|对手|竞品|友商) 去了(?:别家|竞品)
        (?:用|改用|上|走|搞|改)了?自(?:研|建)(?=了|的|\\W|$) 自己(?:做|开发|研发|搞|建|弄)了(?=\\W*$)
        (?:选|定|用|签)了?(?:别|其他|另(?:外一?|一)?)家 选了?(?:竞品|对手|友商|同行|别人)
        (?:那边|客户|他们|对方|老板|人家|<deal>最后)[^，,。我]{0,4}不要了 (?:那个|这个|单子|这单|那单)(?:可以|就|先)?关(?:掉|闭) 转投 放弃(?:了|采购|项目|这单|合作)
        拒(?:绝)?了?我们 标(?:记)?(?:为|成|一下)?丢单 按丢单
        (?:这|这个)?(?:单子|单|商机)(?:可以|先|就)?关(?:了|掉|闭)""",
    en="""(?:awarded|gave|handed|given|giving|going|went) (?:it |us |the |this |their |<deal> )*(?:contract|business|deal|order|tender|bid|project|job|work)? ?to (?!us|our|the (?:board|next|ceo|cfo|contract|final|second|negotiation)|negotiat|contract|legal|procurement|<date>|<member>|[a-z]+ing)[a-z][\\w&.-]*(?=\\W*$| (?:instead|over|on|because|for)),
        (?:ended up|end up) (?:going with|choosing|buying|picking|signing with|staying with)(?! us), (?:chose|decided|opted|elected) to (?:stay|stick|go|remain|build|renew) (?:with |on |it )?(?!us|ahead|forward), (?:thanked us but|but) (?:picked|chose|went|selected), bail(?:ed|ing|s)?(?: out)?(?: on us)?,
        (?:slipp|slip)(?:ed|s)? through (?:our|my) fingers, game over, thumbs down, kaput, no dice, no joy, no cigar, (?:different|another|other) direction, no luck, dead end, (?:is|are|was) no longer (?:buying|going|moving|pursuing),
        (?:isn'?t|aren'?t|not) (?:going ahead|going with us|going forward|buying|proceeding|moving ahead|moving forward), (?:won'?t|will not|not going to|refuse[sd]? to) (?:buy|purchase|go with us), turn(?:ed|ing|s)? (?:it|us|this|that|the (?:offer|proposal|quote)) down,
        (?:don'?t|doesn'?t|no longer) (?:want|need) (?:it|us|this|the (?:system|product|solution|software))(?: any ?more)?, writ(?:e|ing|ten) (?:it |this |<deal> )?off(?: <deal>)?, (?:strike|cross|scratch|take) <deal> off, (?:came|come|comes|got) back with a no, (?:answer|verdict|decision|response|reply)(?: from <deal>)? (?:is|was|:) (?:a )?(?:firm |hard |clear )?no,
        (?:beaten|outbid|underbid|undercut|pipped|edged out|knocked out|eliminated) (?:by|at|to|us|in|from), underbid us, lost out, (?:cut|axed|canned|binned|dropped|stopped|ended) the (?:project|deal|purchase|programme|program|initiative), (?:we |we've )?(?:came|come|finished) second, second place, cancell?ed(?=\\W*$), reject(?:ed|s) (?:us|our|the) ?(?:offer|proposal|bid|quote)?,
        lost(?! (?:touch|my|count|track|time|in|on the way|contact|him|her|them|interest|sight|his|the (?:file|email|thread|plot)|your|momentum)),
        closed[- ]lost, clos(?:e|ed|ing) (?:it |this |<deal> )?(?:out )?(?:<deal> )?as lost,
        mov(?:e|ed|ing) (?:it |this |<deal> )?to (?:closed[- ])?lost,
        mark(?:ed|ing)? (?:it |this |<deal> )?(?:as )?(?:closed[- ]?)?lost,
        (?:did(?:n'?t| not)|couldn'?t|could not) (?:win|get|land|close|sign), no[- ]go,
        (?:is|it's|that's|'s) a (?:hard |firm |definite )?no, out of the running,
        not (?:moving forward|proceeding|going ahead|renewing|selected|going to happen|happening),
        isn'?t happening,
        (?:won'?t|will not) (?:be )?(?:happen(?:ing)?|proceed(?:ing)?|renew(?:ing)?|mov(?:e|ing) forward|go(?:ing)? ahead),
        no longer interested, stay(?:ed|ing|s)? with, st(?:ick(?:ing)?|uck) with, stuck with their, beat us,
        bought from, awarded (?:it )?to(?! us), we (?:got )?beat(?:en)?, didn'?t make (?:it|the cut),
        pulled out, dropped out, it's over, rip,
        shut(?:ting)? down(?=\\W*$| (?:for good|completely|operations)), out of business, bankrupt,
        over us, <deal>(?: has| have)? passed(?=\\W*$), declined (?:our|the|us), gone(?=\\W*$),
        rejected (?:our|us), went with(?! us| our| (?:the |a |an |my )?(?:[a-z]+ ){0,2}(?:plan|option|package|version|tier|edition|model|bundle|phase|proposal|pilot|trial|variant|setup|scheme|module|quote|approach|size)s?(?![a-z])), gone with(?! us| our| (?:the |a |an )?(?:[a-z]+ ){0,2}(?:plan|option|package|version|tier|edition|model|bundle)s?(?![a-z])),
        (?:went|gone|going|signed) elsewhere, signed with(?! us| our| <deal>),
        (?:chose|picked|selected|going with|went for|opted for|switched to|moved to) (?:a |an |the )?(?:competitor|competition|rival|someone else|another|other|cheaper|incumbent|[a-z]+ instead),
        is dead(?! ?line| end), dead(?=\\W*$), dead in the water, down the drain, off the table, is toast,
        (?:deal|it)(?:'s| is| has| just)? (?:dead(?! ?line| end| weight)|gone|lost|fell through|fallen through|killed|out(?=\\W*$)),
        <deal>(?:'s| is| has| just)? (?:dead(?! ?line| end| weight)|gone|lost|fell through|fallen through|killed|out(?=\\W*$)),
        dead deal, opted (?:for|against), walked(?=\\W*$), fell through, fell apart, slipped away,
        walk(?:ed|ing) away, back(?:ed|ing) out, pulled (?:the plug|out), passed on us, turned us down,
        dropped us, no deal, decided (?:not to|against), (?:doing|do|handling|keeping|bringing|moving|taking|did) (?:it|this|that|everything|the project) (?:in[- ]house|themselves|internally),
        cancell?ed (?:the )?(?:project|purchase|it|deal), scrapped (?:the )?(?:project|it),
        killed (?:the )?(?:deal|project|it), said no(?! to| for now| at this| this time| not| yet| until| right now)(?![a-z]), told us no, we'?re out,
        (?:build|writ|develop|mak)(?:e|ing)? (?:(?:it|their own|theirs) )?(?:in[- ]house|themselves|internally)""",
)

_PRICE = any_of(
    zh="""太贵 嫌.{0,4}贵 贵了 偏贵 更贵 价格 价钱 低价 便宜 报价(?:太|偏|比)?.{0,6}高 高(?:了|出)?<amount> 贵(?=了|\\W|$|<) 报价.{0,6}低 报.{0,3}高(?:了|\\W|$) 差了?<amount> 没有?优势 (?:不值|不肯出)(?:这个|这么)?[价多] 白送 让利
        (?:对方|对手|竞品|友商|人家|别家|同行)[^，,。]{0,6}(?:降了?|打了?|让了?|低了?)(?:<discount>|<percent>|<amount>|[一二两三四五六七八九\\d]成?折?) <discount>.{0,8}(?:给不了|做不到|拿不出|不行|没批) 给不了.{0,4}<discount>
        价(?:太|偏)?高 价低 压价 杀价 降价 性价比 免费 对面<amount> 比(?:我们|咱们?).{0,4}低
        低(?:了|我们|咱们?).{0,4}[成%万点] 谈不拢价""",
    en="""pric(?:e|es|ed|ey|ing), too (?:much|expensive|high), (?:most |more |so )?expensive,
        cheap(?:er|est)?, undercut(?:ting)?, underbid\\w*, cost(?:s|ly)?(?![- ]cut), lower (?:bid|offer|quote), outbid,
        discount(?:s|ed)?, couldn'?t (?:match|come down|go (?:that )?low\\w*|go down), better deal, sticker shock, margin\\w*, pay that much, for <amount>, <discount>, \\d+% off, half our, low[- ]?ball(?:ed)?""",
)
_BUDGET = any_of(
    zh="预算 拨款 资金链? 缩减 冻结 没钱 没有钱 缺钱 经费 砍(?:了|掉) 现金流 钱紧 资金紧 降本 没批钱 财务紧 付不起 拿不出钱 钱不够 不批钱 (?:没有?|不肯|不愿意?|舍不得)(?:花|掏|出)钱 (?:财务|上面|领导|老板|董事会|总部)(?:那边|那里)?(?:没有?批|不批|卡(?:了|掉)|否了)",
    en="""budgets?, funding, funds, no (?:more )?money, out of money, ran out of (?:money|cash|budget), no cash, spend(?:ing)? (?:freeze|cuts?),
        froze, frozen, freeze, cash, capex, opex, cost[- ]cutting, cuts?, can'?t afford, couldn'?t afford,
        not funded, unfunded, (?:finance|cfo|board) (?:\\w+ )?(?:didn'?t|won'?t|wouldn'?t|did not) (?:approve|sign off|release|fund), money, (?:don'?t|didn'?t|doesn'?t|no longer) have (?:the |any |enough |that |much )?(?:money|budget|funds?|funding|cash)""",
)
_FEATURE = any_of(
    zh="""缺 兼容 性能(?!源) 技术(?:分|方案|评分|得分)?.{0,2}(?:低|差|不行|弱|垫底) 对接(?!人|的人|口人) 接口 功能 不满足
        满足不了 不支持 缺少 少.{1,8}(?:模块|功能|端) 技术分
        没有?.{1,8}(?:模块|能力|接口|端|功能|版本|认证|私有化|离线) 集成不了 做不到 达不到 (?:没|没有|无)小程序 做不了 太卡 卡顿 翻车 资质不(?:够|符|全) (?:测试|poc|试用|试点|验证)(?:没|未|不)(?:有)?(?:通)?过 (?:没|没有|缺|无).{0,6}(?:资质|认证|牌照|小程序|英文版|app|案例)
        不符合(?:需求|要求) 产品不行 产品不(?:符|匹配|合适) 私有化 本地化部署""",
    en="""features?, feature gaps?, missing, doesn'?t support, don'?t support, not support(?:ed)?,
        no support for, lack(?:s|ed|ing)?, integrations?, integrate\\w*, (?:app|system|product|software|platform|demo|tool) (?:was|is|were|too|ran|felt) (?:too |very |so )?(?:slow|buggy|laggy|clunky|complex|hard), crash\\w*, fail(?:ed|s|ing)? (?:the|their|our|a) (?:\\w+ ){0,2}(?:review|test|audit|poc|pilot|trial|evaluation|assessment|check),
        no (?:\\w+ )?(?:version|app|module|certification|support|integration|feature)s?, don'?t do (?:that|it|this), (?:didn'?t|don'?t|couldn'?t) meet, on-?prem\\w*, (?:couldn'?t|don'?t|can'?t) (?:offer|provide|deliver|customi[sz]e|integrate), certifi\\w+,
        no (?:sso|api|mobile|offline|on-?prem\\w*|arabic|connector), gaps?, couldn'?t do, can'?t do,
        can'?t handle, functionality, product fit, not a fit, compatib\\w+, scalab\\w+, requirements?,
        (?:don'?t|didn'?t|doesn'?t) have(?! (?:the |any |enough |that |much )?(?:money|budget|funds?|funding|cash|time)), performance""",
)
_IN_HOUSE = any_of(
    zh="""自研 自建 自己.{0,8}(?:做|开发|搞|弄|干|搭|研发|写|来) 自家.{0,6}(?:做|开发|搞|团队)
        内部(?:自己)?(?:开发|团队|做|搭|研发|消化|解决) (?:集团|总部|母公司|上级|总公司)(?:统一|有|要求用|的|自己|那边)[^，,。]{0,4}(?:自研|开发|系统|平台|建设|软件) 程序员 用集团 自主研发 in-house""",
    en="""in[- ]?house, themselves, themself, internal(?:ly)?,
        (?:build|write|develop|writ|mak)(?:ing|e)? (?:it|their own|its own),
        own (?:team|solution|tool|system|software|platform|it|thing|people|engineers|version), diy,
        homegrown, their it, (?:hired|hiring) (?:\\w+ ){0,2}(?:developers?|engineers?), excel, spreadsheets?, (?:parent|group|hq|headquarters)(?: company)?(?:'s)? (?:\\w+ ){0,3}(?:system|platform|tool|solution), roll(?:ing)? their own""",
)
_COMPETITOR = any_of(
    zh="""竞品 [揀拣][咗了] 没[抢争拼干打比]过 [签用选定]的(?:是)?(?!我|咱|合|约|字|时|\\W|$) (?:让|被|给)[^，,。]{1,8}(?:截|拿走|抢|撬|挖|签走) 竞争对手 竞对 对手 友商 对家 同行 别家 别人 另一家 另外一家 其他家 其他供应商 老供应商
        原供应商 (?:原来|以前|之前|老)的(?:供应商|那家|系统|平台) 给了(?!我|钱|时间) 跟(?!我|咱)[^，,。]{2,6}签 亲戚 熟人 输在关系 没关系 用的是 定了(?=[^，,。我们]{2,5}$) 输给 丢给 被.{1,10}(?:抢|拿|截|撬|签|挖) 选了 选择了
        换了(?!.{0,2}长|老板|领导|人|负责人|.?总|主任|经理|采购|ceo|cto|cio|cfo|系统) 用了 转投 签了别 (?:中标|入选|选中|签约)的是 关系户 有关系 关系(?:太|更|很)?(?:硬|好|铁)
        内定""",
    en="""compet\\w+, rivals?, (?:awarded|gave|given|handed|went) (?:[a-z]+ ){0,3}to (?!us), (?:beaten|edged out|outbid|knocked out) by, went with, gone with, going with, chose, picked, selected, signed with,
        switched, stay(?:ed|ing) with, incumbents?, someone else, another vendor, other vendors?,
        elsewhere, existing (?:vendor|supplier|provider), lost to, beat us, opted for, awarded to,
        over us, renewed with, got it, has it, inside track, relationships?, (?:current|old|present|previous) (?:vendor|supplier|provider|partner|system), other (?:guys|side|party)""",
)
_TIMING = any_of(
    zh="""时机 <date>(?:先|就|再|才|都)?(?:不|再说|再看|再议|再谈|再考虑|没(?!钱|预算)) (?:等|推到|拖到|放到|延到)<date> 不急
        优先级 延期 推迟 推到 明年 下半年 今年(?:先)?(?:就)?不(?!是) 今年(?:内)?没 搁置 暂停 暂缓 缓一缓
        缓缓 以后再 过段时间 太晚 来不及 等不及 先不(?:上|做|搞|考虑|买) 往后放 时间不合适 时间点 没时间
        没空 还早 太早 年后 (?:没|未|没有)准备好 (?:没|无)精力 赶不上 赶不及 周期太长 (?:交期|工期|交付)(?:太|赶)?[^，,。]{0,2}(?:长|慢|晚|紧) 时间(?:太)?(?:紧|赶|短) 顾不上 无限期 人手不够 忙不过来""",
    en="""timing, (?:aren'?t|isn'?t|weren'?t|not) ready, (?:too |really |so )?busy, look (?:at it )?again, deadlines?, (?:couldn'?t|can'?t) (?:deliver|start|go live|make it) (?:in time|by|before), lead time,
        (?:until|till|before|to|in) 20\\d\\d, (?:until|till|wait for|before|revisit(?: in)?|push\\w* (?:it |this |that |everything )?(?:out |back )?to|back in|again in|sometime in|maybe) <date>,
        not (?:until |till |before |in )?<date>, (?:not|no) this (?:year|quarter|time), postpon\\w*, next year, not now, on hold, delay\\w*, too late, too early, too slow(?= to respond| to reply| responding|\\W*$), bad time,
        push(?:ed)? (?:it )?(?:out|back), later, (?:not the )?right time, shelved, reorg\\w*,
        priorit\\w*, not ready, next (?:quarter|fiscal), on ice, deferred, parked, no bandwidth, revisit,
        wait until, paused, headcount, after the (?:merger|audit|migration)""",
)
# Reasons of no kind above; a reason that is none of these is asked for.
_OTHER = any_of(
    zh="""换老板 换领导 换负责人 换(?:了)?人 换了?(?:厂长|院长|校长|总经理|采购|对接人) 换届 换了.?.长 倒了 (?:公司|厂子|店)[都已经]*没了 谈不拢 没谈拢 谈崩 不同意 黄(?:了|掉) 新老板 新领导
        离职 走了 调走 退休 人事 破产 倒闭 清算 关门 停业 注销 统一采购 集采 被收购 收购 合并 重组 并购
        项目取消 项目(?:砍|停|没)了? 取消了 付款(?:方式|条件) 账期 条款 合规 法务 资质 政策 监管 搬迁
        没说原因 不说原因 原因不明 没给原因 没有?理由 失联 联系不上 没消息 没下文 没回音
        不回(?:复|消息|微信)? 拉黑""",
    en="""champion (?:left|quit|resigned|gone|moved), (?:couldn'?t|didn'?t|never) agree\\w*, quit, resigned, (?:left|leaving) the (?:company|business|firm),
        (?:new|replaced|changed|fired|different) (?:ceo|cfo|cto|coo|cio|boss|owner|management|leadership|director|head|vp),
        bankrupt\\w*, insolven\\w+, shut(?:ting)? down, out of business,
        clos(?:ed|ing) (?:down|the (?:plant|office|site|factory)), acquired, acquisition,
        merg(?:ed|er|ing), bought by, taken over, payment terms, contract terms, terms, liability, legal,
        compliance, regulat\\w+, data residency, no reason(?: given)?, didn'?t say why, no idea why,
        (?:went|gone|going) (?:silent|quiet|dark|cold), ghost(?:ed|ing), unresponsive,
        stopped (?:replying|responding|answering), never (?:replied|responded), no response, relocat\\w+,
        layoffs?, laid off, cancell?ed, killed, scrapped,
        project (?:was |got |is )?(?:cancell?ed|killed|scrapped|shelved)""",
)
REASONS = (
    ("price", _PRICE),
    ("budget", _BUDGET),
    ("feature_gap", _FEATURE),
    ("in_house", _IN_HOUSE),
    ("competitor", _COMPETITOR),
    ("timing", _TIMING),
    ("other", _OTHER),
)
# Behind these words stands why.
BECAUSE = re.compile(
    r"(?:原因是?|理由是?|因为|由于|主要是?|因|\b(?:reasons?(?: is| was)?|because(?: of)?|bc|cos|due to|since|owing to)\\b)\\s*[:：]?\\s*"
)
