"""What a workspace may set without code: stages, promises in working hours, caps, quiet times."""

from dataclasses import dataclass
from datetime import time
from typing import Literal

from sales.money import Money
from sales.playbook import STAGES, Stage


@dataclass(frozen=True, slots=True)
class ClaimPolicy:
    """How many open deals one member may hold and how soon a new one wants its first contact."""

    most_open_deals: int = 50
    first_contact_hours: int = 8
    escalate_after_hours: int = 4


@dataclass(frozen=True, slots=True)
class ReminderPolicy:
    """When somebody may be reminded, in their own zone; repeats are working days apart."""

    quiet_from: time = time(20, 0)
    quiet_until: time = time(8, 30)
    minutes_between: int = 30
    repeat_days: int = 1
    most: int = 3


@dataclass(frozen=True, slots=True)
class TransferPolicy:
    """How long a colleague has to accept a deal before the offer lapses, in working hours."""

    accept_hours: int = 8


SIZEABLE = (Money(500_000_00, "CNY"), Money(70_000_00, "USD"), Money(70_000_00, "EUR"))
LARGE = (Money(2_000_000_00, "CNY"), Money(300_000_00, "USD"), Money(300_000_00, "EUR"))


@dataclass(frozen=True, slots=True)
class Product:
    """One thing that is sold, under all its names, with its list price per currency."""

    name: str
    aliases: tuple[str, ...] = ()
    prices: tuple[Money, ...] = ()

    def price(self, currency: str) -> Money | None:
        """Return the list price in a currency, when there is one."""
        return next((price for price in self.prices if price.currency == currency), None)


@dataclass(frozen=True, slots=True)
class QuotePolicy:
    """Who makes offers, how long an offer holds, and when its owner is reminded of its end, in working days."""

    role: str = "presales"
    valid_days: int = 30
    most_valid_days: int = 365
    remind_days: int = 3


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """Above every limit it names an offer needs a yes: of `one` of the roles, of `all` their people, or in `steps`.

    The discount is in hundredths of a per cent. An amount in a currency no rule knows is above the last of the limits.
    """

    roles: tuple[str, ...]
    mode: Literal["one", "all", "steps"] = "one"
    discount_over: int | None = None
    amounts_over: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class ApprovalPolicy:
    """Who approves which offers; the first rule that applies decides, none = no need.

    `own` lets people approve what they asked for or offered themselves.
    """

    rules: tuple[ApprovalRule, ...] = (
        ApprovalRule(("manager", "director"), "steps", discount_over=2000),
        ApprovalRule(("manager", "director"), "steps", amounts_over=LARGE),
        ApprovalRule(("manager",), discount_over=1000),
        ApprovalRule(("manager",), amounts_over=SIZEABLE),
    )
    own: bool = False


@dataclass(frozen=True, slots=True)
class RequestPolicy:
    """By when a kind of request is due unless said, and the looks at it before and after, in working hours."""

    due_hours: int = 8
    remind_before: int = 2
    escalate_after: int = 4
    expire_after: int = 40


@dataclass(frozen=True, slots=True)
class RequestPolicies:
    """The policy of each kind of request."""

    help: RequestPolicy = RequestPolicy()
    contract: RequestPolicy = RequestPolicy(due_hours=16, remind_before=4)
    handover: RequestPolicy = RequestPolicy(due_hours=27, remind_before=9, escalate_after=9, expire_after=90)
    quote: RequestPolicy = RequestPolicy()
    approval: RequestPolicy = RequestPolicy(due_hours=4, remind_before=1, escalate_after=4, expire_after=27)

    def of(self, kind: str) -> RequestPolicy:
        """Return the policy of a kind of request."""
        policy = getattr(self, kind)
        assert isinstance(policy, RequestPolicy)
        return policy


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of a checklist, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class HandoverPolicy:
    """What every hand-over to delivery has to bring along."""

    checklist: tuple[CheckLine, ...] = (
        CheckLine("合同和报价已归档", "Contract and quote are filed"),
        CheckLine("需求和承诺已说清楚", "Requirements and promises are written down"),
        CheckLine("客户联系人已介绍", "The customer's contacts are introduced"),
        CheckLine("开工和上线时间已约定", "Start and go-live dates are agreed"),
        CheckLine("付款节点和开票信息已确认", "Payment dates and invoicing are clear"),
    )

    def lines(self, language: str) -> list[str]:
        """Return the checklist in a language."""
        return [line.zh if language == "zh" else line.en for line in self.checklist]


@dataclass(frozen=True, slots=True)
class StalePolicy:
    """After how many working days without any news an open deal counts as stale."""

    quiet_days: int = 5


