"""The page of the local chat: who you are, where you talk, and everything the script needs to know."""

from bot.local.door import MOST, Item, LocalDoor
from bot.local.drawing import environment
from bot.local.reading import Directory, Unknown


def page(door: LocalDoor, *, me: str, channel: str, earlier: bool) -> str:
    """Return the page for a person in a room, or for the first of each when nobody fitting was named."""
    directory = door.directory(fresh=True)
    if not directory.people:
        return environment().get_template("nobody.html").render()
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


def _person(directory: Directory, wanted: str) -> Item:
    try:
        return directory.member(wanted)
    except Unknown:
        return directory.people[0]


def _room(directory: Directory, wanted: str) -> Item | None:
    try:
        return directory.room(wanted)
    except Unknown:
        return directory.rooms[0] if directory.rooms else None


def _other(directory: Directory, me: Item) -> Item | None:
    """Somebody to be in a second window, best one who speaks the other language."""
    others = [person for person in directory.people if person is not me]
    return next((person for person in others if person["language"] != me["language"]), others[0] if others else None)
