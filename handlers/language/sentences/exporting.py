"""Files people want of the team's book."""

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said
from handlers.language.sentences.periods import of_whom
from handlers.language.shape import Shape

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
    ("kudos", any_of(zh="点赞 表扬 感谢信", en="kudos, praise")),
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


def as_export(shape: Shape) -> Meaning:
    """Return what is to be in a file, of whom and when."""
    line = shape.line
    what = next((key for key, words in _WHATS if words.search(line)), "deals")
    said: Said = {"more": {"what": what}}
    of_whom(shape, said, what, ahead=False)  # a file is of what there is
    return Meaning("export", said)
