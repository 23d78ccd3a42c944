"""Reads what the local chat's page and programs send."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from handlers.message import Message, Route
from sales.clean import clean_text
from storage import local

TENANT = "default"
MENTION = re.compile(r"^\s*@(?:baton|接力棒)[\s,，:：]*|^/baton\b\s*", re.IGNORECASE)
POST_ID = re.compile(r"[0-9]{1,18}")


class Unknown(Exception):
    """A name of the request means nothing here; carries what it could be."""

    def __init__(self, what: str, choices: list[str]) -> None:
        super().__init__(what)
        self.what = what
        self.choices = choices


class Malformed(Exception):
    """The request's body is not what the interface takes."""


@dataclass(frozen=True)
class Directory:
    """Who and which rooms there are in the local chat."""

    workspace: int
    people: tuple[dict[str, Any], ...]
    rooms: tuple[dict[str, Any], ...]

    @cached_property
    def by_handle(self) -> Mapping[str, dict[str, Any]]:
        """The people by their handles."""
        return {str(person["handle"]): person for person in self.people}

    def member(self, wanted: object) -> dict[str, Any]:
        """Return the person meant by id, handle or exact name."""
        if isinstance(wanted, str) and (person := self.by_handle.get(wanted)):  # that is what programs send
            return person
        for person in self.people:
            if str(wanted) in (str(person["id"]), person["handle"], person["name"]):
                return person
        raise Unknown("member", [str(person["handle"]) for person in self.people])

    def room(self, wanted: object) -> dict[str, Any] | None:
        """Return the room meant by name or id, None for "dm"."""
        if wanted == "dm":
            return None
        for room in self.rooms:
            if str(wanted) in (room["channel"], room["name"], str(room["id"])):
                return room
        raise Unknown("channel", [*(str(room["channel"]) for room in self.rooms), "dm"])


def read(body: Mapping[str, Any], directory: Directory, now: datetime) -> Message:
    """Turn a request of the local chat into a message; raises Unknown or Malformed."""
    text, fields = body.get("text"), body.get("fields") or {}
    if not isinstance(text, str) or not _strings(fields):
        raise Malformed("text must be a string and fields an object of strings")
    person, room = directory.member(body.get("member")), directory.room(body.get("channel"))
    thread = body.get("thread")
    if thread is not None and not POST_ID.fullmatch(str(thread)):
        raise Malformed("thread must be the id of a post")
    delivery = str(body.get("delivery") or uuid4())[:200]
    if not delivery.isprintable():  # PostgreSQL keeps no NUL, and nothing keeps half a character
        raise Malformed("delivery must be plain text")
    # Everything typed here is addressed to us; who is used to say so may.
    text = MENTION.sub("", clean_text(text))
    keep = partial(_keep, text=text, thread=None if thread is None else int(thread), now=now)
    return Message(
        door="local",
        tenant=TENANT,
        delivery=delivery,
        sender=str(person["handle"]),
        room=None if room is None else str(room["channel"]),
        thread=None if thread is None else str(thread),
        text=text,
        fields={name: value for name, value in fields.items() if value is not None},
        pressed=body.get("pressed") is True,
        route=Route(form=True),
        keep=None if room is None or body.get("pressed") is True else keep,
    )


def _strings(fields: object) -> bool:
    return isinstance(fields, Mapping) and all(isinstance(value, str | None) for value in fields.values())


def _keep(
    db: Connection, workspace: int, member: int, room: int, *, text: str, thread: int | None, now: datetime
) -> None:
    local.add_line(db, workspace=workspace, room=room, member=member, thread=thread, text=text, at=now)
