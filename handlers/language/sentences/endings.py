"""The words people have for a deal that was won or lost."""

from handlers.language.sentences.cues import any_of

# What stands for the deal behind a verb; and whoever decides takes one of those who offer: us, or somebody else.
_BUSINESS = "(?:deal|contract|order|business|account|agreement|renewal|tender|bid|rfp|project)"
_CHOSE = (
    r"(?:cho(?:se|sen|osing)|pick(?:ed|ing)|select(?:ed|ing)|(?:went|going|gone|go) (?:with|for)|(?:decided|settled) (?:on|for)|opted for|"
    r"sided with|committed to|sign(?:ed|ing)? (?:up )?with|award(?:ed|ing)(?: (?:it|<deal>|the \w+))?(?: to)?|(?:gave|given|handed) (?:it|this|<deal>|the \w+) to)"
)
_US = r"(?:us|our (?:offer|proposal|bid|solution|platform|product|team)s?)(?! (?:to|for) (?:the )?(?:present|demo|shortlist|next|final|meet)\w*)"
_TO_WRITE = (
    r"(?:mark|clos|mov|archiv|fil|log|record|book|count|flag|put|set|updat|call|chalk|treat|register|report|writ)(?:e|es|ed|ing|ting|ged|ging|ted)? "
    r"(?:(?:it|this|that|<deal>|(?:the|this|that) (?:deal|opp|opportunity|account|one)|down|up|out|off|over|please|pls|now) )*"
    r"(?:as |to |in )?(?:an? |the )?(?:closed[- /]?)?"
)
_ZH_TO_WRITE = "(?:标[记注]?|记|设|置|改|转|移|归|算|当|登记|更新)(?:为|成|作|到|进|一下|个|了)*已?"
_WON_BY = f"""{_CHOSE} {_US}, {_TO_WRITE}(?:won|win)(?! (?:rate|plan|back)),
    (?:secur|captur|scor|snagg|conclud|wrapp|lock|complet)ed (?:up |in |down )?(?:the |a |this |their |our )?(?:<deal>(?:['’]s)? ?)?{_BUSINESS}(?! (?:review|draft)),
    {_BUSINESS}(?: with <deal>)? (?:is |was |has been |got )?(?:now |finally |officially )*(?:concluded|awarded to us),
    <deal> (?:has |have |is |are |just |finally |now )*(?:come |came )?on board(?= |\\W|$), <deal>(?:['’]s| is| are)? in(?=\\W*(?:$|<amount>)), <deal> (?:has |have |just |finally )*(?:bought|purchased|ordered)(?= it| for| at|\\W*(?:$|<amount>)),
    docu-?sign(?:ed|ature)?(?: is| was| has been| just)?(?= (?:completed?|done|in|back|signed)|\\W*(?:$|<amount>)), paper ?work(?: is| was| all|['’]s)* (?:done|completed?|in|signed),
    (?:lock|lin)ed (?:in )?<deal>,
    (?:is|are|['’]s|became|become|becomes) (?:now |finally |officially )*(?:a|an|our) (?:new |newest |paying |happy )*(?:customer|client)(?! (?:of|for)), """

