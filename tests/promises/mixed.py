"""A team of two platforms: Li and the manager in Slack, 王芳 in WeCom, one room in each."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from types import TracebackType
from typing import Any, Self

from sqlalchemy import text

from bot.local.reading import TENANT
from bot.program import build
from bot.settings import Settings
from bot.vault import new_key
from storage import timers, workspaces
from storage.tables import rooms
from tests.promises.front import Front
from tests.slack import Slack
from tests.wecom import Wecom
from tests.wecom.credentials import BOT_ID, CORP_ID

ZONE = "Asia/Shanghai"
MORNING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # Monday 08:30 in Shanghai
MOVING = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"
OWNER = "SELECT m.handle FROM deals d LEFT JOIN members m ON m.id = d.owner WHERE d.code = :code"
INTERVALS = (
    "SELECT count(*) FROM ownership o JOIN deals d ON d.id = o.deal WHERE d.code = :code AND o.member IS NOT NULL"
)


class MixedTeam:
    """One company behind both platforms at once."""

    def __init__(self, url: str) -> None:
        self.now = MORNING
        self.slack = Slack(clock=self._seconds, wall=self._seconds)
        self.wecom = Wecom(clock=lambda: self.now)
        slack_team = self.slack.team()
        self.li = self.slack.person(slack_team, "li", name="Li Na", email="li@huarui.cn")
        self.mei = self.slack.person(slack_team, "mei", name="Mei Lin", email="mei@huarui.cn")
        self.channel = self.slack.channel(slack_team, "east", [self.li, self.mei])
        self.wecom.person("wang", "王芳")
        group = self.wecom.group("east", "wang", webhooks=("east",))
        settings = Settings(
            database_url=url,
            secret_key=new_key(),
            slack_bot_token=slack_team.token,
            slack_signing_secret=self.slack.signing_secret,
            slack_api_url=self.slack.api_url,
            **self.wecom.settings("app", "callback", "webhooks"),
        )
        self.program = build(settings, clock=lambda: self.now, local=False, threads=4)
        with self.program.store.write() as db:
            self._found(db, slack_team.id, group.id)
        self._front = Front(self.program, settings, lambda: self.now)
        self.slack.speaks(self._to_slack)
        self._front.is_called_by(self.wecom)

    def _seconds(self) -> float:
        return self.now.timestamp()

    def _found(self, db: Any, slack: str, group: str) -> None:
        doors = [("local", TENANT), ("slack", slack), ("wecom-bot", BOT_ID), ("wecom-app", CORP_ID)]
        workspace = workspaces.create(
            db, name="Huarui", zone=ZONE, language="en", currency="CNY", doors_open=doors, now=self.now
        )
        team = workspaces.add_team(db, workspace=workspace, name="east", zone=ZONE, language="en")
        room = {"workspace": workspace, "team": team, "name": "east", "language": "en"}
        db.execute(rooms.insert(), room | {"door": "slack", "tenant": slack, "channel": self.channel.id})
        db.execute(rooms.insert(), room | {"door": "wecom-bot", "tenant": BOT_ID, "channel": group, "webhook": "east"})
        for handle, name, role, users in (
            ("li", "Li Na", "rep", [("slack", slack, self.li.id)]),
            ("mei", "Mei Lin", "manager", [("slack", slack, self.mei.id)]),
            ("wang", "王芳", "rep", [("wecom-bot", BOT_ID, "wang"), ("wecom-app", CORP_ID, "wang")]),
        ):
            workspaces.add_member(
                db, workspace=workspace, handle=handle, name=name, roles={role: "2026-01-01"}, teams_of=[team],
                language="en", zone=ZONE, users=users, now=self.now,
            )  # fmt: skip
        timers.once(db, workspace=workspace, subject_kind="workspace", subject=workspace, kind="rhythm", due=self.now)

    def _to_slack(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any, bytes]:
        answer = self._front.client.post(path, content=body, headers=dict(headers))
        return answer.status_code, answer.headers, answer.content

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._front.close()
        self.wecom.close()
        self.slack.close()

    def leads(self, title: str) -> str:
        """Let the manager bring a lead; its code."""
        assert self.slack.mentions(self.mei, self.channel, f"new anyway {title}").ok
        self.settles()
        return str(self.value("SELECT code FROM deals ORDER BY id DESC LIMIT 1"))

    def claims(self, who: str, code: str) -> bool:
        """Claim a lead where one is at home; who was too busy to take it in time is told again, as platforms do."""
        if who == "li":
            return self.slack.mentions(self.li, self.channel, f"claim {code}").insist((0, 0, 0)).ok
        said = self.wecom.says("wang", f"claim {code}", to="east")
        assert said is not None
        for _ in range(3):
            if said.status != 200:
                self.wecom.again(said)
        return said.status == 200

    def settles(self) -> None:
        """Let everything leave; platforms take so many a minute, so the clock goes on."""
        for _ in range(300):
            self.program.sender.drain()
            if not self.value(MOVING):
                return
            self.now += timedelta(seconds=1)
        raise AssertionError("something does not leave")

    def passes(self, **duration: float) -> None:
        """Let time pass with everything that falls due."""
        end = self.now + timedelta(**duration)
        while self.now < end:
            self.now = min(end, self.now + timedelta(minutes=10))
            while self.program.ticker.tick(self.now).looked:
                pass
            self.settles()

    def value(self, statement: str, **parameters: Any) -> Any:
        """Look one value up in the store."""
        with self.program.store.read() as db:
            return db.execute(text(statement), parameters).scalar()

    def sees(self, who: str) -> list[str]:
        """Every first line somebody sees, with their edits."""
        if who == "wang":
            return [shown.title for shown in self.wecom.sees("wang")]
        return [seen.title for seen in self.slack.sees(self.li if who == "li" else self.mei)]


def together(*calls: Any) -> list[Any]:
    """Let everybody begin at the same moment."""
    barrier, found = Barrier(len(calls)), [None] * len(calls)

    def begin(no: int) -> None:
        barrier.wait()
        found[no] = calls[no]()

    threads = [Thread(target=begin, args=(no,)) for no in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def contested(team: MixedTeam, times: int) -> list[str]:
    """Let both claim each new lead at once; everything that went wrong."""
    wrong = []
    for no in range(times):
        code = team.leads(f"Lead {no}")
        before = {who: team.sees(who) for who in ("li", "wang")}
        taken = together(lambda c=code: team.claims("li", c), lambda c=code: team.claims("wang", c))
        team.settles()
        owner, intervals = team.value(OWNER, code=code), team.value(INTERVALS, code=code)
        if taken != [True, True] or owner not in before or intervals != 1:
            wrong.append(f"{code}: {taken} {owner} {intervals}")
            continue
        name = {"li": "Li Na", "wang": "王芳"}[owner]
        for who, seen in before.items():
            fresh = [title for title in team.sees(who) if title not in seen and code in title]
            wanted = "is yours" if who == owner else name
            if not any(wanted in title for title in fresh):
                wrong.append(f"{code}: {owner} has it, {who} is told {fresh}")
        team.now += timedelta(minutes=5)
    return wrong


def said_in(team: MixedTeam) -> tuple[list[str], list[str]]:
    """What both groups were told so far, in full."""
    in_slack = [f"{seen.title}\n{seen.text}" for seen in team.slack.sees(team.mei) if seen.place == team.channel.id]
    in_wecom = [f"{shown.title}\n{shown.text}" for shown in team.wecom.sees("wang", kind="group")]
    return in_slack, in_wecom
