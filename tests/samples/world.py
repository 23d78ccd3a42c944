"""The people, deals and facts of the core, as samples of what is said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot import cures
from bot.questions import Choice
from handlers.absence import Away
from handlers.commands import COMMANDS, HIDDEN
from handlers.echo import Line
from handlers.helping import called
from handlers.looking import Event, Listed
from handlers.pending import Offer
from handlers.returning import Ended
from handlers.topics import COMMON, TOPICS
from handlers.views import Page
from sales.money import money
from sales.playbook import STAGES
from sales.progress import LOST_REASONS
from sales.values import Change, Deal, Member, Person, Request, Room, Team
from scheduler.nudge import Item

Facts = dict[str, object]

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
PHONE, EMAIL = "13900139000", "bob@acme.example"


class World:
    """People, a customer and deals as they are called in one language."""

    def __init__(self, language: str) -> None:
        zh = language == "zh"
        self.li, self.wang, self.zhang = (
            Person(no, name)
            for no, name in enumerate(("李娜", "王伟", "张静") if zh else ("Li Na", "Wang Wei", "Zhang Jing"), 1)
        )
        self.name = "启明机器人" if zh else "Acme Robotics"
        self.step = "发报价" if zh else "send the quote"
        self.why = "客户没预算了" if zh else "the budget is gone"
        self.east = Team(1, "华东销售部" if zh else "East", "Asia/Shanghai", language)
        self.west = Team(2, "西南销售部" if zh else "West", "Asia/Shanghai", language)
        self.room = Room(1, 1, "local", "local", "east", self.east.name, language)
        self.amount = money(Decimal(120_000), "CNY")
        self.lead = Deal(
            id=1,
            code="D-1001",
            title=self.name,
            team=self.east,
            stage="new",
            stage_since=NOW,
            created_at=NOW,
            contact="陈总" if zh else "Bob",
            phone=PHONE,
            email=EMAIL,
        )
        self.rich = replace(
            self.lead,
            amount=self.amount,
            source="展会" if zh else "trade fair",
            note=f"{self.why}\n{self.step}",
        )
        self.claimed = replace(
            self.rich, owner=self.li, claimed_at=NOW, contact_due=NOW + timedelta(hours=8), history_no=2
        )
        self.bare = replace(self.lead, owner=self.li, contacted_at=NOW, contact="", phone="", email="")
        self.worked = replace(
            self.claimed,
            code="D-1002",
            stage="proposal",
            contact_due=None,
            contacted_at=NOW,
            next_step=self.step,
            next_at=FRIDAY,
            close_date=FRIDAY + timedelta(days=30),
        )
        self.won = replace(self.worked, result="won", closed_at=NOW, next_step="", next_at=None)
        self.lost = replace(self.won, result="lost", lost_reason="feature_gap")
        self.lost_in_pool = replace(self.lead, result="lost", closed_at=NOW, lost_reason="in_house")
        self.reverted = replace(self.lead, reverted_at=NOW)
        self.merged = replace(self.claimed, merged_into=9)
        self.deals = (
            *(self.lead, self.rich, self.claimed, self.bare, self.worked, self.won),
            *(self.lost, self.lost_in_pool, self.reverted, self.merged),
        )
        self.request = Request(
            *(1, "R-1", "transfer", 1, self.li, self.wang, "open"),
            due=NOW + timedelta(hours=8),
            note=self.why,
            opened_at=NOW,
        )
        self.member = Member(1, self.li.name, "li", frozenset({"rep"}), frozenset({1}), language, "Asia/Shanghai")
        self.away = replace(self.member, away_from=FRIDAY, away_until=FRIDAY + timedelta(days=3), cover=self.wang)
        self.by = replace(self.member, id=3, name=self.zhang.name)

    def lines(self) -> list[Line]:
        """One line of every field, set, changed and cleared."""
        later = FRIDAY + timedelta(hours=15)
        pairs: dict[str, tuple[object, object]] = {
            "owner": (self.li, self.wang),
            "team": (self.east.name, self.west.name),
            "stage": (STAGES[0], STAGES[3]),
            "result": ("open", "won"),
            "amount": (self.amount, money(Decimal("118000.50"), "USD")),
            "next_step": (self.why, self.step),
            "next_at": (FRIDAY, later),
            "close_date": (FRIDAY, later),
            "note": (self.why, self.step),
            "lost_reason": ("in_house", "feature_gap"),
            "language": ("zh", "en"),
            "zone": ("Asia/Shanghai", "Europe/Berlin"),
            "away_from": (FRIDAY, later),
            "away_until": (FRIDAY, later),
            "cover": (self.li, self.wang),
        }
        whole = [Line(field, old, new) for field, (old, new) in pairs.items()]
        loose = [line for line in whole if line.field not in ("stage", "result", "language", "zone")]
        set_ = [Line(line.field, None, line.new) for line in loose]
        return [*whole, *set_, *(Line(line.field, line.old, None) for line in loose)]

    def change(self, what: str, why: str = "", *, by_us: bool = False) -> Change:
        """A row of history."""
        return Change(2, None if by_us else self.wang, what, NOW, {}, why)

    def facts(self) -> dict[str, list[Facts]]:
        """For each thing said the facts of its different cases."""
        return {**self._claims(), **self._changes(), **self._questions(), **self._people(), **self._edges()}

    def _claims(self) -> dict[str, list[Facts]]:
        deal, reasons = self.claimed, ("", self.why)
        handed: list[Facts] = [
            {"deal": one, "before": before, "by": self.by, "reason": why}
            for one in (self.claimed, self.worked, self.bare)
            for before in (None, self.wang)
            for why in reasons
        ]
        in_pool: Facts = {"deal": self.rich}
        offers: list[Facts] = [
            {"deal": one, "request": self.request, "reason": why}
            for one in (self.lead, self.claimed, self.worked)
            for why in reasons
        ]
        taken: list[Facts] = [
            {"deal": replace(one, owner=self.wang), "request": self.request}
            for one in (self.claimed, self.bare, self.worked)
        ]
        states = ("answered", "declined", "withdrawn", "expired")
        return {
            "assign_done": handed,
            "assign_same": [{"deal": deal, "owner": self.li}],
            "assigned_away": handed,
            "assigned_to_you": handed,
            "claim_already_yours": [{"deal": deal}, {"deal": self.worked}],
            "claim_done": [
                {"deal": one, "elsewhere": away} for one in (deal, self.bare, self.worked) for away in (False, True)
            ],
            "claim_taken": [{"deal": deal, "owner": self.li}],
            "claim_too_many": [{"member": self.li, "holding": 50, "most": 50}],
            "lead_done": [{"deal": self.lead}, {"deal": self.rich}],
            "lead_known": [
                {"title": self.name, "known": known}
                for known in (
                    (deal,),
                    (self.lead,),
                    (deal, self.worked, replace(self.lead, code="D-1003"), replace(self.bare, code="D-1004")),
                )
            ],
            "lead_title_needed": [{}],
            "no_team": [{}],
            "not_your_deal": [
                {"deal": one, "scope": scope, "claims": claims}
                for one in (deal, self.lead)
                for scope in ("own", "team")
                for claims in (True, False)
            ],
            "release_done": [in_pool | {"reason": why, "by": self.li} for why in reasons],
            "release_unowned": [in_pool],
            "request_closed": [{"request": replace(self.request, state=state)} for state in states],
            "request_needed": [{}],
            "request_not_yours": [{"request": self.request, "withdrawing": one} for one in (True, False)],
            "progress_same": [{"deal": deal}],
            "one_at_a_time": [{"code": "D-1002"}],
            "undo_other": [{"token": "D-1002/3", "code": "D-1002"}, {"token": "me/2", "code": "me"}],
            "request_unknown": [{"code": "R-9"}],
            "transfer_accepted": taken,
            "transfer_asked": offers,
            "transfer_declined": [offer | {"owns": owns} for offer in offers for owns in (True, False)],
            "transfer_expired": [
                {"deal": one, "request": self.request, "to_asker": asker, "owns": asker}
                for one in (deal, self.lead)
                for asker in (True, False)
            ],
            "transfer_lapsed": [{"deal": one, "request": self.request} for one in self.deals],
            "transfer_offered": offers,
            "transfer_overtaken": [{"deal": one, "request": self.request} for one in (deal, self.lead)],
            "transfer_pending": [{"deal": deal, "request": self.request}],
            "transfer_refused": offers,
            "transfer_taken": taken,
            "transfer_unowned": [in_pool],
            "transfer_withdrawn": [{"deal": one, "request": self.request} for one in (deal, self.lead)],
        }

    def _changes(self) -> dict[str, list[Facts]]:
        stage, *others = (line for line in self.lines() if line.field in ("stage", "amount", "note", "next_step"))
        whats = ("created", "claimed", "released", "assigned", "contacted", "progressed", "won", "lost")
        return {
            "close_unowned": [{"deal": self.rich}],
            "contacted_already": [{"deal": self.worked}],
            "deal_closed": [{"deal": one} for one in (self.won, self.lost, self.merged)],
            "deal_reverted": [{"deal": self.reverted}],
            "lost_done": [
                {"deal": one, "note": note}
                for reason in LOST_REASONS
                for one in (replace(self.lost, lost_reason=reason), replace(self.lost_in_pool, amount=self.amount))
                for note in ("", self.why)
            ],
            "lost_reason_needed": [{"deal": self.worked}],
            "progress_done": [
                {"deal": deal, "lines": lines, "what": what}
                for deal in (self.worked, self.bare, self.lead)
                for lines in ([], [stage], others, self.lines())
                for what in ("contacted", "progressed")
            ],
            "progress_empty": [{"deal": self.worked}],
            "undo_done": [
                {"deal": deal, "change": self.change(what), "lines": self.lines()[:9], "ended": Ended()}
                for what in whats
                for deal in (self.lead, self.worked)
            ],
            "undo_final": [
                {"change": self.change(what)}
                for what in (
                    *("transfer_accepted", "undone", "imported", "erased", "goal", "rates"),
                    *("moved", "joined", "team_removed"),
                )
            ],
            "undo_moved_on": [
                {"by": self.change(what, by_us=us), "about": about, "own": own}
                for what in whats
                for us, about, own in ((True, None, True), (True, self.worked, False), (False, self.worked, False))
            ],
            "undo_not_yours": [{"change": self.change("claimed", by_us=us)} for us in (True, False)],
            "undo_nothing": [{}],
            "undo_setting": [
                {"change": self.change(what), "lines": self.lines()[9:14]}
                for what in ("language", "zone", "away", "back")
            ],
            "undo_too_late": [{"change": self.change("claimed")}],
            "won_done": [
                {"deal": deal, "before": before, "note": note, "earlier": not note}
                for deal, before in (
                    (self.won, self.worked),
                    (self.won, replace(self.worked, amount=money(Decimal(99), "USD"))),
                    (self.won, self.bare),
                    (replace(self.won, amount=None), self.bare),
                )
                for note in ("", self.why)
            ],
        }

    def _questions(self) -> dict[str, list[Facts]]:
        listed = [Listed(deal, STAGES[0]) for deal in (self.worked, self.claimed, self.bare)]
        free = [Listed(replace(self.rich, code=f"D-10{no}"), STAGES[0]) for no in range(10, 20)]
        dated = Listed(replace(self.bare, next_at=FRIDAY), STAGES[1])
        standing: list[Facts] = [
            {"deal": deal, "stage": next(stage for stage in STAGES if stage.key == deal.stage), "helpers": ()}
            for deal in (*self.deals, replace(self.bare, next_at=FRIDAY))
        ]
        whats = (
            *("created", "claimed", "released", "assigned", "transfer_accepted", "contacted", "progressed", "won"),
            *("lost", "undone", "away", "back", "language", "zone", "imported"),
        )
        events = [
            Event(self.change(what, "D-1001/2" if what == "undone" else self.why), tuple(self.lines()))
            for what in whats
        ]
        return {
            "deal_card": standing,
            "deal_full": [
                case | {"phone": phone, "email": email, "earlier": earlier}
                for case in standing
                for phone, email, earlier in ((PHONE, EMAIL, 2), ("", "", 1))
            ],
            "deal_needed": [{}],
            "deal_short": standing,
            "deal_unknown": [{"code": "D-9999"}, {"code": ""}],
            "deal_unknown_name": [{"name": self.name}],
            "history": [
                {"deal": self.worked, "events": events, "count": 40},
                {"deal": self.lead, "events": [Event(self.change("created", by_us=True), ())], "count": 1},
            ],
            "history_not_yours": [{"deal": self.worked}, {"deal": self.lead}],
            "my_deals": [
                {
                    "deals": deals,
                    "page": Page(count, max(0, count - 10), "my deals page 2"),
                    "offers": [Offer(request, self.worked) for request in requests],
                }
                for deals, count in (([], 0), ([dated], 1), (listed, 3), (listed, 12))
                for requests in ((), (self.request,), (self.request, replace(self.request, code="R-2", note="")))
            ],
            "owner_is": standing,
            "pool": [
                {"deals": found, "page": Page(count, max(0, count - len(found)), "pool page 2")}
                for found, count in (([], 0), (free[:1], 2), (free, len(free) * 2), (free[:1], 1))
            ],
        }

    def _people(self) -> dict[str, list[Facts]]:
        alone = replace(self.away, cover=None)
        leaves: list[Facts] = [
            {"member": member, "back": FRIDAY, "holding": holding, "earlier": None if holding else NOW}
            for member in (self.away, alone)
            for holding in (0, 1, 12)
        ]
        first = [Item("first_contact", deal) for deal in (self.claimed, replace(self.claimed, owner=self.wang))]
        later = replace(self.bare, code="D-1003", next_at=FRIDAY, owner=self.wang)
        steps = [Item("next_step", self.worked), Item("next_step", later)]
        asked: Facts = {"asked": self.why}
        return {
            "amount_unreadable": [asked],
            "amount_negative": [asked],
            "phone_unreadable": [asked],
            "email_unreadable": [asked],
            "date_past": [asked | {"at": NOW}],
            "close_past": [asked | {"at": NOW}],
            "probability_unreadable": [asked],
            "date_far": [asked | {"at": FRIDAY}],
            "leave_not_yours": [{}],
            "leave_too_long": [{"until": FRIDAY}],
            "cover_is_away": [{"cover": self.away, "back": FRIDAY}],
            "away_list": [
                {"away": [Away(member, FRIDAY) for member in found], "now": now}
                for found in ((), (self.away,), (self.away, alone))
                for now in (NOW, FRIDAY)
            ],
            "back_already": [{}],
            "leave_not_then": [{"since": FRIDAY, "member": one} for one in (self.member, self.away)],
            "leave_would_part": [{"since": FRIDAY, "member": self.away}],
            "leave_off": [
                {"since": FRIDAY, "member": self.away, "back": FRIDAY},
                {"since": FRIDAY, "member": self.member, "back": None},
            ],
            "back_done": [{"member": self.away}],
            "cover_yourself": [{}],
            "date_unreadable": [asked],
            "language_done": [{"before": "zh", "after": "en"}, {"before": "en", "after": "zh"}],
            "language_unknown": [{}],
            "leave_days_needed": [{}],
            "leave_days_wrong": [{}],
            "leave_done": leaves,
            "member_gone": [{}],
            "member_needed": [{}],
            "member_unknown_name": [{"name": self.li.name}],
            "nudge": [
                {"member": self.member, "items": items, "ballots": []}
                for items in ([first[0]], [first[1]], [steps[0]], [steps[1]], [*first, *steps][1:], [*first, *steps])
            ],
            "stage_unknown": [asked | {"stages": STAGES}],
            "you_cover": leaves,
            "zone_done": [
                {"before": "Asia/Shanghai", "after": after, "now": NOW} for after in ("Asia/Shanghai", "Europe/Berlin")
            ],
            "zone_unknown": [asked],
        }

    def _edges(self) -> dict[str, list[Facts]]:
        forms = {command.form: command for command in COMMANDS if command.form is not None}
        opened: list[Facts] = [
            {"stages": STAGES, "deal": deal, "stage": STAGES[0], "request": self.request}
            for deal in (self.lead, self.worked)
        ]
        choices = [Choice(no, deal.code + " " + deal.title) for no, deal in enumerate((self.lead, self.worked), 1)]
        letters: list[Facts] = [
            {"where": self.room.name, **cures.facts("slack", error, cure=cure)}
            for error, cure in (
                *(("not in channel", self.why), ("refused", ""), ("KeyError", ""), ("", "")),
                *(("refused", cure) for cure in cures.KNOWN),
            )
        ]
        return {
            **{name: [facts | {"command": command} for facts in opened] for name, command in forms.items()},
            "form_new": [{"stages": STAGES, "team": team, "command": forms["form_new"]} for team in (self.east, None)],
            "form_as_line": [
                {"command": command, "deal": self.worked, "request": self.request} for command in forms.values()
            ],
            "form_unknown": [{}],
            "ask": [{"unclear": kind, "name": self.name, "readings": choices} for kind in ("deal", "member")],
            "help_one": [
                {"command": command, "called": called(command), "everybody": everybody, "may": may}
                for command in COMMANDS
                if command.intent not in HIDDEN
                for everybody in (False, True)
                for may in (False, True)
            ],
            "help_unknown": [{"word": "clam", "near": near} for near in ([], list(COMMANDS[:3]))],
            "broken": [{"reference": "a1b2c3"}],
            "dead_letter": [letter | {"count": count} for letter in letters for count in (1, 3)],
            "first_contact_late": [{"deal": self.claimed}],
            "help": [
                {"common": common, "topics": topics, "member": self.member, "mentioned": mentioned}
                for common, topics in ((COMMON, TOPICS), (COMMON[:2], TOPICS[:1]))
                for mentioned in (False, True)
            ],
            "help_topic": [
                *({"topic": topic, "intents": topic.intents} for topic in TOPICS),
                {"topic": TOPICS[2], "intents": []},
            ],
            "job_broken": [
                {"kind": kind, "subject": "deal 12"}
                for kind in ("first_contact", "next_step", "transfer", "help", "anchor")
            ],
            "late": [{}],
            "late_label": [{"created_at": NOW}],
            "not_understood": [{"near": near} for near in ([], list(COMMANDS[:1]), list(COMMANDS[:3]))],
            "not_your_role": [{"command": command} for command in COMMANDS],
            "pick_gone": [{}],
            "left_alone": [{}],
            "nothing_asked": [{}],
            "question_overtaken": [{"deal": self.worked}],
            "restored": [
                {"skipped": skipped, "moved": moved, "votes": votes}
                for skipped, moved, votes in ((12, 8, 2), (1, 1, 1), (0, 0, 0))
            ],
            "stranger": [{}],
            "too_long": [{}],
        }