WON = any_of(
    zh=_ZH_TO_WRITE
    + r"""(?:赢单|成单|成交|赢了?) (?:把|将)?(?:合同|字|合约|协议)(?:都|也|已经?|终于|总算|给|全|<date>)*签(?:了|好|完|妥|掉|下来了?|咗)
        (?:用|盖|落)(?:的|了|完|好|咗)印 用印(?:完成|完毕|好了|了) 盖的章 (?:选|用|签|采用|选用|选择)(?:了|的是|的|的就是)?(?:我们|咱们?|我司|我们)(?=$|\W|了|的?(?:方案|产品|系统|平台|家))
        (?:攻|吃|夺|打|斩|谈|收|夹)下来?(?:了|啦|咗)(?=$|\W|<) 攻下(?=<deal>) 喜提 斩获 (?<!验)(?<!签)收单(?=\W*$|了) (?:咱们?|我们)赢(?:了|啦) 赢啦 敲定成单 修成正果 落听 开张(?:了|啦) 花落(?:我|咱) (?:已|正式|直接|今天|终于)下单(?!子) 下单(?=<amount>) 正式生效 (?:下|交)定了 给(?:了)?(?:我们)?(?:下)?单了 确认(?:采购|下单|订购|购买|合作)(?=\W*$|了|<) (?:正式)?成为(?:了)?(?:我们|咱们?)的?客户 定(?:下来)?给(?:我们|咱们?)了 签字盖章(?:都|全)?(?:齐活|齐|完|好|完成|搞定)了? 妥了(?=\W*$) 续签了(?=\W*$) 签(?:了|咗|下来|下|单(?!子)|约(?=了|成功|完成|\W*$)|完|成功?|掉|妥|好|啦|的(?=\W*$))+(?!到|收|名|证|字) 签(?:完|了|好|过)字(?!笔) 签的(?:合同|约|字)(?=\W*$) 合同<date>?(?:正式|终于)?落地
        签(?:了|完|成|好|妥)(?:约|合同|合约|单) (?:签|续)约成功 (?:采购|增购|续签|续费)?(?:单子?|订单|采购单)(?:都|也|已经?|终于|总算)?(?:下来|到|收到|拿到)了? (?:就|还是|最终|终于)(?:定|选|用)(?:了)?我们 中标通知书?已?(?:拿|收)到了? 签字(?:了|盖章) 签署(?:了|完成|完毕) 已签(?!到|收)
        双签 回签 签合同了 (?:合同|单子|协议|协定|续约)(?:已经|已|都|刚|终于)?签 合同(?:已经?|都)?盖章
        盖(?:完|了|好)章 (?:双方|客户|对方|甲方|他们)(?:都|已经?)?(?:签字|盖了?章)了?
        (?:成功|正式|顺利)签(?:约|下|署|单|了) 签(?:约|单|署)成功 签署合同 中了(?=\W*$)
        (?:合同|盖章)(?:已经?)?(?:回来|寄回|盖好|签回|拿回来)了 合同(?:已经?|正式)?生效
        选(?:择|定)?了?我们(?=\W*$|了) 定(?:下来|了)我们 定标(?:给|是)我们 敲定(?:了|$) 喜报 报喜
        开单了 出单了 下(?:了)?订单 下单了 归我们了 搞掂 成交(?!概率|几率|机会|可能|希望|把握|率|价|额|周期|日期|时间|难|不了) 赢单 赢(?:了|下|咗|得)(?!对手|竞品|友商|同行|别家|第|一轮|首轮|初|好感|信任|口碑|时间|一局|一筹) 中标(?!的(?:不)?是|通知|公示|公告|候选|名单|结果|单位|价|率|服务费)
        中标通知书?(?:到|收到|拿到|下来|来)了? 成单 落袋 落单 关单 到手 收入囊中
        拿下(?:来)?(?:了|咗|$|\W|<deal>|这|单) 搞定(?:了|啦|咗|咯)?(?=\W*$|<deal>|\W*<amount>) (?:搞定|拿下)(?:了)?收工 一锤定音 落锤 锤定 尘埃落定 板上钉钉了
        成(?:了|啦|咧|咯|咗)(?=\W*$|<deal>|\s) 谈成(?:了|咗)?(?=\W*$|<deal>) 做成了(?=\W*$)
        (?:拿到|收到)(?:了)?(?:po|订单|采购单|采购订单|中标书)(?=了|\W|$)
        (?:po|订单)(?:到|来|下来|收到|下)了 章(?:都|已经?|也)?盖(?:好|完|了) 合同(?:已经?|都|<date>|终于)?(?:寄|签|拿|送|发)?回来了 达成合作 完成签约 (?:当场|都|现场)签字 (?:win|won|close|closed)\s?了 倾掂 落定(?=\W*$) 啃下来?了""",
    en=_WON_BY
    + r"""won, (?:closed/won|closed[- ]won|closing won),
        closed(?!-)(?! (?:won|lost|as lost|out as lost|the (?:door|office|book|round|meeting|call|gap|file|tab|loop)|(?:a|an|its|their) (?:\w+ )?(?:fund\w*|financing|round|series|seed|investment|acquisition|branch|store|office|plant|site)|early|late|until|till|over|due to|temporarily|between|down|because of))(?! (?:on <date> |<date> )?(?:for (?:the )?(?:holiday|day|night|week|weekend|season|year|thanksgiving|christmas|xmas|new year|lunch|renovation|inventory|stocktak|maintenance|repairs))),
        signed(?! (?:up|in|off|out|for(?! <amount>| \d| (?:one|two|three|four|five|an?|another) )|by mistake|with (?!us)|elsewhere)), countersigned, executed,
        landed(?! (?:in|at|on|safely|a meeting)(?! my inbox)), inked, sealed, bagged, nailed, clinched,
        said yes, contract (?:is |'s )?(?:back|in|executed|signed), placed (?:the|their|an) order, sealed the deal,
        signed (?:on )?the dotted line, ink(?:'s| is)? dry, win to (?:log|record|report|announce|share), victory, on the books, <deal> (?:is|was) a (?:yes|win|go), ink is (?:dry|on the paper), <deal> went through,
        officially (?:a|our) (?:new )?(?:customer|client), as a win, awarded to us,
        officially ours, gave us the (?:order|deal|business|contract|po), we got them, done deal, we won,
        (?:we|we've|finally|just|we just|we finally|<deal>) got it,
        got (?:the deal|the signature|the po|the contract|the business|the order), in the bag,
        deal(?:'s| is)? (?:done|won|closed|signed), it'?s a win, booked(?= <amount>|\W*$), closed it,
        came through, brought (?:it|<deal>) home,
        po(?:'s| is| has)? (?:in|in hand|received|arrived|came|come|landed)(?: in)?,
        have (?:a |the )signature, (?:sent|emailed|returned|got|received|have)(?: us| back| me| over| me back)? (?:the |a |their )?(?:counter)?signed (?:contract|agreement|po|order form|order|paperwork), signature(?:'s| is| has)? (?:in|back|come in|done),
        signatures (?:are )?in, (?:over|across) the (?:finish )?line(?=(?: at| for)? <amount>|\W*$), got <deal>(?=\W*$),
        win(?=\W*$| for | at ), <deal> is ours, (?:deal|it|this one) is ours, done (?:&|and|n) dusted, got (?:the )?<deal>(?:'s)? (?:signature|contract|po|order|business|deal|account|renewal|tender),
        (?:signed|executed) (?:copy|contract|po|agreement|order form|paperwork)(?: from <deal>)? (?:is |was |just |has |finally )*(?:received|in|back|here|landed|arrived|came), po\W{1,3}(?:no\.? )?[\w-]+ (?:received|in|came in|arrived), po(?:'s| is) here, awarded us the (?:contract|deal|tender|business|order), signed\W+(?:and )?sealed, is a go(?=\W*$), came on board, (?:is|are) on board (?:at|for) <amount>, (?:chalk|mark) up <deal>, in the books, order(?:'s| is| just)? (?:in|here|confirmed|placed|received)(?=\W*$), accepted (?:our|the) (?:offer|quote|bid)(?=\W*$), we have a signature, pulled the trigger, (?:confirmed|placed|signed|issued|released) (?:the|their|an?|our) (?:purchase )?(?:order|po)(?! form| of)""",
)
# What sounds like a win and is none: papers on the way, presence, rates, money that came.
NOT_WON = any_of(
    zh=r"""签字笔 签到 签收 签名 签证 签售 签字权 签字流程 签约仪式 (?:价格?|金额|报价|合同额|预算)[^，,。]{0,4}谈成 (?:进入|转入|阶段(?:改[为成到]?|到|是|[:：])?|推进?到|走到)签约(?!了) 待签 签约率 赢单率 成交率 转化率 获奖
        差点 险些 中标(?:公示|候选) 签(?:了|下|完|好|署)*.{0,6}(?:nda|dpa|保密|意向|备忘|loi|mou|框架意向|试用|poc|授权|会议)
        (?:nda|保密协议|意向书|备忘录|loi|mou|授权书|试点协议).{0,6}签
        拿下.{0,6}(?:技术标|poc|第一轮|初试|面试|决策人|关系)
        (?:首付|回款|尾款|定金|预付|款项?|钱).{0,12}(?:到手|落袋|到账)""",
    en=r"""dpa, data processing \w+, baa, nda, loi, mou, letter of intent, term sheet, pilot, poc, trial, sow draft, verbal, signed up,
        won'?t, won dollars, won(?:'t| over),
        won (?:their trust|the (?:trust|tender shortlist|argument|toss|lottery|game|match|raffle)),
        closed for,
        booked (?:a|the|my|our|flights?|hotel|meeting|call|demo|travel|room),
        (?:payment|deposit|instal+ment|invoice|money|funds|wire|cash|check|cheque)\b.{0,28}\b(?:landed|came through|arrived|received|in)""",
)
# Somebody else has it now; who stands before the verb is none of us.
_THEIRS = (
    r"(?!(?:we|i|us|they|he|she|you|it|have|has|had|finally|just|officially|already|and|team|guys|sales|also|all|we['’]ve|i['’]ve|who|that|deal|yes|boom|who|never) )"
    r"[a-z][\w&.-]+ (?:won|took|landed|bagged|nabbed|snagged|grabbed) (?:it|this one|that one|the (?:deal|contract|tender|business|bid|order))"
)
_NO_RIVAL = (
    r"(?! ?(?:up|out|off|over|by|back|on|us|our|me|it|ahead|<|(?:the |a |an |my |this |that |their |your )?(?:[a-z-]+ ){0,2}(?:plan|option|package|version|tier|edition|model|bundle|phase|proposal|pilot|trial|variant|setup|scheme|module|"
    r"quote|approach|size|date|day|time|slot|venue|colou?r|one|date|start|route|discount|price|cloud|team|demo|meeting|lunch|drinks?|coffee|rollout|shortlist|finalists?|round|winner)s?(?![a-z])))"
)
_LOST_BY = f"""{_TO_WRITE}(?:lost|(?<!ed a )loss), (?:that|this|it)(?:['’]s| is| was) a loss, (?:closing|closed) lost, {_THEIRS}, {_CHOSE}{_NO_RIVAL} (?:the |a |an )?[a-z][\\w&.'-]+(?= instead| in the end| over us| this time| on price|\\W*$),
    bowed out, end of (?:that one|the road|the line), gave us the boot, (?:deal|it|<deal>)(?:['’]s| is) off(?! to| by)(?=\\W*$), not ours (?:any ?more|now), (?:snatched|poached|stole) (?:it|them|this one|<deal>), called it (?:quits|a day), (?:said )?bye[- ]?bye, that['’]?s it for <deal>, out of the race, the end of <deal>,
    a (?:final|firm|hard|clear|definite|flat|polite) (?:no|thumbs down)(?! shows?), """