@dataclass(frozen=True, slots=True)
class ForecastPolicy:
    """From which probability, or in which stages, an open deal counts as committed, and from which as best case.

    The best case leaves nothing out unless told so: else what is likely could be more than it.
    """

    commit_from: int = 80
    best_from: int = 0
    commit_stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AwardPolicy:
    """How long people may vote unless told otherwise (working hours), how many of a hundred must, when they are
    reminded (hours before the end)."""

    open_hours: int = 27
    quorum_percent: int = 33
    remind_hours: int = 24


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of working time on a working day, by the wall clock of the team's zone."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class CalendarPolicy:
    """Working days (Monday is 0), hours, the country whose holidays count, and days that differ."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    hours: tuple[Hours, ...] = (Hours(time(9), time(18)),)
    country: str | None = "CN"
    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """What one kind of deed is worth in points, of which kind they are, and how often it counts for one in a day."""

    deed: str
    kind: str
    points: int
    most_a_day: int


# A cap a day keeps busywork from paying, and is never in the way of an honest one.
SCORES = (
    Score("won", "result", 10, 10),
    Score("first_contact", "process", 2, 5),
    Score("step_kept", "process", 1, 5),
    Score("stage_forward", "process", 2, 5),
    Score("standup", "process", 1, 1),
    Score("request_answered", "process", 2, 5),
    Score("kudos", "collaboration", 3, 5),
    Score("helped_win", "collaboration", 5, 5),
    Score("help_answered", "collaboration", 3, 5),
    Score("handover", "collaboration", 3, 3),
    Score("award", "collaboration", 10, 1),
)


@dataclass(frozen=True, slots=True)
class ScorePolicy:
    """The published rules of points.

    A won deal earns by count, and by value one point more for each whole `value_step` in units of the workspace's
    currency, but no more than `value_most`: a big deal shows, and does not decide the month by itself. Weekly praise
    begins at `praise_from` points of a kind; where more than `praise_most` people are equal nobody stands out.
    """

    scores: tuple[Score, ...] = SCORES
    value_step: int = 50_000
    value_most: int = 10
    praise_from: int = 3
    praise_most: int = 5

    def of(self, deed: str) -> Score | None:
        """Return what a kind of deed is worth; None when it earns nothing."""
        return next((score for score in self.scores if score.deed == deed), None)


@dataclass(frozen=True, slots=True)
class BoardPolicy:
    """How many places a board names in public, never more than the upper half, and what it goes by."""

    top: int = 5
    by: str = "value"


@dataclass(frozen=True, slots=True)
class KudosPolicy:
    """How many thanks one member may give in a day."""

    daily: int = 3


@dataclass(frozen=True, slots=True)
class Beat:
    """When something is posted: by the wall clock, on each working day or on one day of the week (Monday is 0)."""

    at: time
    weekday: int | None = None
    on: bool = True


@dataclass(frozen=True, slots=True)
class TeamBeat:
    """A team's own time for something."""

    team: int
    kind: str
    beat: Beat


@dataclass(frozen=True, slots=True)
class RhythmPolicy:
    """What is posted when, unless a team has its own time; who is asked in the stand-up, how long until its digest.

    Managers hear of the day half an hour before it ends: all of it can be told, and what must not wait until
    tomorrow can still be given to somebody. What happens after it stands in the next one.
    """

    standup: Beat = Beat(time(9))
    standup_minutes: int = 60
    asked: tuple[str, ...] = ("rep", "sdr", "presales", "legal", "delivery", "marketing", "success")
    digest: Beat = Beat(time(17, 30))
    morning: Beat = Beat(time(8, 45))
    praise: Beat = Beat(time(9, 30), weekday=0)
    own: tuple[TeamBeat, ...] = ()


@dataclass(frozen=True, slots=True)
class RiskPolicy:
    """How many in a hundred of the open deals, by amount, are big: to stand still with one of them is a risk."""

    big_percent: int = 20


@dataclass(frozen=True, slots=True)
class Config:
    """The one document of a workspace's rules."""

    stages: tuple[Stage, ...] = STAGES
    claim: ClaimPolicy = ClaimPolicy()
    reminders: ReminderPolicy = ReminderPolicy()
    transfer: TransferPolicy = TransferPolicy()
    stale: StalePolicy = StalePolicy()
    forecast: ForecastPolicy = ForecastPolicy()
    score: ScorePolicy = ScorePolicy()
    board: BoardPolicy = BoardPolicy()
    kudos: KudosPolicy = KudosPolicy()
    rhythm: RhythmPolicy = RhythmPolicy()
    risk: RiskPolicy = RiskPolicy()
    award: AwardPolicy = AwardPolicy()
    requests: RequestPolicies = RequestPolicies()
    handover: HandoverPolicy = HandoverPolicy()
    calendar: CalendarPolicy = CalendarPolicy()
    quotes: QuotePolicy = QuotePolicy()
    approval: ApprovalPolicy = ApprovalPolicy()
    products: tuple[Product, ...] = ()

    def stage(self, key: str) -> Stage:
        """Return the stage with this key; a stage no longer in the playbook shows its key."""
        return next((stage for stage in self.stages if stage.key == key), Stage(key, key, key, 0))
