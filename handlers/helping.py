"""What a person can do here, and forms that ask for what a command needs."""

from handlers.language.words import Words
from handlers.turn import Reply, Turn
from sales.refusal import Refused
from storage import requests


def help_(turn: Turn, words: Words) -> Reply:
    """List what you can do here."""
    from handlers.commands import COMMANDS  # the table of contents names this function

    may = frozenset(command.intent for command in COMMANDS if command.roles & turn.member.roles)
    return Reply(
        "help", {"may": may, "member": turn.member, "mentioned": turn.room is not None and turn.message.door != "local"}
    )


def form(turn: Turn, words: Words) -> Reply:
    """Open the form of a command; where forms are not possible, say the line to type."""
    from handlers.commands import COMMANDS, find

    wanted, _, rest = (words.command or "").partition(" ")
    command = find(wanted, COMMANDS)
    if command is None or command.form is None:
        raise Refused("form_unknown")
    if not command.roles & turn.member.roles:
        raise Refused("not_your_role", command=command)
    facts: dict[str, object] = {"stages": turn.config.stages, "command": command}
    if not {"deal", "about"}.isdisjoint(command.slots):
        deal = turn.find(rest.strip().upper())
        facts |= {"deal": deal, "stage": turn.config.stage(deal.stage)}
    if "request" in command.slots:
        facts["request"] = requests.find(turn.db, workspace=turn.workspace.id, code=rest.strip().upper())
    return Reply(command.form, facts, form=True)