LOST = any_of(
    zh=_ZH_TO_WRITE
    + r"""(?:丢单|丢了|失单|输单|流失) 掉单 (?:比|被|让|给)[^，,。]{1,8}(?:抢|截|撬|挖|签|吃|拿)(?:走|了|去|掉)+ 花落(?!我|咱|谁) (?<![一-龥])便宜了(?=[\u3400-\u9fff]{2,4}\W*$) 这?单?(?:废|折)了(?=\W*$) 栽在 作罢 没要(?=\W*$) 没中(?=\W*$) 捷足先登 (?:把(?:我们|咱们?)|被)(?:pass|刷|否|毙|踢)(?:掉)?了 白跑 (?:做|谈|签|搞|弄)不成了 没得(?:做|谈)了 (?:跟|和|与)(?:友商|对手|竞品|竞对|别人|别家|其他家|同行|其他|另)[^，,。]{0,4}签(?:了|约) (?:说|讲|道)?(?:拜拜|再见|bye)(?:了|啦|咯|喽)(?=\W*$)
        (?:最后|最终|到头来|终究|结果)(?:还是|也|都)?(?:没|未)(?:签|买|成|下单|上)(?=\W*$) 丢(?=\W*$) (?:单子?|这单|项目)(?:就|也|都|已经)?(?:没|死|黄|凉|飞|丢)(?:了|咗|掉)+ (?:lost|丢)\s?(?:咗|了) [揀拣][咗了](?!我|咱) (?:项目|单子|采购|这事|<deal>)(?:被)?(?:下马|叫停|停掉|停摆|撤项|撤销)了? (?:最后|最终)?(?:签|用|选|定|中标|买|上)的是(?!我|咱) (?:婉拒|回绝|回掉|刷掉|否掉|毙掉|踢出|劝退)了?
        把(?:我们|咱们?)(?:拒|否|刷|踢|毙|回绝)了 没(?:抢|争|拼|干|打|比|竞争)过 没(?:我们|咱们?)的?份了? (?:跟|和|与)(?:我们|咱们?)(?:没|无)缘分?了? (?:第二名|没中)(?=\W*$) 没中(?:标)?了?(?=\W*$)
        (?:让|被|给)[^，,。]{1,8}(?:拿走|抢走|截|撬走|挖走|签走|吃掉)了? (?:公司|厂子|工厂|客户|店)(?:都|已经)?(?:倒|没)了(?=\W*$) (?:确认|判定|记为?|记成?)丢(?:失|单) 丢[得的](?:很|太|真|有点)?冤 输[得的](?:很|太|真|有点)?冤 白忙(?:活|一场)
        (?:客户|他们|对方|老板|人家|<deal>)(?:突然|又|临时)?(?:改主意|反悔)(?:了)?(?:不(?:买|要|做|签|上)了)? (?:说|讲)?算了(?=\W*$) 退出了(?=\W*$) (?:未能?|没能)(?:成交|签约|签成|签下|中标|达成|拿下|成单|谈成) 丢(?:了|咗|单|掉|标|啦)(?!手机|钱包|钥匙|电脑|包|东西|文件|资料|脸|面子|工作|名片|一?[个台部]) (?:说|道)(?:了)?(?:再见|拜拜)了? 败给 不敌 惜败 落败 败北 无缘(?=\W*$|中标) 花落(?:别|他)家 (?:倒闭|破产|清算|关门|停业)了 (?:定|订|选|用|签|买|上|给)了(?:别|其他|另)(?:家|人|一家) lost(?:咗|了) 丢给(?=\s*(?:了|对手|竞|友商|别|其他|同行|competitor|<|[a-z])) 跟丢
        失单 跑单 飞单 死单 (?<![a-z])gg(?![a-z])了? 掉了(?=\W*$) 跑了(?=\W*$) 没谈下来 不跟我们(?:签|做|合作)了? (?<!先)(?<!暂时)(?<!今天)(?<!本周)(?<!这周)不签了(?=\W*$) 换成了?别家 选(?:择|用|定)?了(?!我们|方案|套餐|咱|个|几)(?=[^，,。]{2,10}$) 未能?入选 出局 淘汰 落选 没入围 未入围 被刷 被否 不合作了? 终止(?:合作|了)
        没(?:机会|希望|戏|下文)了? 没戏 换了?供应商 换(?:了)?别家 选(?:择)?(?:了)?(?:其他|另外)
        签了(?:别家|竞品|对手|友商) 流产 (?:关闭|关掉)(?:商机|这单|单子) 不续(?:约|费|签)?了
        没(?:搞定|拿下|签成|签下来|中标|谈成|谈拢|做成|抢到|争到|成(?=\W*$))
        没有?(?:谈拢|谈成)(?=\W*$) 跪了 败了 被抢了? 崩了 没了(?=\W*$) 输(?:了|咗|单|给|掉)
        黄(?:了|啦|咯|咗) 飞了 凉了 凉凉 凉透 挂了 死了 泡汤 吹了 告吹 散了(?=\W*$) 打水漂
        (?:被|让)[^，,。]{1,12}(?:抢|拿|截|签|撬|挖)(?:走|去|下|了|胡) 选了(?:别|其他|另|竞|对手|友商|<)
        选择了?(?:别|其他|另|竞|对手|友商) 不做了 不买了 不采购了? 不上了 不搞了 不用我们了
        不考虑(?:我们)?了 取消了 项目(?:取消|停|砍|终止|黄|没了) 流标 没中标 未中标 落标 废标 没拿下
        没签成 用了?(?:别家|对手|竞品|友商) 去了(?:别家|竞品)
        (?:用|改用|上|走|搞|改)了?自(?:研|建)(?=了|的|\W|$) 自己(?:做|开发|研发|搞|建|弄)了(?=\W*$)
        (?:选|定|用|签)了?(?:别|其他|另(?:外一?|一)?)家 选了?(?:竞品|对手|友商|同行|别人)
        (?:那边|客户|他们|对方|老板|人家|<deal>最后)[^，,。我]{0,4}不要了 (?:那个|这个|单子|这单|那单)(?:可以|就|先)?关(?:掉|闭) 转投 放弃(?:了|采购|项目|这单|合作)
        拒(?:绝)?了?我们 标(?:记)?(?:为|成|一下)?丢单 按丢单
        (?:这|这个)?(?:单子|单|商机)(?:可以|先|就)?关(?:了|掉|闭)""",
    en=_LOST_BY
    + r"""(?:awarded|gave|handed|given|giving|going|went) (?:it |us |the |this |their |<deal> )*(?:contract|business|deal|order|tender|bid|project|job|work)? ?to (?!us|our|the (?:board|next|ceo|cfo|contract|final|second|negotiation)|negotiat|contract|legal|procurement|<date>|<member>|[a-z]+ing)[a-z][\w&.-]*(?=\W*$| (?:instead|over|on|because|for)),
        (?:ended up|end up) (?:going with|choosing|buying|picking|signing with|staying with)(?! us), (?:chose|decided|opted|elected) to (?:stay|stick|go|remain|build|renew) (?:with |on |it )?(?!us|ahead|forward), (?:thanked us but|but) (?:picked|chose|went|selected), bail(?:ed|ing|s)?(?: out)?(?: on us)?,
        (?:slipp|slip)(?:ed|s)? through (?:our|my) fingers, game over, thumbs down, kaput, no dice, no joy, no cigar, (?:different|another|other) direction, no luck, dead end, (?:is|are|was) no longer (?:buying|going|moving|pursuing),
        (?:isn'?t|aren'?t|not) (?:going ahead|going with us|going forward|buying|proceeding|moving ahead|moving forward), (?:won'?t|will not|not going to|refuse[sd]? to) (?:buy|purchase|go with us), turn(?:ed|ing|s)? (?:it|us|this|that|the (?:offer|proposal|quote)) down,
        (?:don'?t|doesn'?t|no longer) (?:want|need) (?:it|us|this|the (?:system|product|solution|software))(?: any ?more)?, writ(?:e|ing|ten) (?:it |this |<deal> )?off(?: <deal>)?, (?:strike|cross|scratch|take) <deal> off, (?:came|come|comes|got) back with a no, (?:answer|verdict|decision|response|reply)(?: from <deal>)? (?:is|was|:) (?:a )?(?:firm |hard |clear )?no,
        (?:beaten|outbid|underbid|undercut|pipped|edged out|knocked out|eliminated) (?:by|at|to|us|in|from), underbid us, lost out, (?:cut|axed|canned|binned|dropped|stopped|ended) the (?:project|deal|purchase|programme|program|initiative), (?:we |we've )?(?:came|come|finished) second, second place, cancell?ed(?=\W*$), reject(?:ed|s) (?:us|our|the) ?(?:offer|proposal|bid|quote)?,
        lost(?! (?:touch|my|count|track|time|in|on the way|contact|him|her|them|interest|sight|his|the (?:file|email|thread|plot)|your|momentum)),
        closed[- ]lost,
        (?:did(?:n'?t| not)|couldn'?t|could not) (?:win|get|land|close|sign), no[- ]go,
        (?:is|it's|that's|'s) a (?:hard |firm |definite )?no, out of the running,
        not (?:moving forward|proceeding|going ahead|renewing|selected|going to happen|happening),
        isn'?t happening,
        (?:won'?t|will not) (?:be )?(?:happen(?:ing)?|proceed(?:ing)?|renew(?:ing)?|mov(?:e|ing) forward|go(?:ing)? ahead),
        no longer interested, stay(?:ed|ing|s)? with, st(?:ick(?:ing)?|uck) with, stuck with their, beat us,
        bought from, awarded (?:it )?to(?! us), we (?:got )?beat(?:en)?, didn'?t make (?:it|the cut),
        pulled out, dropped out, it's over, rip,
        shut(?:ting)? down(?=\W*$| (?:for good|completely|operations)), out of business, bankrupt,
        over us, <deal>(?: has| have)? passed(?=\W*$), declined (?:our|the|us), gone(?=\W*$),
        rejected (?:our|us), went with(?! us| our| (?:the |a |an |my )?(?:[a-z]+ ){0,2}(?:plan|option|package|version|tier|edition|model|bundle|phase|proposal|pilot|trial|variant|setup|scheme|module|quote|approach|size)s?(?![a-z])), gone with(?! us| our| (?:the |a |an )?(?:[a-z]+ ){0,2}(?:plan|option|package|version|tier|edition|model|bundle)s?(?![a-z])),
        (?:went|gone|going|signed) elsewhere, signed with(?! us| our| <deal>),
        (?:chose|picked|selected|going with|went for|opted for|switched to|moved to) (?:a |an |the )?(?:competitor|competition|rival|someone else|another|other|cheaper|incumbent|[a-z]+ instead),
        is dead(?! ?line| end), dead(?=\W*$), dead in the water, down the drain, off the table, is toast,
        (?:deal|it)(?:'s| is| has| just)? (?:dead(?! ?line| end| weight)|gone|lost|fell through|fallen through|killed|out(?=\W*$)),
        <deal>(?:'s| is| has| just)? (?:dead(?! ?line| end| weight)|gone|lost|fell through|fallen through|killed(?=\W*$)|out(?=\W*$)),
        dead deal, opted (?:for|against), walked(?=\W*$), fell through, fell apart, slipped away,
        walk(?:ed|ing) away, back(?:ed|ing) out, pulled (?:the plug|out), passed on us, turned us down,
        dropped us, no deal, decided (?:not to|against), (?:doing|do|handling|keeping|bringing|moving|taking|did) (?:it|this|that|everything|the project) (?:in[- ]house|themselves|internally),
        cancell?ed (?:the )?(?:project|purchase|it|deal), scrapped (?:the )?(?:project|it),
        killed (?:the )?(?:deal|project|it), said no(?! to| for now| at this| this time| not| yet| until| right now)(?![a-z]), told us no, we'?re out,
        (?:build|writ|develop|mak)(?:e|ing)? (?:(?:it|their own|theirs) )?(?:in[- ]house|themselves|internally)""",
)
