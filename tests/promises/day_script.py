"""What twenty people in two languages say, press and fill in on one day; platform-neutral, every command among it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.chat import Person

PEOPLE = (
    Person("li", "Li Na", ("rep",), "east"),
    Person("wang", "王芳", ("rep",), "east", "zh"),
    Person("zhang", "Zhang Min", ("rep",), "east"),
    Person("zhao", "赵磊", ("rep",), "east", "zh"),
    Person("qian", "Qian Yu", ("rep",), "east"),
    Person("sunli", "孙丽", ("rep",), "east", "zh"),
    Person("mei", "Mei Lin", ("manager",), "east"),
    Person("zhou", "周涛", ("manager",), "east", "zh"),
    Person("wu", "吴静", ("sdr",), "east", "zh"),
    Person("raj", "Raj Patel", ("presales",), "east"),
    Person("jing", "陈静", ("presales",), "east", "zh"),
    Person("lawson", "Lawson", ("legal",), "east"),
    Person("mia", "Mia Berg", ("delivery",), "east"),
    Person("nan", "南希", ("marketing",), "east", "zh"),
    Person("ivy", "Ivy Chen", ("success",), "east"),
    Person("tom", "Tom Reed", ("rep",), "us"),
    Person("amy", "Amy Fox", ("rep",), "us"),
    Person("kim", "Kim Cole", ("manager",), "us"),
    Person("dora", "Dora Hale", ("director",), "us"),
    Person("ann", "Ann Bell", ("admin",), "us"),
)


@dataclass(frozen=True)
class Says:
    """Somebody writes to Baton: in a room, or in private where `room` is None; `thread` names a card by its title."""

    who: str
    words: str
    room: str | None = "east"
    thread: str = ""


@dataclass(frozen=True)
class Presses:
    """Somebody presses a button of the newest card they see whose title holds these words."""

    who: str
    title: str
    label: str


@dataclass(frozen=True)
class Fills:
    """Somebody opens a form by a line or by a button of a card, and fills it in: label of a field -> what they write."""

    who: str
    line: str
    said: Mapping[str, str]
    title: str = ""
    room: str | None = "east"


Step = Says | Presses | Fills

DAY: tuple[Step, ...] = (
    # The morning: setting up, asking around
    Says("ann", "setup", None),
    Says("ann", "company name Huarui", None),
    Says("ann", "working hours 9:00-18:00 Mon-Fri", None),
    Says("ann", "holidays China", None),
    Says("ann", "stages growth", None),
    Says("ann", "add team North: Qian Yu", None),
    Says("ann", "role Ivy Chen: success, rep", None),
    Says("dora", "rate USD 7.12", None),
    Says("li", "rates"),
    Says("wang", "帮助", None),
    Says("tom", "help claim", "us"),
    Says("li", "people", None),
    Says("li", "bind 123456", None),
    Says("mei", "admit N-99 to East", None),
    Says("mei", "same person N-99 as Li Na", None),
    Says("mei", "unbind N-99", None),
    Says("tom", "language English", None),
    Says("wang", "语言 中文", None),
    Says("amy", "zone America/New_York", None),
    Says("mei", "rhythm", None),
    Says("wang", "站会 昨天 拜访云杉，今天 发报价，卡点：等法务", None),
    Says("li", "standup yesterday met Acme, today send the quote, blocked: waiting for legal", None),
    Says("mei", "who has not answered"),
    Says("li", "my day", None),
    Says("wang", "早报", None),
    Says("zhang", "morning off", None),
    Says("zhang", "morning on", None),
    # Leads come in
    Says("wu", "新线索 苏州云杉模具，30万，13900139000"),
    Says("nan", "新建 佳木家居，12万"),
    Fills("li", "form new", {"Company": "Aurora Bakery", "Amount": "$18k", "Phone": "13900139001"}),
    Says("tom", "new Helix Robotics, $120k", "us"),
    Says("wu", "new anyway Aurora Bakery", None),
    Says("mei", "new Borealis Labs, ¥88k"),
    Says("mei", "new Cobalt Mining, ¥45k"),
    Says("mei", "new Delta Foods, ¥9k"),
    Says("wang", "认领 D-1001"),
    Says("zhao", "认领 D-1001"),
    Says("li", "claim D-1003"),
    Presses("tom", "D-1004", "Claim"),
    Says("li", "who owns D-1001"),
    Says("zhao", "谁负责 D-1003"),
    Says("mei", "assign D-1006 to Zhang Min because Zhang knows them"),
    Says("mei", "assign D-1007 to Li Na"),
    Says("zhao", "认领 D-1002"),
    Says("li", "pool"),
    Says("wang", "公海"),
    Says("li", "contacted D-1003 spoke to Bob", None),
    Says("wang", "已联系 D-1001 见了陈总"),
    Says("li", "progress D-1003 stage proposal, amount $20k, next send quote on Friday"),
    Says("wang", "进展 D-1001 金额 32万，下一步 发报价 周五"),
    Fills("zhang", "form progress D-1006", {"Note": "Good talk with the buyer"}),
    Says("li", "progress next call again tomorrow", "east", "Aurora Bakery · Li Na"),
    Says("li", "undo", None),
    Says("li", "correction: D-1003 is $21k, not $20k"),
    Says("wang", "别名 D-1001 云杉模具"),
    Says("li", "explain Aurora Bakery slipped to Q1, legal is stuck", None),
    Says("li", "show D-1003"),
    Says("wang", "查看 D-1001", None),
    Says("li", "my deals", None),
    Says("li", "deals of Li", None),
    Says("li", "history D-1003", None),
    Says("qian", "met the people of Borealis, nothing in the way", None),
    # Who helps whom
    Says("li", "need D-1003 presales: architecture by Friday"),
    Presses("raj", "R-1", "I'll take it"),
    Says("raj", "answer R-1 the drawing is in the shared folder"),
    Says("wang", "求助 D-1001 售前：方案，周五前"),
    Says("jing", "婉拒 R-2 本周排满了"),
    Says("li", "add Raj Patel to D-1003 as presales"),
    Says("li", "remove Raj Patel from D-1003"),
    Says("li", "contract D-1003 framework contract to legal: payment in 60 days"),
    Says("lawson", "take R-3"),
    Says("lawson", "answer R-3 30 days at most"),
    Says("li", "terms R-3 payment in 30 days"),
    Says("lawson", "sign off R-3"),
    Says("wang", "需要 D-1001 法务：看标书"),
    Says("wang", "收回 R-4"),
    Says("zhang", "transfer D-1006 to Qian Yu because I am full"),
    Says("qian", "accept R-5", None),
    Says("qian", "release D-1006 budget is gone"),
    Says("li", "open requests", None),
    Says("wang", "我的请求", None),
    Says("li", "show R-3"),
    # Quotes
    Says("li", "quote D-1003 20 seats, 5% off, by tomorrow"),
    Says("raj", "take Q-301", None),
    Says("raj", "offer Q-301 20 x Seat at ¥1,200, 5% off, terms 30 days net, valid 30 days", None),
    Says("li", "show Q-301"),
    Says("li", "sent Q-301"),
    Says("li", "accepted Q-301"),
    Says("wang", "报价 D-1001 20个账号 95折 明天要"),
    Says("jing", "offer Q-302 20 x 账号 at ¥1,200, 25% off", None),
    Says("mei", "return Q-302 to presales the discount is too high", None),
    Says("jing", "offer Q-302 20 x 账号 at ¥1,200, 20% off", None),
    Says("zhou", "批准 Q-302", None),
    Says("wang", "发出 Q-302"),
    Says("wang", "客户拒绝 Q-302 太贵"),
    Says("li", "quote D-1007 5 seats"),
    Says("raj", "decline Q-303 we do not sell this any more", None),
    Says("li", "quote D-1007 6 seats"),
    Says("li", "withdraw Q-304"),
    Says("li", "quotes", None),
    # Won, lost, handed over
    Says("li", "won D-1003 $19k"),
    Says("li", "handover D-1003 to delivery: start next Monday"),
    Says("li", "add line R-13 training is booked", None),
    Says("mia", "check R-13 1", None),
    Says("mia", "uncheck R-13 1", None),
    Says("tom", "lost D-1004 price, they chose the cheaper offer", "us"),
    Says("wang", "成交 D-1001 31万"),
    Says("li", "release D-1007 no budget"),
    # Boards and lists
    Says("mei", "goal Li Na 1.2M this quarter", None),
    Says("li", "my gap", None),
    Says("mei", "goals", None),
    Says("mei", "pipeline"),
    Says("wang", "预测"),
    Says("mei", "conversion this year"),
    Says("li", "won deals this month"),
    Says("tom", "lost deals this month", "us"),
    Says("tom", "closing this month", "us"),
    Says("tom", "agenda this week", None),
    Says("mei", "stale deals"),
    Says("li", "my stale deals", None),
    Says("mei", "overdue"),
    Says("li", "my overdue", None),
    Says("mei", "response times", None),
    Says("li", "board this month by value"),
    Says("wang", "排行榜"),
    Says("li", "points this week", None),
    Says("li", "points rules"),
    # Thanks and votes
    Fills("li", "form kudos", {"Colleague": "Raj Patel", "What for": "staying late for the launch"}),
    Says("wang", "点赞 陈静 方案改到半夜"),
    Says("qian", "praise off", None),
    Says("qian", "praise on", None),
    Says("mei", "award open Collaboration star until today 18:00"),
    Fills(
        "li",
        "Nominate",
        {"Colleague": "Raj Patel", "What did they do": "helping everybody with drawings"},
        title="Collaboration star",
    ),
    Says("zhao", "提名 陈静 方案改到半夜"),
    Says("li", "awards", None),
    Says("zhang", "vote Raj Patel", None),
    Says("qian", "vote AW-1 Raj Patel", None),
    Says("sunli", "投票 陈静", None),
    Says("wu", "投票 弃权", None),
    Fills("mia", "form vote AW-1", {"Your vote": "Raj Patel"}, room=None),
    Says("nan", "投票 陈静", None),
    Presses("ivy", "AW-1", "Vote"),
    Presses("ivy", "AW-1 Collaboration star: your vote", "陈静"),
    Says("mei", "award open Mistake", None),
    Says("mei", "award cancel AW-2", None),
    Says("mei", "award close AW-1"),
    # The end of the day
    Says("zhang", "leave tomorrow to Friday, cover Li Na"),
    Says("mei", "who is away"),
    Says("zhang", "back", None),
    Says("mei", "digest", None),
    Says("zhou", "日报", None),
    # What belongs to one platform is refused alike on all: a code, a newcomer, a webhook that are none
    Says("li", "bind ABCD2345", None),
    Says("mei", "admit N-99 to east", None),
    Says("mei", "same person N-99 as Li Na", None),
    Says("ann", "webhook east"),
    Says("li", "read on 99999/3", None),
    Says("ann", "room us", "us"),
    Says("ann", "move Qian Yu to North", None),
    Says("ann", "move Qian Yu to East", None),
    Says("ann", "remove team North", None),
    Says("ann", "member left Amy Fox", None),
    Says("li", "<!channel> *claim* D-1002 & more", "east"),
    Says("sunli", "随便聊聊天气", None),
)
