"""Says things: renders a template in the listener's language and writes the outbox row."""

from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from sales.values import Deal, Member, Room, Subject, Team
from storage import members, outbox, workspaces
from storage.configs import Configs
from storage.outbox import Saying, Standing
from templates.words import Templates


class Voice:
    """Speaks unasked: to one member in private, or to a team in all its rooms."""

    def __init__(self, templates: Templates, configs: Configs, doors: Collection[str]) -> None:
        self.templates = templates
        self.configs = configs
        self.doors = frozenset(doors)

    def to_member(
        self,
        db: Connection,
        member: Member,
        name: str,
        facts: Mapping[str, object],
        *,
        workspace: int,
        about: str,
        kind: str = "answer",
        job: str | None = None,
        concerns: Subject | None = None,
        card: Subject | None = None,
        prompt: str | None = None,
        prompt_until: datetime | None = None,
        broken: str = "",
        now: datetime,
    ) -> bool:
        """Say something to a member where they can be reached; False when they cannot or it was decided before.

        An escalation names what it concerns, `card` is what a card that stays shows; `prompt` is the beginning of the
        line that any text of theirs completes until `prompt_until`; a `broken` door is taken only where no other is.
        """
        home = None
        for doors in (self.doors - {broken}, self.doors) if broken else (self.doors,):
            home = home or members.home(db, workspace=workspace, member=member.id, doors=doors)
        if home is None:
            return False
        door, tenant = home
        shown = card or concerns
        text = self.templates.render(name, member.language, ZoneInfo(member.zone), {"undo": "", **facts})
        saying = Saying(
            workspace=workspace,
            key=f"{about}:member:{member.id}",
            kind=kind if card is None else "card",
            door=door,
            tenant=tenant,
            member=member.id,
            text=text,
            language=member.language,
            about_kind=None if shown is None else shown.subject_kind,
            about=None if shown is None else shown.id,
            rev=0 if card is None else card.rev,
            job=job,
            prompt=prompt,
            prompt_until=prompt_until,
            created_at=now,
        )
        return outbox.say(db, saying) is not None

    def in_thread(
        self,
        db: Connection,
        card: Standing,
        name: str,
        facts: Mapping[str, object],
        *,
        workspace: int,
        about: str,
        now: datetime,
    ) -> None:
        """Say a milestone under a card that stands in a room, seen in the room as well."""
        deal = facts["deal"]
        zone = ZoneInfo(deal.team.zone) if isinstance(deal, Deal) else ZoneInfo("UTC")
        saying = Saying(
            workspace=workspace,
            key=f"{about}:room:{card.room}",
            kind="answer",
            door=card.door,
            tenant=card.tenant,
            room=card.room,
            thread=card.row,
            milestone=True,
            text=self.templates.render(name, card.language, zone, {"undo": "", **facts, "elsewhere": True}),
            language=card.language,
            created_at=now,
        )
        outbox.say(db, saying)

    def to_team(
        self,
        db: Connection,
        team: Team,
        name: str,
        facts: Mapping[str, object],
        *,
        workspace: int,
        about: str,
        kind: str = "answer",
        card: Subject | None = None,
        besides: Room | None = None,
        now: datetime,
    ) -> None:
        """Say something in every room of a team but one; `card` makes it a card that stays.

        What is said of a deal is said under its first card there.
        """
        deal = facts.get("deal")
        for room in workspaces.rooms_of(db, workspace=workspace, team=team.id):
            if room.door not in self.doors or room == besides:
                continue
            text = self.templates.render(name, room.language, ZoneInfo(team.zone), {"undo": "", **facts})
            thread = outbox.first_card(db, room=room.id, deal=deal.id) if isinstance(deal, Deal) else None
            saying = Saying(
                workspace=workspace,
                key=f"{about}:room:{room.id}",
                kind="card" if card is not None else kind,
                door=room.door,
                tenant=room.tenant,
                room=room.id,
                thread=thread,
                text=text,
                language=room.language,
                about_kind=None if card is None else card.subject_kind,
                about=None if card is None else card.id,
                rev=0 if card is None else card.rev,
                created_at=now,
            )
            outbox.say(db, saying)
