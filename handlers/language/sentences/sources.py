"""Where a new lead came from."""

import re

from handlers.language.sentences.cues import any_of

_SOURCES = (
    ("webinar", any_of(zh="研讨会 线上会议 网络研讨 线上课", en="webinars?")),
    ("livestream", any_of(zh="直播间 直播", en="live ?streams?")),
    (
        "trade_show",
        any_of(
            zh="展会 展览 博览会 工博会 广交会 展位 展台 进博会 行业会 峰会 论坛 交易会",
            en="expo, messe, trade ?shows?, trade ?fairs?, fair, booth, exhibition, show, conference, summit, convention",
        ),
    ),
    (
        "partner",
        any_of(
            zh="渠道 代理商 合作伙伴 经销商介绍",
            en="partner(?:s)?(?: channel| referral)?, channel, reseller, distributor",
        ),
    ),
    (
        "referral",
        any_of(
            zh="转介绍 介绍 推荐 熟人 引荐 牵[的了过]?个?线 老客户(?=<deal>) 推了 推给 内推 老客户带 朋友带",
            en="refer(?:s|red|ral|ring)?, intro(?:s|duced|duction|duces)?, intro'd, word of mouth, recommend\\w*, put us in touch, (?:via|through|from|thanks to) <deal>, <deal>(?:'s)?(?: [a-z]+)? sent, (?:sent|pointed|steered|directed) .{0,40}?(?:our|my) way, ref(?:'d)? by, ref <deal>, <deal>(?:'s)?(?: [a-z]+){0,3} (?:pointed|passed|told|gave|hooked|connected|suggested|mentioned|sent)",
        ),
    ),
    (
        "website",
        any_of(
            zh="官网 网站 网页 表单 在线留言 留资",
            en="webs?i?te, web ?site, web ?form, contact form, landing page, via web, sign[- ]?ups?, signed up, demo request, filled (?:in|out) (?:the|a|our) form, (?:our|the) site, homepage",
        ),
    ),
    (
        "cold_call",
        any_of(
            zh="陌拜 陌电 地推 电话开发 陌生电话 冷呼 冷call 扫街 扫楼 陌生拜访",
            en="cold[- ]?call\\w*, outbound call\\w*",
        ),
    ),
    ("cold_email", any_of(zh="开发信 陌生邮件 冷邮件", en="cold[- ]?e-?mail\\w*, outbound e-?mail, cold outreach")),
    (
        "inbound_call",
        any_of(
            zh="来电 打电话(?:来|进来|过来|咨询) 电话进来 400 热线 打进来 打过来 打到(?:前台|总机|公司|热线) 打(?:了)?电话(?!给) 接[了到]?[一个通]{0,2}电话",
            en="called (?:in|us|about|asking|to ask|our), hotline, inbound call, phoned (?:in|us), rang(?: in| us)?, call from, rang our",
        ),
    ),
    ("linkedin", any_of(zh="领英", en="linkedin(?: dm| message| post)?, li (?:message|dm|post)")),
    ("twitter", any_of(zh="推特", en="twitter, tweet\\w*")),
    (
        "ad",
        any_of(zh="广告 百度 投放 信息流 抖音 推广", en="ads, ad, ad campaign, google ads?, adwords, facebook ads?"),
    ),
    ("wechat", any_of(zh="加.{0,3}微信 微信(?!同号|号|[:：]|\\s*\ue009) 公众号 视频号 朋友圈", en="wechat")),
)
# How a source is told of: without one of these a word of it may be what the company wants.
_CAME = any_of(
    zh="来的 来源 来了 进来 上的? 里 认识 加的? 聊 拿 收 碰到 遇到 推荐 介绍 引荐 牵线 牵的线 老客户(?=<deal>) 推了 推给 咨询 留资 线索 询盘 表单 渠道 通过 从 来自 经 拓 拜 呼 开发 找 来电 打 投放",
    en="""from, off, via, through, thru, at, by, source, found us, came, referr?\\w*, intro\\w*, met, lead, inbound, filled, signed, downloaded, replied, reply, responded, called,
        cold\\W?\\w*, recommend\\w*, in the, on, saw our, request, phoned, rang, channel, partner, word of mouth, joined, attended, watched, registered, sent, saw, heard, tweeted, contacted, click\\w*, passed, pointed, told, gave, suggested, mentioned""",
)
# What only leads to a source, or follows it.
_BY_WAY_OF = re.compile(
    r"^(?:(?:it|just|came|comes|coming|in|through|via|thru|from|by|off|over|at|on|the|our|a|an)\b\s*|[从通过由是在]|我们)+|(?:上|里)?(?:过来|进来|来)?的?$"
)


def source_of(text: str) -> str | None:
    """Return where a lead came from, where a piece of text tells that."""
    if len(text) > 16 and not _CAME.search(text):
        return None
    return next((key for key, words in _SOURCES if words.search(text)), None)


def only_source(text: str) -> bool:
    """Whether a text says nothing but where somebody came from."""
    source = _BY_WAY_OF.sub("", text)
    return any(words.fullmatch(source) for _, words in _SOURCES)
