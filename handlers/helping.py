"""What a person can do here, and forms that ask for what a command needs."""

from handlers import quoting
from handlers.language.quotes import decision
from handlers.language.reader import verb_of
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
    from handlers.commands import COMMANDS

    line = words.command or ""
    command, code = verb_of(line, COMMANDS), line.rpartition(" ")[2].upper()
    if command is None or command.form is None:
        raise Refused("form_unknown")
    if not command.roles & turn.member.roles:
        raise Refused("not_your_role", command=command)
    facts: dict[str, object] = {"stages": turn.config.stages, "command": command}
    if not {"deal", "about"}.isdisjoint(command.slots):
        deal = turn.find(code)
        facts |= {"deal": deal, "stage": turn.config.stage(deal.stage)}
    if "request" in command.slots:
        facts["request"] = requests.find(turn.db, workspace=turn.workspace.id, code=code)
    if "quote" in command.slots:
        facts |= quoting.form_facts(turn, code) | decision("", line.partition(" ")[0])
    return Reply(command.form, facts, form=True)
