"""Who is who: by binding, by one equal address, by a code, else by a manager's press."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.arriving import follow, met
from handlers.message import Message, Profile
from sales.names import person_key
from storage import bindings, workspaces
from tests.chat import Chat, Said, titles

TENANT = "T0ACME"
TOM = Profile("Tom Baker", "tom.baker@acme.example", "en", "Europe/Berlin")


class Lobby:
    """The chat's company with a second door that brings people nobody knows."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self._number = 0
        self._cards: list[Said] = []
        with chat.store.write() as db:
            workspaces.open_door(db, workspace=chat.workspace, door="slack", tenant=TENANT)

    def hears(self, words: str, profile: Profile | None = TOM, *, user: str = "U0TOM", room: str | None = None) -> str:
        """Let a visitor say something and return the first line of what they are answered."""
        self._number += 1
        delivery = f"s{self._number}"
        message = Message("slack", TENANT, delivery, user, words, room=room, profile=profile)
        handled = self.chat.program.dispatcher.handle(message)
        said = self.chat.value("SELECT text FROM outbox WHERE inbox = :inbox ORDER BY id LIMIT 1", inbox=handled.inbox)
        return str(said).partition("\n")[0]

    def changes(self, profile: Profile, *, user: str = "U0TOM") -> None:
        """Let the platform say something new of somebody."""
        with self.chat.store.write() as db:
            follow(
                db,
                self.chat.program.voice,
                profile,
                door="slack",
                tenant=TENANT,
                user=user,
                now=self.chat.now,
            )

    def who(self, user: str = "U0TOM") -> str | None:
        """The short name of the member a visitor is."""
        with self.chat.store.read() as db:
            return bindings.called(db, door="slack", tenant=TENANT, users=[user]).get(user)

    def mail(self, handle: str, address: str) -> None:
        """Let a member have an address, as an import writes it."""
        with self.chat.store.write() as db:
            member = self.chat.members[handle]
            db.execute(text("UPDATE members SET email = :mail WHERE id = :id"), {"mail": address, "id": member})
            db.execute(
                text("INSERT INTO names (workspace, kind, key, subject) VALUES (:w, 'member', :key, :id)"),
                {"w": self.chat.workspace, "key": person_key(address), "id": member},
            )

    def presses(self, who: str, label: str) -> list[str]:
        """Let a member press a button of the last card they were sent, and return the titles of what follows."""
        post = next(post for post in reversed(self.cards) if label in post.buttons)
        return [said.title for said in self.chat.presses(who, post, label, room=None)]

    @property
    def cards(self) -> list[Said]:
        """Everything said to members so far."""
        self._cards += self.chat.news()
        return self._cards


@pytest.fixture
def lobby(chat):
    return Lobby(chat)


def test_who_is_known_is_asked_nothing(lobby):
    with lobby.chat.store.write() as db:
        member = lobby.chat.members["li"]
        bindings.bind(db, workspace=lobby.chat.workspace, member=member, door="slack", tenant=TENANT, user="U0LI")

    assert lobby.hears("my deals", None, user="U0LI") == "You hold no deals right now"
    assert lobby.chat.rows("SELECT id FROM visitors") == []


def test_one_equal_address_is_enough(lobby):
    lobby.mail("li", "Tom.Baker@Acme.example")

    assert lobby.hears("my deals") == "You hold no deals right now"
    assert lobby.who() == "li"
    assert lobby.hears("my deals", None) == "You hold no deals right now"
    assert lobby.cards == []


def test_an_address_two_have_is_nobodys(lobby):
    for handle in ("li", "zhang"):
        lobby.mail(handle, TOM.email)

    assert lobby.hears("my deals") == "Hello Tom Baker, I don't know you yet"
    assert lobby.who() is None


def test_an_address_whose_member_is_here_already_is_not_taken_again(lobby):
    lobby.mail("li", TOM.email)
    lobby.hears("my deals")

    assert lobby.hears("my deals", user="U0TWIN") == "Hello Tom Baker, I don't know you yet"


@pytest.mark.parametrize("profile", [replace(TOM, outsider=True), replace(TOM, gone=True)], ids=["outside", "gone"])
def test_guests_bots_and_other_organisations_stay_strangers(lobby, profile):
    lobby.mail("li", TOM.email)

    assert lobby.hears("my deals", profile) == "I only work with colleagues here"
    assert lobby.who() is None
    assert lobby.cards == []
    assert lobby.chat.rows("SELECT id FROM visitors") == []


