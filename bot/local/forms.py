"""Forms of the local chat: a private post with fields; a refused field is a higher rev of it."""

from datetime import datetime

from sqlalchemy import Connection

from bot.cards import title_text
from bot.dispatcher import Handled
from bot.local.showing import card_of, form_of
from handlers.message import Message
from storage import local, members
from storage.store import Store

# A submission that was late or broke changed nothing: its form stays open, with the words in it.
ANSWERED = ("done", "refused", "field", "repeat")


def follow(store: Store, workspace: int, message: Message, handled: Handled, *, now: datetime) -> None:
    """Show a form that was asked for, its errors, or that it is done with."""
    opened = handled.answer is not None and handled.answer.form
    if not opened and not (message.fields and handled.state in ANSWERED):
        return
    with store.write() as db:
        met = members.meet(
            db, door=message.door, tenant=message.tenant, user=message.sender, channel=message.room, now=now
        )
        if met is None:
            return
        room = None if met.room is None else met.room.id
        numbers = local.Numbers(db, workspace)
        if opened and handled.answer is not None:
            local.add_post(
                db,
                numbers,
                workspace=workspace,
                outbox=None,
                room=room,
                member=met.member.id,
                thread=None if message.thread is None else int(message.thread),
                milestone=False,
                text=handled.answer.text,
                form=form_of(handled.answer.text, errors={}, typed={}),
                delivery=message.delivery,
                at=now,
            )
        else:
            _answered(db, numbers, message, handled, workspace=workspace, member=met.member.id)
        numbers.keep()


def _answered(
    db: Connection, numbers: local.Numbers, message: Message, handled: Handled, *, workspace: int, member: int
) -> None:
    """Put what is wrong at its fields with everything typed kept, or close the form that was accepted."""
    post = local.open_form(db, workspace=workspace, member=member, command=message.text)
    if post is None:
        return
    form = None
    if handled.wrong:
        errors = {name: title_text(card_of(text)) for name, text in handled.wrong}
        form = form_of(post.text, errors=errors, typed=dict(message.fields))
    local.edit_post(db, numbers, id=post.id, text=post.text, form=form)
