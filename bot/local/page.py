"""The page of the local chat: who you are, where you talk, and everything the script needs to know."""

from urllib.parse import urlencode

from bot.local.door import MOST, Item, LocalDoor
from bot.local.drawing import environment
from bot.local.reading import Directory, Unknown

LONGEST_NAME = 60


def page(door: LocalDoor, *, me: str, channel: str, earlier: bool, chinese: bool = True) -> str:
    """Return the page for a person in a room, or for the first of each when none is named; raises Unknown."""
    directory = door.directory(fresh=True)
    if not directory.people:
        return environment().get_template("nobody.html").render(chinese=chinese)
    person, room = _person(directory, me), _room(directory, channel)
    after = 0 if earlier else max(0, door.pulse() - MOST)
    return (
        environment()
        .get_template("chat.html")
        .render(
            me=person,
            people=directory.people,
            other=_other(directory, person),
            rooms=directory.rooms,
            room=room,
            channel="dm" if room is None else room["channel"],
            after=after,
            claimable=door.claimable(),
        )
    )


def choices(door: LocalDoor, unknown: Unknown, *, me: str, channel: str) -> str:
    """Return the page that says nobody, or no room, is called so, and whom or what one may choose instead."""
    directory = door.directory()
    if unknown.what == "member":
        name, found = me, [(one["name"], {"me": one["handle"], "room": channel}) for one in directory.people]
    else:
        name, found = channel, [(one["name"], {"me": me, "room": one["channel"]}) for one in directory.rooms]
    links = [(label, "/?" + urlencode({key: value for key, value in where.items() if value})) for label, where in found]
    return environment().get_template("unknown.html").render(what=unknown.what, name=name[:LONGEST_NAME], links=links)


def _person(directory: Directory, wanted: str) -> Item:
    return directory.member(wanted) if wanted else directory.people[0]


def _room(directory: Directory, wanted: str) -> Item | None:
    if wanted:
        return directory.room(wanted)
    return directory.rooms[0] if directory.rooms else None


def _other(directory: Directory, me: Item) -> Item | None:
    """Somebody to be in a second window, best one who speaks the other language."""
    others = [person for person in directory.people if person is not me]
    return next((person for person in others if person["language"] != me["language"]), others[0] if others else None)