def test_a_code_from_elsewhere_says_who_somebody_is(lobby):
    (said,) = lobby.chat.says("wang", "绑定", room=None)
    line = said.title.partition("：")[2]

    assert lobby.hears(line.replace("bind", "绑定")) == "认出来了，王芳"
    assert lobby.who() == "wang"
    assert lobby.chat.value("SELECT count(*) FROM codes") == 0
    assert line.split()[1] not in str(lobby.chat.rows("SELECT * FROM history"))


def test_a_code_is_good_once_and_for_ten_minutes(lobby):
    (said,) = lobby.chat.says("li", "bind", room=None)
    line = said.title.partition(": ")[2]
    assert lobby.hears(line) == "We know each other now, Li"
    assert lobby.hears(line, user="U0EVE") == "That code is not good"

    *_, said = lobby.chat.says("li", "bind", room=None)
    lobby.chat.now += timedelta(minutes=11)
    assert lobby.hears(said.title.partition(": ")[2], user="U0EVE") == "That code is not good"


def test_codes_cannot_be_tried_out(lobby):
    (said,) = lobby.chat.says("li", "bind", room=None)
    line = said.title.partition(": ")[2]
    wrong = "bind 000000" if not line.endswith("000000") else "bind 111111"
    assert [lobby.hears(wrong) for _ in range(6)] == [
        *["That code is not good"] * 5,
        "Too many wrong codes, take a break",
    ]
    assert lobby.hears(line) == "Too many wrong codes, take a break"

    lobby.chat.now += timedelta(minutes=16)
    (said,) = lobby.chat.says("li", "bind", room=None)
    assert lobby.hears(said.title.partition(": ")[2]) == "We know each other now, Li"


def test_a_code_is_only_good_in_its_own_company(lobby):
    with lobby.chat.store.write() as db:
        other = workspaces.create(
            db,
            name="Else",
            zone="UTC",
            language="en",
            currency="USD",
            doors_open=[("slack", "T0ELSE")],
            now=lobby.chat.now,
        )
        workspaces.add_member(
            db, workspace=other, handle="eve", name="Eve", roles={"admin": "2026-01-01"}, teams_of=[], language="en",
            zone="UTC", now=lobby.chat.now,
        )  # fmt: skip
    (said,) = lobby.chat.says("li", "bind", room=None)
    message = Message("slack", "T0ELSE", "e1", "U0TOM", said.title.partition(": ")[2], profile=TOM)

    assert lobby.chat.program.dispatcher.handle(message).state == "refused"
    assert lobby.chat.value("SELECT count(*) FROM bindings WHERE tenant = 'T0ELSE'") == 0


def test_a_stranger_is_answered_and_a_manager_asked_once(lobby):
    assert lobby.hears("claim D-1001") == "Hello Tom Baker, I don't know you yet"
    assert lobby.hears("claim D-1001") == "Hello Tom Baker, I don't know you yet"

    asked = [post for post in lobby.cards if post.member == lobby.chat.members["ann"]]
    assert [post.title for post in asked] == ["Is Tom Baker one of us?"]
    assert set(asked[0].buttons) == {"New in east", "New in us", "Same as Tom"}


def test_the_managers_of_the_room_are_asked(lobby):
    with lobby.chat.store.write() as db:
        workspaces.add_room(
            db,
            workspace=lobby.chat.workspace,
            team=lobby.chat.teams["east"],
            door="slack",
            tenant=TENANT,
            channel="C0EAST",
            name="east-sales",
            language="en",
        )
    lobby.hears("help", room="C0EAST")

    assert [(post.member, set(post.buttons)) for post in lobby.cards] == [
        (lobby.chat.members["mei"], {"New in east", "Same as Tom"})
    ]


def test_one_press_makes_a_stranger_a_colleague(lobby):
    lobby.hears("my deals")

    assert lobby.presses("ann", "New in us") == ["Tom Baker is in, in us"]
    assert lobby.who() == "tombaker"
    assert lobby.hears("my deals", None) == "You hold no deals right now"
    assert lobby.presses("ann", "New in east") == ["Tom Baker is in already, as Tom Baker"]


