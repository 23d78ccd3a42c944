"""A chat in which quotes are asked for, offered, approved."""

from collections.abc import Sequence
from dataclasses import replace

from sales.config import ApprovalPolicy, ApprovalRule, Config, Product
from sales.money import Money
from storage import configs
from tests.chat import PEOPLE, Chat, Person, Said

PRESALES = (Person("jing", "Jing", ("presales",), "east"), Person("raj", "Raj", ("presales",), "us"))
LEGAL = Person("sun", "Sun", ("legal",), "us")
WORKERS = (*PEOPLE, *PRESALES, LEGAL)
SEAT = Product("Seat", ("账号", "seats", "seat"), (Money(1200_00, "CNY"), Money(150_00, "USD")))


class QuoteChat(Chat):
    """A chat with presales and legal, a price list, and a deal of Li's."""

    def __init__(self, url: str, *, people: Sequence[Person] = WORKERS) -> None:
        super().__init__(url, people=people)
        self.rules()
        self.deal = self.has_deal("Acme", owner="li")

    def rules(self, *rules: ApprovalRule, own: bool = False) -> None:
        """Say who approves what; without rules as Baton begins."""
        policy = ApprovalPolicy(rules, own=own) if rules else ApprovalPolicy(own=own)
        config = replace(Config(), approval=policy, products=(SEAT,))
        with self.store.write() as db:
            version = self.value("SELECT config_version FROM workspaces") + 1
            configs.save(db, config, workspace=self.workspace, version=version, by=None, at=self.now, why="test")

    def quoted(self, words: str = "20 seats, 5% off", *, offer: str | None = None) -> str:
        """Have Li ask for a quote and, when an offer is given, Jing make it; return its code."""
        self.handle("li", f"quote {self.deal} {words}")
        code = str(self.value("SELECT code FROM quotes ORDER BY id DESC LIMIT 1"))
        if offer is not None:
            self.handle("jing", f"offer {code} {offer}", room=None)
        self.news()
        return code

    def state(self, code: str = "Q-301") -> str:
        """Where a quote stands."""
        return str(self.value("SELECT state FROM quotes WHERE code = :code", code=code))

    def waits(self, code: str = "Q-301") -> list[tuple[str, str, int]]:
        """Whom a quote waits for: kind, role or handle, step."""
        rows = self.rows(
            "SELECT r.kind, r.role, m.handle, r.step FROM requests r JOIN quotes q ON q.id = r.quote"
            " LEFT JOIN members m ON m.id = r.assignee WHERE q.code = :code AND r.state = 'open' ORDER BY r.id",
            code=code,
        )
        return [(row["kind"], row["handle"] or row["role"], row["step"]) for row in rows]

    def card(self, who: str, code: str = "Q-301") -> Said:
        """A quote's card as somebody is shown it."""
        return self.says(who, f"show {code}", room=None)[-1]
