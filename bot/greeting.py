"""The first words in a room we were added to: what is posted there, and when. Said once."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from storage import outbox, workspaces
from storage.outbox import Saying
from templates.voice import Voice

MOST_TEAMS = 6


def greet(db: Connection, voice: Voice, *, door: str, tenant: str, channel: str, name: str, now: datetime) -> None:
    """Greet a room, unless it was greeted before."""
    here = workspaces.of_door(db, door=door, tenant=tenant)
    if here is None:
        return
    id = workspaces.add_room(
        db,
        workspace=here.id,
        team=None,
        door=door,
        tenant=tenant,
        channel=channel,
        name=name,
        language=here.language,
    )
    room = workspaces.room(db, workspace=here.id, id=id)
    teams = workspaces.all_teams(db, workspace=here.id)
    team = next((one for one in teams if one.id == room.team), None)
    rhythm = voice.configs.of(db, workspace=here.id, version=here.config_version).rhythm
    facts = {
        "team": team,
        "teams": () if team or len(teams) > MOST_TEAMS else teams,
        "standup": rhythm.standup,
        "minutes": rhythm.standup_minutes,
        "praise": rhythm.praise,
    }
    zone = ZoneInfo(here.zone if team is None else team.zone)
    said = Saying(
        workspace=here.id,
        key=f"greeting:room:{id}",
        kind="answer",
        door=door,
        tenant=tenant,
        room=id,
        text=voice.templates.render("greeting", room.language, zone, {"undo": "", **facts}),
        language=room.language,
        created_at=now,
    )
    outbox.say(db, said)
