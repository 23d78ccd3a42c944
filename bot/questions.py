"""A question and its answer: by the press of a button, or in a word by whoever was just asked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.scenery import LookUps, Place
from handlers.commands import COMMANDS
from handlers.helping import greets
from handlers.language.typed.answers import answer_of, offer_answer, request_reply
from handlers.language.typed.papers import may_be_vote
from handlers.language.typed.reader import alone
from handlers.language.understanding import no_report
from handlers.language.words import Question, Scene
from handlers.message import Message
from handlers.standing import standing
from handlers.turn import Reply, confirm
from sales.config import Config
from sales.refusal import Refused
from storage import deals, inbox, members, outbox, requests

PICK = re.compile(r"pick (\d{1,18})/(\d{1,2})")
ANY_PICK = re.compile(r"pick\s+\S+")
# In a room a "yes" is meant for us only right after we asked; in private nobody else can be meant.
OPEN_IN_ROOM = timedelta(minutes=1)
OPEN_IN_PRIVATE = timedelta(minutes=15)
STANDUP = "standup "
UNDO = next(command for command in COMMANDS if command.intent == "undo")
# What is asked of an award, and of which.
OF_AWARD = re.compile(r"(vote|nominate) (AW-\d+)")
NOWHERE = 0  # no room


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading as its button shows it."""

    no: int
    label: str


def asking(db: Connection, place: Place, question: Question, scene: Scene) -> Reply:
    """One short card: what is unclear, or what would be done, and a button for each reading."""
    readings: tuple[dict[str, object], ...]
    readings = tuple({"line": one.line, "sure": one.sure, "fields": dict(one.fields)} for one in question.readings)
    choices = [Choice(no, reading.label) for no, reading in enumerate(question.readings, 1)]
    if (words := question.meant) is None:
        asked = {"unclear": question.unclear, "name": question.name, "readings": choices}
        return Reply("ask", asked, readings=readings, private=True)
    deal = scene.deal(words.deal) if words.deal else None
    ids = [one for one in (words.to, words.assignee, *words.members) if one is not None]
    whom = [one.name for one in members.people(db, workspace=place.workspace.id, ids=ids).values()]
    reasons = [choice.label for choice in choices if choice.label]
    return confirm(question.unclear, words, deal, stages=scene.stages, readings=readings, whom=whom, reasons=reasons)


def hear(db: Connection, place: Place, message: Message, *, command: bool, now: datetime) -> Message | Reply:
    """Return a message as the answer to what was asked, else as it is; a no ends what was asked, or nothing."""
    prompt = None if command else place.prompt(db, now)
    says_no = answer_of(message.text) == 0
    if prompt is not None:
        if _completes(db, place, message.text, prompt, now=now):
            return replace(message, text=f"{prompt} {message.text}", pressed=True)
        if says_no:
            outbox.close_prompt(db, member=place.member.id, prompt=prompt, at=now)
            return Reply("left_alone", private=True)
    if not command and (line := request_reply(message.text)) is not None:
        return replace(message, text=line)
    heard = answered(db, place, message, now=now)
    if heard is not message or command or not says_no or message.pressed or message.fields:
        return heard
    if place.room is not None:  # said to somebody else
        raise Refused("not_understood", near=())
    return Reply("nothing_asked", private=True)


def _completes(db: Connection, place: Place, text: str, prompt: str, *, now: datetime) -> bool:
    """Whether a text answers the question that begins its line: a vote is a name, a report asks for nothing."""
    if prompt.startswith(STANDUP):
        return not no_report(text, place.scene(db, Config(), now))
    award = OF_AWARD.match(prompt)
    if award is None:
        return True
    if answer_of(text) == 0 or greets(text):
        return False
    return award[1] == "nominate" or may_be_vote(text, LookUps(db, place, now).nominees(award[2]))


def answered(db: Connection, place: Place, message: Message, *, now: datetime) -> Message:
    """Return the message as the press it stands for, when it is a bare yes, no or number after a question."""
    if message.pressed or message.fields:
        return message
    said = answer_of(message.text, private=place.room is None)
    if said is None and alone(message.text, UNDO):
        said = 0  # what was only asked about is not done: there is nothing to take back but the question
    if said is None:
        return _to_offer(db, place, message)
    last = next(_asked_here(db, place, now=now), None)
    if last is None or (said == "yes" and len(last.readings) > 1):
        return message
    number = 1 if said == "yes" else said
    if number > len(last.readings):
        return message
    return replace(message, text=f"pick {last.id}/{number}", pressed=True)


def _to_offer(db: Connection, place: Place, message: Message) -> Message:
    """Return a bare "accept", or in private an "I'll take it", with the code of what is asked of the speaker, if it is one thing."""
    doing = offer_answer(message.text, private=place.room is None)
    if doing is None:
        return message
    waiting = requests.waiting_for(db, workspace=place.workspace.id, members={place.member.id})
    codes = [one.code for one in waiting if one.quote is None and one.asker.id != place.member.id]
    return replace(message, text=f"{doing} {codes[0]}", pressed=True) if len(codes) == 1 else message


def overtake(db: Connection, place: Place, row: int, text: str, *, now: datetime) -> None:
    """Whoever goes on to something else answers what was asked before by its button only."""
    if place.room is None and answer_of(text, private=True) is not None:
        return  # it was meant as the answer, and may be said better
    for one in _asked_here(db, place, now=now):
        if one.id != row:
            over = [{**reading, "room": NOWHERE} for reading in one.readings]
            inbox.keep_readings(db, id=one.id, member=place.member.id, readings=over)


def _asked_here(db: Connection, place: Place, *, now: datetime) -> Iterator[inbox.Asked]:
    """Yield what was asked in this place and may still be answered in a word, the last question first."""
    since = now - (OPEN_IN_PRIVATE if place.room is None else OPEN_IN_ROOM)
    here = None if place.room is None else place.room.id
    asked = inbox.asked(db, workspace=place.workspace.id, member=place.member.id, since=since)
    return (one for one in asked if one.readings[0].get("room") == here)


def picked(db: Connection, place: Place, message: Message, row: int, number: int) -> Message:
    """Return the message as the reading that was chosen; raises Refused when the question is no longer open."""
    readings = inbox.readings(db, workspace=place.workspace.id, id=row, member=place.member.id)
    if readings is None or not 1 <= number <= len(readings):
        raise Refused("pick_gone")
    reading = readings[number - 1]
    if isinstance(was := reading.get("was"), dict):
        _must_stand(db, place, was)
    fields = reading.get("fields")
    return replace(
        message,
        text=str(reading["line"]),
        fields=fields if isinstance(fields, dict) else {},
        pressed=True,
        sure=reading.get("sure") is True,
        agreed=reading.get("agreed") is True,
    )


def left_alone(db: Connection, place: Place, row: int) -> Reply:
    """Close a question with a no: none of its buttons writes anything from now on."""
    if inbox.readings(db, workspace=place.workspace.id, id=row, member=place.member.id) is None:
        raise Refused("pick_gone")
    inbox.keep_readings(db, id=row, member=place.member.id, readings=None)
    return Reply("left_alone", private=True)


def _must_stand(db: Connection, place: Place, was: Mapping[str, object]) -> None:
    """Refuse the answer to a question when what it asked about has changed since."""
    deal = deals.find(db, workspace=place.workspace.id, code=str(was["code"]))
    if standing(deal, was) != was:
        raise Refused("question_overtaken", deal=deal)
