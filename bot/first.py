"""What a fresh store needs before anybody can talk: a workspace behind a door, with its daily timers."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.local.reading import TENANT
from storage import timers, workspaces


def workspace(db: Connection, *, name: str, zone: str, language: str, currency: str, now: datetime) -> int:
    """Make the workspace `default` behind the local door, with its daily timers; return its id."""
    id = workspaces.create(
        db,
        name=name,
        zone=zone,
        language=language,
        currency=currency,
        doors_open=[("local", TENANT)],
        now=now,
    )
    for kind, wait in (("anchor", timedelta(hours=1)), ("tidy", timedelta(minutes=10))):
        timers.once(db, workspace=id, subject_kind="workspace", subject=id, kind=kind, due=now + wait)
    return id
