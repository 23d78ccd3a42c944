"""Why a deal was lost: learned from the words people have for it; and which words tell nothing of it."""

import re

from handlers.language.opinion import learned, opinion, said
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM
from handlers.language.shape import Clause, Shape

_PRICE = any_of(
    zh=r"""平(?:過|过|啲|三成) 差在报价 (?:地板|跳楼|白菜|底|甩卖)价 不值.{0,3}钱 费钱 报[价得的]?(?:太|也太|有点|实在)?离谱 报价[^，,。]{0,4}比下去 比(?:我们|咱们?)(?:少|便宜|低) (?:年费|费用|成本|单价|收费|价位|总价|报价|价)[^，,。]{0,4}(?:高|贵|吃不消|接受不了|承受不起|太多|超) 贵 <amount>.{0,3}(?:接受不了|太多) 砍价 还价 (?:便宜|低|少|降|让)了?(?:<amount>|<percent>|<discount>|一半|[一二三四五六七八九]成) 折扣 超出?(?:了)?(?:他们的?)?(?:心理)?(?:价位|预期价) 比价 太贵 嫌.{0,4}贵 贵了 偏贵 更贵 价格 价钱 低价 便宜 报价(?:太|偏|比)?.{0,6}高 高(?:了|出)?<amount> 贵(?=了|\W|$|<) 报价.{0,6}低 报.{0,3}高(?:了|\W|$) 差了?<amount> 没有?优势 (?:不值|不肯出)(?:这个|这么)?[价多] 白送 让利
        (?:对方|对手|竞品|友商|人家|别家|同行)[^，,。]{0,6}(?:降了?|打了?|让了?|低了?)(?:<discount>|<percent>|<amount>|[一二两三四五六七八九\d]成?折?) <discount>.{0,8}(?:给不了|做不到|拿不出|不行|没批) 给不了.{0,4}<discount>
        价(?:太|偏)?高 价低 压价 杀价 降价 性价比 免费 对面<amount> 比(?:我们|咱们?).{0,4}低
        低(?:了|我们|咱们?).{0,4}[成%万点] 谈不拢价""",
    en=r"""expnsive, freebie, for free, (?:percent|<percent>) above, \dk difference, pricey, too ex, cheapest, (?:above|over|beyond) (?:their|what they) (?:number|target|figure|limit|can|could|wanted|had), steep, (?:<amount>|<percent>|\d+%) (?:less|lower|cheaper|below|under|higher|more)(?! likely), half the (?:cost|price|money), for less, too dear, rates? (?:too|were|are), more than they, quote(?:d)? (?:too|lower|less|was), couldn'?t (?:beat|lower|drop|reduce|match), out of (?:their )?(?:price )?range, budget price, value for money, pric(?:e|es|ed|ey|y|ing), expens\w*, (?:nearly |almost |about )?(?:double|twice|triple|three times), too (?:much|expensive|high), (?:most |more |so )?expensive,
        cheap(?:er|est)?, undercut(?:ting)?, underbid\w*, cost(?:s|ly)?(?![- ]cut| overrun), lower (?:bid|offer|quote), outbid,
        discount(?:s|ed)?, couldn'?t (?:match|come down|go (?:that )?low\w*|go down), better deal, sticker shock, margin\w*, pay that much, for <amount>, <discount>, \d+% off, half our, low[- ]?ball(?:ed)?""",
)
_BUDGET = any_of(
    zh=r"先紧着 (?:投入|支出|开支)[^，,。]{0,3}(?:砍|停|压|缩|减) (?:钱|款|费用|资金|经费)(?:都|还|也)?(?:没|未|不)(?:有)?(?:批|到位|下来|给批) 不(?:想|愿意?|肯|舍得)(?:花|掏|出|投)(?!时间|精力) (?:一分钱?|钱)[^，,。]{0,4}不[^，,。]{0,4}[花掏出] (?:把)?钱(?:都|先)?(?:花|投|用)[在到去] (?:没|无)(?:有)?(?:预算|钱|资金|经费) 费用(?:批不下来|没批) 勒紧 缩衣节食 (?:钱|款|经费)(?:批不下来|没下来|没到位|不够) 花不起 裁员省钱 省钱 没批(?:下来)?(?:钱|款|预算|经费) 预算 拨款 资金链? 缩减 冻结 没钱 没有钱 缺钱 经费 (?<!项目)(?<!需求)砍(?:了|掉)(?!.{0,2}项目) 断粮 现金流 钱紧 资金紧 降本 没批钱 财务紧 付不起 拿不出钱 钱不够 不批钱 (?:没有?|不肯|不愿意?|舍不得)(?:花|掏|出)钱 (?:财务|上面|领导|老板|董事会|总部)(?:那边|那里)?(?:没有?批|不批|卡(?:了|掉)|否了)",
    en=r"""can'?t fund, funding, (?:no|without) (?:money|funds|funding|budget), spending, tighten\w*, cutbacks?, can'?t pay, downturn, (?:money|cash|funds?)(?: is| are|'s)? (?:tight|gone|out|short), financial(?:ly)?, pulled the (?:money|funding|funds), budgets?, funding, funds, no (?:more )?money, out of money, ran out of (?:money|cash|budget), no cash, (?:new |all |no (?:more )?)+spend(?:ing)?, spend(?:ing)? (?:freeze|cuts?),
        froze, frozen, freeze, cash, capex, opex, cost[- ]cutting, (?<!the )cuts?(?! the), can'?t afford, couldn'?t afford,
        not funded, unfunded, (?:finance|cfo|board) (?:\w+ )?(?:didn'?t|won'?t|wouldn'?t|did not) (?:approve|sign off|release|fund), money, (?:don'?t|didn'?t|doesn'?t|no longer) have (?:the |any |enough |that |much )?(?:money|budget|funds?|funding|cash)""",
)
_FEATURE = any_of(
    zh=r"""支持不足 没有本地 证书过期 案例少 产品[^，,。]{0,3}(?:重|复杂|简单|老旧|难用) 用不(?:上|惯|顺) 掉线 系统[^，,。]{0,3}[卡慢崩] (?:我们|咱们?)(?:这边|目前|现在|暂时)?(?:还|都|也)?(?:给不了|做不了|不行|不支持|没有|没法|搞不了|弄不了|缺)(?!.{0,4}(?:优势|机会|时间)) (?:要|需要|要求|必须|得)[^，,。]{0,2}(?:支持|适配|兼容|驻场|对接|部署|本地|私有) (?:对|接|连|集成|打通|适配)不(?:上|了|通|起来) (?:没|冇|无|缺)(?:有)?(?:移动端|手机端|安卓|ios|app|小程序|英文|接口|功能|模块|资质|认证|证书|报表|多语言|离线|国产化|信创|等保) 信创 等保 国产化 系统(?:太)?(?:慢|卡|不稳) 不(?:好用|稳定|灵活|适用|匹配) 产品力 (?:功能|产品|技术|性能|体验)(?:上)?(?:不|差|弱|没|跟不上|达不到) 用不了 实现不了 定制不了 缺 兼容 性能(?!源) 技术(?:分|方案|评分|得分)?.{0,2}(?:低|差|不行|弱|垫底) 对接(?!人|的人|口人) 接口 功能 不满足
        满足不了 不支持 缺少 少.{1,8}(?:模块|功能|端) 技术分
        没有?.{1,8}(?:模块|能力|接口|端|功能|版本|认证|私有化|离线) 集成不了 做不到 达不到 (?:没|没有|无)小程序 做不了 太卡 卡顿 翻车 资质不(?:够|符|全) (?:测试|poc|试用|试点|验证)(?:没|未|不)(?:有)?(?:通)?过 (?:没|没有|缺|无).{0,6}(?:资质|认证|牌照|小程序|英文版|app|案例)
        不符合(?:需求|要求) 产品不行 产品不(?:符|匹配|合适) 私有化 本地化部署""",
    en=r"""(?:was|is|were)(?:n'?t| not) up to, insufficient, no \w+ hosting, can'?t (?:talk|speak|connect) to, offline, soc ?2?, iso ?\d*, hipaa, gdpr, fedramp, (?:trial|pilot|poc|test|evaluation|benchmark)s?[^,.;]{0,24} (?:poor|bad|badly|fail\w*|weak|disappoint\w*), too (?:complex|complicated|rigid|heavy|basic|limited|hard to use), not good enough, (?:need|needs|needed|want|wants|wanted|require[sd]?) [^,.;]{0,24}(?:complian\w+|certifi\w+|servers?|hosting|language|warranty|version|interface|connector|support|app)(?![a-z]), (?:our|your) (?:\w+ ){1,3}(?:has|have|had) no, we (?:have|had|'ve got|don'?t have) no \w+(?<!time), (?:we|that we) (?:can'?t|don'?t|couldn'?t|didn'?t|do not|cannot) (?:yet )?(?:have|give|offer|show|do|support|provide|cover|deliver), (?:can|could|does|do|did|would)(?:n'?t| not) (?:do|handle|support|integrate|offer|provide|connect|run|work|meet|cover|scale|sync)(?! price)(?!\w), no (?:mobile|native|local|offline|arabic|chinese|android|ios|api|sso|saml|audit)\w*(?: \w+)?, without (?:an? )?(?:api|sso|app|mobile), sso, saml, product (?:was|is|isn'?t|wasn'?t|doesn'?t), clunky, buggy, (?:too |so )?slow(?=\W*$| in| for them), security (?:review|audit|requirements?), usability, ui, ux, not (?:flexible|stable|mature|compatible), features?, feature gaps?, missing, doesn'?t support, don'?t support, not support(?:ed)?,
        no support for, lack(?:s|ed|ing)?, integrations?, integrate\w*, (?:app|system|product|software|platform|demo|tool) (?:was|is|were|too|ran|felt) (?:too |very |so )?(?:slow|buggy|laggy|clunky|complex|hard), crash\w*, fail(?:ed|s|ing)? (?:the|their|our|a) (?:\w+ ){0,2}(?:review|test|audit|poc|pilot|trial|evaluation|assessment|check),
        no (?:\w+ )?(?:version|app|module|certification|support|integration|feature)s?, don'?t do (?:that|it|this), (?:didn'?t|don'?t|couldn'?t) meet, on-?prem\w*, (?:couldn'?t|don'?t|can'?t) (?:offer|provide|deliver|customi[sz]e|integrate), certifi\w+,
        no (?:sso|api|mobile|offline|on-?prem\w*|arabic|connector), gaps?, couldn'?t do, can'?t do,
        can'?t handle, functionality, product fit, not a fit, compatib\w+, scalab\w+, requirements?,
        (?<!they )(?<!they still )(?:don'?t|didn'?t|doesn'?t) have(?! (?:the |any |enough |that |much |a |an )?(?:owner|sponsor|champion|need|people|staff|resources?|interest|money|budget|funds?|funding|cash|time)), performance""",
)
_IN_HOUSE = any_of(
    zh=r"""自行开发 自己[攒养] 内部[^，,。]{0,4}(?:有|现成|弄|搭|做) (?:自己|自家|他们|公司|内部|集团|总部|自有)(?:的)?(?:it|技术|研发|开发|信息|工程|软件)?(?:部门?|团队|人|组|中心|程序员|工程师)[^，,。]{0,6}(?:做|开发|搞|写|弄|搭|干|研发|来) (?:招|请)了?[^，,。]{0,6}(?:程序员|开发|工程师|码农|技术)[^，,。]{0,6} 自己(?:人|写|搭|来|干|整) 自研 自建 自己.{0,8}(?:做|开发|搞|弄|干|搭|研发|写|来) 自家.{0,6}(?:做|开发|搞|团队)
        内部(?:自己)?(?:开发|团队|做|搭|研发|消化|解决) (?:集团|总部|母公司|上级|总公司)(?:统一|有|要求用|的|自己|那边)[^，,。]{0,4}(?:自研|开发|系统|平台|建设|软件) 程序员 用集团 自主研发 in-house""",
    en=r"""built their own, hires? (?:\w+ )?(?:developers?|engineers?), (?:manual(?:ly)?|by hand|(?:stay|stick)\w* with paper), (?:interns?|dev(?:s| team|elopers?)?|engineers?|coders?|programmers?|it (?:team|dept|department|guys|people|folks)|internal team)(?: there)? (?:\w+ ){0,3}(?:code|cod|build|do|doing|develop|mak|writ|handl|run)\w*, (?:its|their|his) own (?:\w+ )?(?:engineers?|developers?|devs?|team|people|staff|it|tool|one|version|system|guys|department), (?:engineers?|devs?|developers?|it (?:team|dept|department|guys)) (?:will |are |is |to |can |would )?(?:build|do|mak|writ|develop|handl)\w*, (?:do|doing|did|build|building|built) it (?:on )?their own, in[- ]?house, themselves, themself, internal(?:ly)?,
        (?:build|write|develop|writ|mak)(?:ing|e)? (?:it|their own|its own),
        own (?:team|solution|tool|system|software|platform|it|thing|people|engineers|version), diy,
        homegrown, their it, (?:hired|hiring) (?:\w+ ){0,2}(?:developers?|engineers?), excel, spreadsheets?, (?:parent|group|hq|headquarters)(?: company)?(?:'s)? (?:\w+ ){0,3}(?:system|platform|tool|solution), roll(?:ing)? their own""",
)
_COMPETITOR = any_of(
    zh=r"""另觅 第三方 原[厂廠] 已采购 换供应商 二号候选 关系没 捷足先登 另外?一家 (?<![未没])中选 (?:败给|不敌|惜败|败北|败于) [签抢拿截撬挖吃带夺]走 (?:统一|改|换|全部|都|已经|转)用(?!户|途|自) 改用 (?:是)?(?:同学|老乡|战友|亲家|表[哥弟]|小舅子|连襟|发小|朋友开) 第一名 (?:签|用|选|定|买)(?:了|的是)(?!我|咱|合|约|字|个|一|两|三|几|半|\W|$) 抢(?:走|咗|了|先) 中标 截胡 撬走 (?:被|让|给|俾|畀|比)[^，,。]{1,8}(?:抢|截|撬|挖|签|吃|拿) 转(?:投|用|去|向) 那家 竞品 [揀拣][咗了] 没[抢争拼干打比]过 [签用选定]的(?:是)?(?!我|咱|合|约|字|时|\W|$) (?:让|被|给)[^，,。]{1,8}(?:截|拿走|抢|撬|挖|签走) 竞争对手 竞对 对手 友商 对家 同行 别家 别人 另一家 另外一家 其他家 其他供应商 老供应商
        原供应商 (?:原来|以前|之前|老)的(?:供应商|那家|系统|平台) 给了(?!我|钱|时间) 跟(?!我|咱)[^，,。]{2,6}签 亲戚 熟人 输在关系 没关系 用的是 定了(?=[^，,。我们]{2,5}$) 输给 丢给 被.{1,10}(?:抢|拿|截|撬|签|挖) 选了 选择了
        中的是(?!我|咱) (?<![总长人导板理管])换了(?!.{0,2}长|老板|领导|人|负责人|.?总|主任|经理|采购|ceo|cto|cio|cfo|系统) 用了 转投 签了别 (?:中标|入选|选中|签约)的是 关系户 有关系 关系(?:太|更|很)?(?:硬|好|铁)
        内定""",
    en=r"""(?:inked|signed?|contract)(?: an?| the| deal| contract| up|\W)* with (?!us\b|me\b|our), sign(?:ed)? some(?:body|one) else, (?:the )?other (?:lot|one|provider|supplier|contract|people)(?! (?:day|hand|thing)), own supplier, global supplier, nephew, mate of, stay with what, sticking with what, they go with, sided with, winner (?:is|was), (?:snatched|poached|stole), [a-z][\w&.-]+ (?:won|took|landed|bagged|grabbed) (?:it|this|the), (?:chose|choose|choosing|picked|picking|selected|buying|bought|renewing|renewed) (?:with |from )?(?!us)[a-z]\w+, loyal, (?:liked?|preferr?(?:ed|s)?|loved?) [a-z][\w&.-]*['’]s, (?:liked?|preferred|loved) [^,.;]{1,30} (?:better|more), (?:has |have )?gone to (?!us), already (?:use|using|have|paying|pay|run|running|bought), (?:another|other|different|cheaper|local) (?:vendor|supplier|provider|option|product|solution|tool|platform), compet\w+, rivals?, (?:awarded|gave|given|handed|went) (?:[a-z]+ ){0,3}to (?!us), (?:beaten|edged out|outbid|knocked out) by, went with, gone with, going with, chose, picked, selected, signed with,
        switched, stay(?:ed|ing) with, incumbents?, someone else, another vendor, other vendors?,
        elsewhere, existing (?:vendor|supplier|provider), lost to, beat us, opted for, awarded to,
        over us, renewed with, got it, has it, inside track, ^\W*(?:just |we |sadly )*lost (?:out )?(?:it |<deal> |this |that one )?to (?!doing|nothing|no |inaction|the status)[a-z], relationships?, (?:current|old|present|previous) (?:vendor|supplier|provider|partner|system), other (?:guys|side|party)""",
)
_TIMING = any_of(
    zh=r"""交期 [交工]付?周期 (?:实施|交付|上线|供货|开发)?周期[^，,。]{0,3}长 (?:上线|交付|交货|实施|开发)(?:得|的)?(?:太|偏|有点)?慢 上不了线 观望 今年[^，,。]{0,4}不(?!是|够|错) (?:拖|推|延|放|挪|押|顺延|搁)(?:到|至|去)(?:<date>|后年|明年|下半?年|年后|以后) 后年 无限期 (?:暂时|目前|现在|短期)(?:内)?(?:不|没|先) (?:还|时候|时间|条件)(?:没|未|不)(?:到|成熟) 等等再 再说 太急 时机 <date>(?:先|就|再|才|都)?(?:不|再说|再看|再议|再谈|再考虑|没(?!钱|预算)) (?:等|推到|拖到|放到|延到)<date> 不急
        优先级 延期 推迟 推到 明年 下半年 今年(?:先)?(?:就)?不(?!是) 今年(?:内)?没 搁置 暂停 暂缓 缓一缓
        缓缓 以后再 过段时间 太晚 来不及 等不及 先不(?:上|做|搞|考虑|买) 往后放 时间不合适 时间点 没时间
        没空 还早 太早 年后 (?:没|未|没有)准备好 (?:没|无)精力 赶不上 赶不及 周期太长 (?:交期|工期|交付)(?:太|赶)?[^，,。]{0,2}(?:长|慢|晚|紧) 时间(?:太)?(?:紧|赶|短) 顾不上 无限期 人手不够 忙不过来""",
    en=r"""delivery times?, wrong time, rather wait, (?:want\w*|prefer\w*|decided|going|has|have) to wait, wait(?:ing)? (?:a|another|it out), (?:after|before|until|till) the (?:audit|merger|summer|holidays?|election|move|new), (?:for|in) (?:this year|(?:a|two|three|\d|a couple of) years?), (?:to|until|till|for|in) (?:20\d\d|next (?:year|fiscal|quarter|budget cycle)|the new year|q[1-4]), (?:pushed|delayed|moved|put|kicked|parked) (?:\w+ ){0,3}(?:to|until|till|off|back|indefinitely), indefinitely, (?:wrong|bad|poor) timing, too (?:soon|early|late), (?:other|different) priorities, no time, not a priority, maybe (?:next|later), on the back ?burner, timing, (?:aren'?t|isn'?t|weren'?t|not) ready, (?:too |really |so )?busy, look (?:at it )?again, deadlines?, (?:couldn'?t|can'?t) (?:deliver|start|go live|make it) (?:in time|by|before), lead time,
        (?:until|till|before|to|in) 20\d\d, (?:until|till|wait for|before|revisit(?: in)?|push\w* (?:it |this |that |everything )?(?:out |back )?to|back in|again in|sometime in|maybe) <date>,
        not (?:until |till |before |in )?<date>, (?:not|no) this (?:year|quarter|time), postpon\w*, this (?:year|quarter|fiscal)(?=\W*$), next year, not now, on hold, delay\w*, too late, too early, too slow(?= to respond| to reply| responding|\W*$), bad time,
        push(?:ed)? (?:it )?(?:out|back), later, (?:not the )?right time, shelved,
        priorit\w*, not ready, next (?:quarter|fiscal), on ice, deferred, parked, no bandwidth, revisit,
        wait until, paused, headcount, after the (?:merger|audit|migration)""",
)
# Reasons of no kind above.
_OTHER = any_of(
    zh=r"""统采 爆雷 不景气 立项 项目撤销 没有?需求 没必要 不建了 换了?领导 意见不(?:统一|一致|合) 要?搬[到去走] 家数不够 政策变 (?:没|未|不肯?|不愿)(?:明)?[说讲透给][^，,。]{0,4}(?:原因|理由|为什么|为啥) (?:原因|理由|为什么|为啥)[^，,。]{0,6}(?:没|未|不)(?:明)?[说讲透给知清明] (?:老总|老板|领导|负责人|总经理|厂长|院长)[^，,。]{0,3}换 搬厂 (?:老板|老总|负责人|对接人|联系人|项目经理|经办|采购|领导|厂长|院长|总经理|关键人)[^，,。]{0,6}(?:跑路|走|离|换|调|退|辞|被抓|出事|没了|变动) 跑路 没人(?:管|接|对接|跟) 组织(?:架构)?调整 架构调整 换人 出事 官司 诉讼 合规 换老板 换领导 换负责人 换(?:了)?人 换了?(?:厂长|院长|校长|总经理|采购|对接人) 换届 换了.?.长 倒了 (?:公司|厂子|店)[都已经]*没了 谈不拢 没谈拢 谈崩 不同意 新老板 新领导 新来的?[^，,。]{0,6}[总长理任] 叫停
        离职 (?<![签抢拿截撬挖吃带夺])走了 调走 [处总长理任工]退了 没人推 退休 人事 破产 倒闭 清算 关门 停业 注销 统一采购 集采 被收购 收购 合并 重组 并购
        项目取消 项目(?:砍|停|没)了? 取消了 付款(?:方式|条件) 账期 条款 合规 法务 资质 政策 监管 搬迁
        没说原因 不说原因 原因不明 没给原因 没有?理由 失联 联系不上 没消息 没下文 没回音
        不回(?:复|消息|微信)? 拉黑""",
    en=r"""went bust, in administration, withdr(?:ew|awn) the, veto\w*, (?:champion|sponsor|contact|buyer|advocate|director|manager|owner|ceo|cto|cfo|cio|coo|boss|head|guy|lead|vp)[^,.;]{0,24} (?:left|quit|resigned|moved on|retired|was fired|got fired|changed|is gone|departed), reorg\w*, restructur\w*, reorgani[sz]\w*, (?:two|three|several|\d+) (?:weeks|months) of silence, (?:no|zero) (?:reply|answer|contact), lawsuit, politics, champion (?:left|quit|resigned|gone|moved), (?:couldn'?t|didn'?t|never) agree\w*, quit, resigned, (?:left|leaving) the (?:company|business|firm),
        (?:new|replaced|changed|fired|different) (?:\w+ )?(?:ceo|cfo|cto|coo|cio|boss|owner|management|leadership|director|head|vp),
        bankrupt\w*, insolven\w+, shut(?:ting)? down, out of business,
        clos(?:ed|ing) (?:down|the (?:plant|office|site|factory)), acquired, acquisition,
        merg(?:ed|er|ing), bought by, taken over, payment terms, contract terms, terms, liability, legal,
        compliance, regulat\w+, data residency, no reason(?: given)?, didn'?t say why, no idea why, no interest, not interested, (?:plant|office|site|factory|branch|store|business|company|unit)[^,.;]{0,30} (?:is|are|was|being) clos(?:ed|ing), nobody (?:\w+ ){0,2}wants?, (?:wouldn'?t|won'?t|refused to) say why,
        (?:went|gone|going|go|goes) (?:silent|quiet|dark|cold), ghost(?:ed|ing), unresponsive,
        stop(?:ped|s)? (?:replying|responding|answering|returning), never (?:replied|responded), no response, relocat\w+,
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
_BECAUSE = re.compile(
    r"(?:原因是?|理由是?|因为|由于|主要是?|因|\b(?:reasons?(?: is| was| being)?|because(?: of)?|bc|cos|due to|since|owing to)\b)\s*[:：]?\s*"
)
# What tells that a deal was lost, or to write it down, and nothing of why.
_ZH_LOST = """<deal> 这个?单子? 那个?单子? (?:丢|失|输|死|关|跑|飞|掉)[单標标] [丢失输黄凉飞死掉崩吹挂败没冇跪散](?:掉|透|没)*[了咗啦咯]+ 凉凉 泡汤 告吹 谈崩 没戏 落标 没中标? lost dead
    (?:没|未能?|没能|不)(?:签|买|要|做|上|成|搞|谈成|签成|谈拢|拿下|搞定|考虑|合作|采购)(?:下来|成)?我?们?了? 关(?:掉|闭|了) 出局 标(?:记|注)?(?:为|成|一下|作)? 记(?:为|成) 处理 吧"""
_EN_LOST = """<deal>, (?:we|i)(?:'ve| have| just|) (?:lost|lose), lost, closed lost, (?:is |'s |’s |has |was |just )*(?:dead|gone|lost|over|off|out), fell through, (?:mark|close|set|put|move)\\w*(?: it| this| <deal>)?(?: as| to)? (?:lost|dead), please, pls"""
_LOST = any_of(zh=_ZH_LOST, en=_EN_LOST)
# Words beside them that tell nothing of why either.
_BARE = any_of(
    zh=_ZH_LOST
    + """<date> 单子? 商机 项目 结束 放弃 改成 按 算 把 被 就 都 也 还是 最后 最终 今天 终于 已经? 决定 确认 正式 彻底 明确 通知 告诉 汇报
        我们? 咱们? 他们 人家 对方 客户 那边 这边 大家 各位 很?遗憾 可惜 唉 哎 抱歉 对不起 不好意思 坏消息 麻烦 请 说 了 的 啊 啦 咯 是""",
    en=_EN_LOST
    + """, <date>, is, are, was, were, be, has, have, had, been, got, 's, ’s, 've, we, i, they, it, us, them, you, that, this, one, the, a, an, so, and, as, to, at, on, from, for, of, with, in,
        losing, loss, down, killed, no, nope, not, won't, isn't, didn't, no longer, going, go, went, ahead, happen\\w*, proceed\\w*, renew\\w*, moving, forward,
        said, says, told, chose, decided, declined, reject\\w*, turned, passed, walked, pulled, backed, plug, rip, finally, final, officially, any ?more, already, now,
        close[sd]?, closing, mark\\w*, deal, account, bid, tender, opportunity, opp, customer, client, sorry, sad\\w*, unfortunately, news, bad, team, guys, all, well, ok, thanks""",
)
_WORD = re.compile(r"[a-z0-9\u3400-\u9fff\ue006]{2}|[\u3400-\u9fff]")
MOSTLY = 0.5
SURE = 0.6  # how likely a reason is; one that is less likely is asked
_FIRST, _LONGEST = 8, 24  # clauses that are looked at, and letters of what is cut from their end
# What is said not to be why.
_NOT_WHY = re.compile(
    r"\bnot (?:about |because of |on |the |our )*(?:price|pricing|cost|money|budget|timing|features?|product)\b|(?:不是|并非)(?:因为)?[^，,。]{1,6}(?=[，,。])"
)


def reason_for(shape: Shape) -> tuple[str | None, bool]:
    """Return the kind of reason a line gives for a loss, None where it gives none, and whether that is sure."""
    chances = learned("reasons").chances(reason_cues(shape))
    likeliest = next(iter(chances))
    return None if likeliest == "none" else likeliest, chances[likeliest] >= SURE


def reason_cues(shape: Shape) -> set[str]:
    """Return what may speak for a reason: what is said, and of which reasons the best known words stand in it or behind "because"."""
    line = _NOT_WHY.sub(" ", shape.line)
    because = _BECAUSE.search(line)
    behind = line[because.end() :] if because else ""
    known = {f"={kind}" for kind, words in REASONS if words.search(line)}
    return said(shape.line) | known | {f"=because {kind}" for kind, words in REASONS if words.search(behind)}


def why_lost(shape: Shape, *, known: bool) -> str:
    """Return what a line tells beside that a deal was lost, in the writer's words; where they are of no `known` kind, only what may be why."""
    told = [
        piece
        for clause in shape.clauses()[:_FIRST]
        if (piece := _piece(shape, clause)) and (known or not _of_the_loss(shape, clause))
    ]
    return ("，" if any(not piece.isascii() for piece in told) else ", ").join(told)


def _of_the_loss(shape: Shape, clause: Clause) -> bool:
    """Whether a clause says by itself no more than that the deal was lost, or nothing."""
    if _BECAUSE.search(shape.line, clause.start, clause.end):
        return False
    alone = opinion(Shape(shape.words(clause.start, clause.end), shape.scene))
    return alone["deal_lost"] >= MOSTLY


def _piece(shape: Shape, clause: Clause) -> str:
    """The words of a clause without those of the loss at its beginning and end."""
    line, start, end = shape.line, clause.start, clause.end
    if because := _BECAUSE.search(line, start, end):
        start = because.end()
    if not _WORD.search(_BARE.sub(" ", line[start:end])):
        return ""
    while start < end and (line[start] in TRIM or _LOST.match(line, start, end)):
        lead = _LOST.match(line, start, end)
        start = lead.end() if lead else start + 1
    while last := next(
        (one for one in _LOST.finditer(line, max(start, end - _LONGEST), end) if one.end() == end), None
    ):
        end = last.start()
    return shape.words(start, end).strip(TRIM)
