"""What speaks of leads in general, or of people who are none."""

from handlers.language.sentences.cues import any_of

# Of leads in general, and what is asked, ruled or denied of them.
NOT_NEW = any_of(
    zh="(?:^|线索|客户|商机)的?(?:流程|政策|优惠|背调|质量|要做) 没收到 没来(?!得) 多少(?!钱) 几个 几条 有几家 哪些 分配 怎么 谁 [?？]\\W*$ 吗\\W*$ 规则 上限 没有新 没新 本周新 本月新 不是新 导出 模板 专长 擅长 技能 本人 复盘 目标",
    en="leads for, might(?! (?:buy|need|want|be interested)), didn'?t, process, assignment, quality, template, scoring, how many, which, rules?, routing, any new, no new, where, don't, release, limit, cap, new (?:customer|client|deal|account|one) (?:wants|asked|said|signed)",
)

# What follows the words for a new lead and is no name: a time, a count, a list, what is asked of all of them.
GENERAL = any_of(
    zh="""^\\W*的?(?:本|上|这|今|下|去|最近|近|当)个?(?:周|月|季度?|年|天|日|几天|期) ^\\W*的?(?:有|还有)?(?:几|多少|哪|谁|啥|什么|没人|都|列表|清单|统计|汇总|情况|数量|数(?=\\W|$)|时长|平均|多久|超时|分布|占比|比例|名单|明细|转化|响应|公平|分配|来源(?:分析|分布|占比)|公海|池|欢迎会|见面会|座谈会|答谢|优惠|活动|礼包|福利|政策|模板|流程|培训|投诉)
        (?:几条|几个|几家|多少|有哪些|多久|没人(?:要|跟|领|认领|理)|几点|什么时候)(?:了|呢|吗)?\\W*$""",
    en="""^\\W*(?:s )?(?:customer |client |account |lead |deal )?(?:this|last|next|by|per|count|conversion|response|distribution|unclaimed|unassigned|list|report|stats|numbers?|won|lost|closed|total|today|yesterday|so far|dinner|lunch|breakfast|drinks|event|party|meeting|kick-?off|onboarding|welcome|portal|login|page|policy|survey|deck|training|discount|offer|promo|success)(?![a-z]),
        (?:won|lost|closed|created|added|unclaimed|signed|count) (?:this|last|in|today|so far|since) ?[a-z0-9]* ?\\W*$, (?:this|last) (?:week|month|quarter|year)\\W*$""",
)
# Who comes and buys nothing: sellers, job seekers; and what was there before.
NO_BUYER = any_of(
    zh="推销 卖保险 猎头 应聘 求职 快递员 骚扰电话 诈骗 骗子 又来催 续约 续费 再次",
    en="recruiter, headhunter, job offer, wants? a job, selling us, pitching us, spam, scam, again",
)