def test_one_press_says_which_colleague_a_stranger_is(lobby):
    lobby.hears("my deals")

    assert "Tom Baker is Tom, noted" in lobby.presses("ann", "Same as Tom")
    assert lobby.who() == "tom"


def test_only_who_leads_may_let_people_in(lobby):
    lobby.hears("my deals")
    lobby.chat.news()

    assert titles(lobby.chat.says("li", "admit N-1")) == ["Your role can't do this"]
    assert lobby.who() is None


def test_a_manager_lets_people_into_their_own_team(lobby):
    lobby.hears("my deals")
    lobby.chat.news()

    assert titles(lobby.chat.says("mei", "admit N-1 to us")) == ["Which team does Tom Baker join?"]
    assert titles(lobby.chat.says("mei", "admit N-1")) == ["Tom Baker is in, in east"]


def test_who_speaks_first_in_an_empty_company_is_its_admin(lobby):
    with lobby.chat.store.write() as db:
        new = workspaces.create(
            db,
            name="Neu",
            zone="Asia/Shanghai",
            language="zh",
            currency="CNY",
            doors_open=[("slack", "T0NEU")],
            new=True,
            now=lobby.chat.now,
        )
    message = Message("slack", "T0NEU", "n1", "U0TOM", "help", profile=TOM)

    assert lobby.chat.program.dispatcher.handle(message).state == "done"
    company = lobby.chat.rows("SELECT language, zone, currency FROM workspaces WHERE id = :id", id=new)
    assert company == [{"language": "en", "zone": "Europe/Berlin", "currency": "USD"}]
    second = Message("slack", "T0NEU", "n2", "U0EVE", "help", profile=replace(TOM, name="Eve"))
    assert lobby.chat.program.dispatcher.handle(second).state == "refused"


def taken_for(lobby, handle="li"):
    """Tom types a code of Li's."""
    (said,) = lobby.chat.says(handle, "bind", room=None)
    assert lobby.hears(said.title.removeprefix("Your code: ")) == "We know each other now, Li"
    return lobby.chat.value("SELECT id FROM visitors")


def test_who_is_taken_for_somebody_by_a_code_can_be_parted_by_one_press_of_theirs(lobby):
    taken_for(lobby)
    told = lobby.cards[-1]
    assert (told.member, told.title) == (
        lobby.chat.members["li"],
        "Somebody became Li in Slack with a code of yours",
    )
    assert lobby.presses("li", "Not me") == ["Tom Baker in Slack is not Li any more"]
    assert lobby.who() is None
    assert lobby.hears("my deals") == "Hello Tom Baker, I don't know you yet"
    assert lobby.chat.value("SELECT count(*) FROM history WHERE what = 'parted'") == 1


def test_who_typed_anothers_code_by_mistake_says_so_and_is_new_again(lobby):
    id = taken_for(lobby)
    assert lobby.hears(f"unbind N-{id}", None) == "Tom Baker in Slack is not Li any more"
    assert lobby.who() is None


def test_an_admin_parts_whom_a_code_made_one_and_both_hear_of_it(lobby):
    id = taken_for(lobby)
    lobby.chat.news()
    told = {said.member: said.title for said in lobby.chat.says("ann", f"unbind N-{id}", room=None)}
    assert told == {
        lobby.chat.members["ann"]: "Tom Baker in Slack is not Li any more",
        lobby.chat.members["li"]: "Ann says that Tom Baker in Slack is not you",
    }
    (said,) = lobby.chat.says("ann", f"unbind N-{id}", room=None)
    assert said.title == "I don't know who you mean"


def test_nobody_parts_others_and_who_came_later_does_not_part_who_was_there_before(lobby):
    id = taken_for(lobby)
    *_, said = lobby.chat.says("wang", f"解绑 N-{id}", room=None)
    assert said.title == "这个账号不能由你来解绑"
    *_, said = lobby.chat.says("li", "bind", room=None)
    lobby.hears(said.title.removeprefix("Your code: "), replace(TOM, name="Eve", email=""), user="U0EVE")
    assert lobby.who("U0EVE") == "li"
    assert lobby.hears(f"unbind N-{id}", None, user="U0EVE") == "This account is not yours to unbind"
    assert lobby.who() == "li"


