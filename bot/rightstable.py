"""The table of rights for people to read, printed from the one the program goes by."""

from collections.abc import Collection, Sequence

from handlers.command import Command
from handlers.commands import COMMANDS
from handlers.rights import EVERYBODY, ROLES

HEAD = """# Rights

Who may ask for what. Printed by `baton rights` from `handlers/commands.py`; a test compares.

**Who** is the roles that may use a command at all. **Scope** is the deals it reaches: *own* means deals one owns or
covers, and for managers those of their teams; *team* means a manager's teams; *all* means every deal of the workspace.
Directors reach every deal. Rights follow the baton: whoever holds a deal or stands in may do everything on it, whatever
their role, and a request is answered by whom it was put to, withdrawn by who put it. **Answer** says who hears it: *here* where it was asked, *private* only the one who asked.
The one who types or presses is the one who is checked.

| Command | 中文 | Example | Who | Scope | Answer |
|---|---|---|---|---|---|
"""


def table(commands: Sequence[Command] = COMMANDS) -> str:
    """Return the rights of every command as a Markdown document."""
    return HEAD + "".join(f"| {' | '.join(_cells(command))} |\n" for command in commands)


def _cells(command: Command) -> tuple[str, ...]:
    english = [word for word in command.words if word.isascii()]
    chinese = [word for word in command.words if not word.isascii()]
    who = _who(command.roles)
    return english[0], chinese[0] if chinese else "", f"`{command.example}`", who, command.scope, command.audience


def _who(roles: Collection[str]) -> str:
    return "everybody" if set(roles) >= EVERYBODY else ", ".join(role for role in ROLES if role in roles)
