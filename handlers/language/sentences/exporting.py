"""Files people want of the team's book."""

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said
from handlers.language.sentences.periods import of_whom
from handlers.language.shape import Shape

_FILE = any_of(
    zh="""(?<!领)导出 导一下 导一?[份个张] 导成 导个 导下 下载 拉(?:个|一份|一下|张|一张|份)?(?:表|excel|清单|数据|名单|报表|明细)
        生成[^，,。]{0,8}(?:表格|excel|报表|表) (?:发|给|要|出|做|来|整理)[^，,。]{0,10}(?:excel|表格|csv|电子表|xlsx|文件)
        (?:一份|一张|个|成)(?:excel|表格|电子表格|csv|xlsx|表) (?:excel|csv|xlsx)(?:表|版|格式|文件)? 表格(?:形式|版|格式) 打包(?:发|下载) 电子表格
        输出(?:成|为|一份)""",
    en="""export\\w*, download\\w*, csv, excel, xlsx?, spreadsheet, as (?:a )?file, in a file, dump(?: of)?,
        data extract, extract (?:of|the|all|my),
        (?:send|give|get|email|mail) (?:me )?(?:a |the )?(?:file|sheet|report file), google sheet, sheet (?:of|with),
        pull (?:a )?report, to (?:a )?(?:file|sheet)""",
)
_NOT = any_of(
    zh="不用 别 不要 客户(?:要|让|想|的) 他们(?:要|想) 无需 不需要",
    en="don'?t, not, no need, they, customer, client wants, <deal> (?:wants|needs|asked|asks)",
)
# What is in the file: the more special first, its plain word last.
_WHATS = (
    ("leaderboard", any_of(zh="排行 榜 排名", en="leader ?board, rankings?, standings")),
    (
        "won",
        any_of(
            zh="成交 赢单 签约 赢(?:的|下|了) 签(?:了|下|单) 成单 拿下 业绩",
            en="won, closed, wins, closed[- ]won, signed, (?:deals )?we (?:won|closed|signed), bookings, sales",
        ),
    ),
    (
        "lost",
        any_of(zh="丢单 丢(?:的|了|掉) 输单 输(?:的|了|掉) 失单", en="lost, losses, loss, we lost, (?:deals )?we lose"),
    ),
    (
        "pipeline",
        any_of(zh="漏斗 管道 在跟 在手", en="pipe(?:line)?, funnel, open deals, open opps, open opportunities"),
    ),
    ("pool", any_of(zh="公海 池 无主 待认领", en="pool, unclaimed(?: leads)?, unassigned(?: leads)?")),
    ("forecast", any_of(zh="预测 预估", en="forecast\\w*")),
    ("quotes", any_of(zh="报价", en="quotes?, quotations?")),
    ("kudos", any_of(zh="点赞 感谢 表扬", en="kudos, praise, thanks")),
    ("activities", any_of(zh="跟进 拜访 活动 通话", en="activit\\w+, visits?, calls?, touch\\w*")),
    ("overdue", any_of(zh="逾期 过期", en="overdue")),
    ("stale", any_of(zh="停滞 没动静 久未", en="stale, stuck, stalled")),
    ("history", any_of(zh="历史 记录", en="history, audit\\w*")),
    ("goals", any_of(zh="目标 指标 达成", en="goals?, targets?, quota")),
    ("standups", any_of(zh="站会 日报", en="stand-?ups?")),
    ("leads", any_of(zh="线索", en="leads?")),
    (
        "deals",
        any_of(
            zh="商机 单子 客户 项目 单", en="deals?, accounts?, opportunit\\w+, opps?, projects?, customers?, clients?"
        ),
    ),
    ("report", any_of(zh="报表 周报 月报 季报 报告", en="reports?")),
)


def read_export(shape: Shape) -> Meaning | None:
    """Read that somebody wants a file."""
    line = shape.line
    return as_export(shape) if _FILE.search(line) and not _NOT.search(line) else None


def as_export(shape: Shape) -> Meaning:
    """Return what is to be in a file, of whom and when."""
    line = shape.line
    what = next((key for key, words in _WHATS if words.search(line)), "deals")
    said: Said = {"more": {"what": what}}
    of_whom(shape, said, what)
    return Meaning("export", said)