def test_what_the_platform_changes_is_followed_and_what_was_set_here_stays(lobby):
    lobby.hears("my deals")
    lobby.presses("ann", "New in us")
    lobby.hears("zone Asia/Tokyo", None)

    lobby.changes(replace(TOM, name="Tom Miller"))
    lobby.changes(replace(TOM, name="Tom Miller", language="zh"))

    (member,) = lobby.chat.rows("SELECT name, zone, language, aliases FROM members WHERE handle = 'tombaker'")
    assert (member["name"], member["zone"], member["language"]) == ("Tom Miller", "Asia/Tokyo", "zh")
    assert "Tom Baker" in str(member["aliases"])
    lobby.changes(replace(TOM, name="Tom Miller", language="zh", zone="Europe/Rome"))
    assert lobby.chat.value("SELECT zone FROM members WHERE handle = 'tombaker'") == "Europe/Rome"


def test_a_closed_account_speaks_no_more_and_its_deals_are_told(lobby):
    lobby.mail("li", TOM.email)
    lobby.hears("my deals")
    code = lobby.chat.has_deal(owner="li")

    lobby.changes(replace(TOM, gone=True))

    (told,) = lobby.chat.news()
    assert (told.member, told.title) == (lobby.chat.members["mei"], "Li's account is closed, and deals wait")
    assert list(told.buttons) == [f"Assign {code}"]
    assert lobby.who() is None
    assert lobby.hears("my deals", replace(TOM, gone=True)) == "I only work with colleagues here"

    lobby.changes(TOM)
    assert lobby.who() == "li"


def test_only_what_is_new_is_followed(lobby):
    lobby.hears("my deals")
    lobby.presses("ann", "New in us")

    def news(profile: Profile, user: str = "U0TOM") -> bool:
        with lobby.chat.store.read() as db:
            return met(db, profile, door="slack", tenant=TENANT, user=user)

    changes = [TOM, replace(TOM, zone="Europe/Rome"), replace(TOM, gone=True)]
    assert [news(change) for change in changes] == [False, True, True]
    assert not news(TOM, "U0EVE")


def test_people_we_never_met_are_not_followed(lobby):
    lobby.changes(TOM)

    assert lobby.chat.rows("SELECT id FROM visitors") == []


def together(lobby, *messages: Message) -> list[str]:
    """Let several people speak at the same moment, and return what became of each message."""
    gate = threading.Barrier(len(messages))

    def speaks(message: Message) -> str:
        gate.wait()
        return lobby.chat.program.dispatcher.handle(message).state

    with ThreadPoolExecutor(len(messages)) as crowd:
        states = list(crowd.map(speaks, messages))
    # Whoever a busy machine kept waiting says it again, as platforms do; nothing was written for them.
    handle = lobby.chat.program.dispatcher.handle
    return [
        handle(message).state if state == "late" else state for state, message in zip(states, messages, strict=True)
    ]


def test_of_ten_who_come_first_at_once_one_founds_the_company(lobby):
    with lobby.chat.store.write() as db:
        new = workspaces.create(
            db,
            name="Neu",
            zone="UTC",
            language="en",
            currency="USD",
            doors_open=[("slack", "T0NEU")],
            new=True,
            now=lobby.chat.now,
        )
    who = [
        Message("slack", "T0NEU", f"n{no}", f"U{no}", "hello", profile=replace(TOM, name=f"Tom {no}", email=""))
        for no in range(10)
    ]

    states = together(lobby, *who)

    assert states.count("done") == 1
    assert set(states) == {"done", "refused"}
    assert len(lobby.chat.rows("SELECT id FROM members WHERE workspace = :id", id=new)) == 1


def test_two_managers_who_press_at_once_make_one_colleague(lobby):
    lobby.hears("my deals")
    lobby.chat.news()
    pressed = [lobby.chat.message(who, "admit N-1 t1", room=None, pressed=True) for who in ("mei", "ann")]

    assert sorted(together(lobby, *pressed)) == ["done", "refused"]
    assert len(lobby.chat.rows("SELECT id FROM members WHERE name = 'Tom Baker'")) == 1


def test_a_first_message_that_comes_twice_at_once_binds_once(lobby):
    lobby.mail("li", TOM.email)
    twice = [Message("slack", TENANT, f"t{no}", "U0TOM", "my deals", profile=TOM) for no in range(4)]

    assert together(lobby, *twice) == ["done"] * 4
    assert lobby.chat.value("SELECT count(*) FROM history WHERE what = 'recognised'") == 1
