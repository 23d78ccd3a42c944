"""The table of contents: everything a person can ask."""

from collections.abc import Sequence

from handlers import absence, claiming, helping, looking, progressing, settings, transferring, undoing
from handlers.command import Command
from handlers.rights import EVERYBODY, LEADERS, SELLERS

COMMANDS: tuple[Command, ...] = (
    Command(
        "lead_create",
        ("new lead", "new", "新线索", "新商机", "新建", "录入"),
        claiming.new_lead,
        "new Acme Robotics, $120k, 13900139000",
        slots=("new_lead",),
        roles=EVERYBODY,
        form="form_new",
    ),
    Command(
        "lead_create_anyway",
        ("new anyway", "仍然新建"),
        claiming.new_lead_anyway,
        "new anyway Acme Robotics",
        slots=("new_lead",),
        roles=EVERYBODY,
    ),
    Command(
        "lead_claim",
        ("claim", "take", "grab", "认领", "领取", "抢单", "抢", "我来跟"),
        claiming.claim,
        "claim D-1001",
        slots=("deal",),
        roles=SELLERS,
    ),
    Command(
        "lead_release",
        ("release", "return", "退回公海", "退回", "释放"),
        claiming.release,
        "release D-1001 budget is gone",
        slots=("deal", "reason"),
        roles=EVERYBODY,
        scope="own",
        form="form_release",
    ),
    Command(
        "lead_assign",
        ("assign", "分配", "指派"),
        claiming.assign,
        "assign D-1001 to Li Na",
        slots=("deal", "to", "reason"),
        roles=LEADERS,
        scope="team",
        form="form_assign",
    ),
    Command(
        "lead_transfer",
        ("transfer", "hand over", "转交", "移交", "转让"),
        transferring.transfer,
        "transfer D-1001 to Li Na because I am on leave",
        slots=("deal", "to", "reason"),
        roles=EVERYBODY,
        scope="own",
        form="form_transfer",
    ),
    Command(
        "request_accept",
        ("accept", "接受", "同意接手"),
        transferring.accept,
        "accept R-1",
        slots=("request",),
        roles=EVERYBODY,
    ),
    Command(
        "request_decline",
        ("decline", "婉拒", "拒绝"),
        transferring.decline,
        "decline R-1 my desk is full",
        slots=("request", "reason"),
        roles=EVERYBODY,
    ),
    Command(
        "request_withdraw",
        ("withdraw", "收回"),
        transferring.withdraw,
        "withdraw R-1",
        slots=("request",),
        roles=EVERYBODY,
    ),
    Command(
        "contacted",
        ("contacted", "已联系", "联系上了"),
        progressing.contacted,
        "contacted D-1001 spoke to Bob",
        slots=("deal", "note"),
        roles=EVERYBODY,
        scope="own",
    ),
    Command(
        "progress_update",
        ("progress", "update", "进展", "跟进", "更新"),
        progressing.progress,
        "progress D-1001 stage proposal, amount $120k, next send quote on Friday",
        slots=("deal", "news"),
        roles=EVERYBODY,
        scope="own",
        form="form_progress",
    ),
    Command(
        "deal_won",
        ("won", "win", "成交", "赢单", "签下"),
        progressing.won,
        "won D-1001 $118k",
        slots=("deal", "won"),
        roles=EVERYBODY,
        scope="own",
        form="form_won",
    ),
    Command(
        "deal_lost",
        ("lost", "丢单", "输单", "丢了"),
        progressing.lost,
        "lost D-1001 price, they chose the cheaper offer",
        slots=("deal", "lost"),
        roles=EVERYBODY,
        scope="own",
        form="form_lost",
    ),
    Command(
        "undo",
        ("undo", "撤销", "撤回"),
        undoing.undo,
        "undo",
        slots=("change",),
        roles=EVERYBODY,
    ),
    Command(
        "deal_status",
        ("show", "deal", "查看", "商机"),
        looking.show,
        "show D-1001",
        slots=("deal",),
        roles=EVERYBODY,
        reads=True,
    ),
    Command(
        "who_owns",
        ("who owns", "who has", "owner of", "谁负责", "谁在跟"),
        looking.who_owns,
        "who owns D-1001",
        slots=("deal",),
        roles=EVERYBODY,
        reads=True,
    ),
    Command(
        "my_deals",
        ("my deals", "mine", "我的商机", "我的单子", "我的"),
        looking.my_deals,
        "my deals",
        roles=EVERYBODY,
        audience="private",
        reads=True,
    ),
    Command(
        "pool",
        ("pool", "公海"),
        looking.pool,
        "pool",
        roles=EVERYBODY,
        reads=True,
    ),
    Command(
        "pipeline",
        ("pipeline", "funnel", "漏斗", "管道"),
        looking.pipeline,
        "pipeline",
        roles=EVERYBODY,
        reads=True,
    ),
    Command(
        "history",
        ("history", "记录", "历史"),
        looking.show_history,
        "history D-1001",
        slots=("deal",),
        roles=EVERYBODY,
        audience="private",
        reads=True,
    ),
    Command(
        "cover_set",
        ("leave", "off", "请假", "休假"),
        absence.leave,
        "leave tomorrow to Friday, cover Li Na",
        slots=("period",),
        roles=EVERYBODY,
    ),
    Command(
        "back",
        ("back", "销假", "回来了"),
        absence.back,
        "back",
        roles=EVERYBODY,
    ),
    Command(
        "who_is_away",
        ("who is away", "away", "谁请假", "谁不在"),
        absence.who_is_away,
        "who is away",
        roles=EVERYBODY,
        reads=True,
    ),
    Command(
        "language",
        ("language", "语言"),
        settings.language,
        "language English",
        slots=("language",),
        roles=EVERYBODY,
        audience="private",
    ),
    Command(
        "zone",
        ("zone", "timezone", "time zone", "时区"),
        settings.zone,
        "zone Asia/Shanghai",
        slots=("zone",),
        roles=EVERYBODY,
        audience="private",
    ),
    Command(
        "form",
        ("form", "表单"),
        helping.form,
        "form new",
        slots=("rest",),
        roles=EVERYBODY,
        audience="private",
        reads=True,
    ),
    Command(
        "help",
        ("help", "帮助", "?"),
        helping.help_,
        "help claim",
        slots=("rest",),
        roles=EVERYBODY,
        audience="private",
        reads=True,
    ),
)


def find(word: str, commands: Sequence[Command] = COMMANDS) -> Command | None:
    """Return the command a word stands for."""
    folded = word.casefold()
    return next((command for command in commands if folded in command.words), None)


def near(text: str, roles: frozenset[str], *, most: int = 2) -> list[Command]:
    """Return the commands a text that was not understood may have meant, the likeliest first."""
    from rapidfuzz import fuzz  # only where something was not understood

    def likeness(command: Command) -> float:
        return max(fuzz.partial_ratio(text.casefold()[:80], word) for word in command.words)

    may = [command for command in COMMANDS if command.roles & roles and command.intent not in HIDDEN]
    return sorted(may, key=likeness, reverse=True)[:most]


HIDDEN = frozenset({"form", "lead_create_anyway"})
