"""Two companies with equal codes, people and rooms in one store: nothing crosses."""

import pytest

from bot.vault import new_key
from tests.promises.neighbours import SECRETS, crossings, settled
from tests.promises.servers import Server


@pytest.fixture
def companies(url):
    """Both companies, settled in."""
    with settled(url) as both:
        yield both


def test_no_command_of_one_company_hears_of_the_other_or_moves_anything_there(databases):
    with databases.fresh("sqlite") as url, settled(url) as (one, other):  # in every room: tests/soak/test_neighbours.py
        assert crossings(other, one, everywhere=False) == []


def test_what_two_companies_are_told_of_the_same_deal_is_their_own(companies):
    one, other = companies
    assert [
        one.says("dora", "show D-1001", room=None)[0].title,
        other.says("dora", "show D-1001", room=None)[0].title,
    ] == [
        "D-1001 Acme Kestrel · Li",
        "D-1001 Bumble Magpie · Li",
    ]


def test_no_address_of_the_local_chat_shows_another_company(companies, tmp_path):
    one, other = companies
    other.says("li", "show D-1001")
    server = Server(one.url, new_key(), tmp_path / "log")
    server.start()
    found = []
    for path in ("/", "/local/people", "/local/rooms", *addresses(one, other)):
        status, answer = server.get(path)
        found += [f"{path}: {word}" for word in SECRETS["other"] if word in str(answer)]
        assert status in (200, 404), (path, status)
    people = {person["id"] for person in server.get("/local/people")[1]}
    server.stop()
    assert (found, people) == ([], set(one.members.values()))


def addresses(*companies):
    """The addresses of every room and person, also by the ids of the other company."""
    for company in companies:
        for member in (*company.members, *company.members.values()):
            for room in (*company.rooms, *company.rooms.values(), "dm"):
                yield f"/local/posts?member={member}&channel={room}"
                yield f"/local/lines?channel={room}"
