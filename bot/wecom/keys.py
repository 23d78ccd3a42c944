"""What stands behind a card's button: the card's revision and the command line that pressing it sends."""

from typing import TypeGuard

# In bytes; no id of WeCom is longer than the key of a button may be.
LONGEST = 1_024
# The question of a card whose choices are commands: what is chosen is what is done.
QUESTION = "do"


def is_word(found: object) -> TypeGuard[str]:
    """Return whether this can name something: no NUL, no half characters, and short enough for any index."""
    if not isinstance(found, str) or "\0" in found:
        return False
    try:
        return 0 < len(found.encode()) <= LONGEST
    except UnicodeEncodeError:
        return False


def key_of(command: str, rev: int) -> str:
    """Return the event key of a button; another revision of the card has another key, so it can be pressed anew."""
    return f"{rev}:{command}"


def command_of(key: str) -> str:
    """Return the command line behind an event key; a key that is not ours is a line as well, and not understood."""
    rev, colon, command = key.partition(":")
    return command if colon and rev.isdigit() else key
