"""The board: who won what in a period, ties, gaps, and nobody named at the bottom."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Table
from sales.boards import Tally, mine, ranked, top
from sales.money import money
from sales.values import Person
from storage import boards
from tests.chat import Chat, titles
from tests.chat import Person as Somebody


def won(chat, since, until, teams=("east", "us")):
    """Member, count and sum per currency, straight from storage."""
    with chat.store.read() as db:
        rows = boards.won_by_member(
            db,
            workspace=chat.workspace,
            since=datetime.fromisoformat(since).replace(tzinfo=UTC),
            until=datetime.fromisoformat(until).replace(tzinfo=UTC),
            teams=[chat.teams[team] for team in teams],
        )
    return {row.member.name: (row.count, [amount for amount, _ in row.amounts]) for row in rows}


def wins(chat, owner, *amounts, room="east"):
    """Let somebody win deals of these amounts."""
    for amount in amounts:
        code = chat.has_deal("Acme", owner=owner, room=room)
        chat.says(owner, f"won {code} {amount}", room=room)


def rows(post):
    """The rows of a post's table."""
    return [
        ["".join(span.text for span in cell) for cell in row]
        for block in post.card.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]


def tally(no, score):
    return Tally(Person(no, f"P{no}"), score)


SCORES = st.lists(st.integers(0, 4), min_size=1, max_size=12)


def test_those_who_are_equal_share_a_rank_and_the_next_counts_them_all():
    places = ranked([tally(1, 5), tally(2, 9), tally(3, 5), tally(4, 9), tally(5, 1)])
    assert [(place.rank, place.tally.member.id) for place in places] == [(1, 2), (1, 4), (3, 1), (3, 3), (5, 5)]


@given(SCORES)
def test_a_rank_is_one_more_than_how_many_stand_higher(scores):
    for place in ranked([tally(no, score) for no, score in enumerate(scores)]):
        assert place.rank == 1 + sum(score > place.tally.score for score in scores)


@given(SCORES, st.integers(1, 10), st.integers(0, 6))
def test_nobody_of_the_lower_half_nor_the_last_is_ever_named(scores, most, more):
    field = len(scores) + more
    places = ranked([tally(no, score) for no, score in enumerate(scores)])
    shown = top(places, most=most, field=field)
    assert shown == places[: len(shown)]
    for place in shown:
        assert place.rank <= max(1, min(most, field // 2))
        # Somebody who competes stands lower, unless all who are shown came first.
        assert place.rank == 1 or place.tally.score > min(scores) or more


def test_who_is_last_is_not_named_even_with_others_unless_nobody_came_before():
    crowd = ranked([tally(1, 9), *(tally(no, 1) for no in range(2, 6))])
    assert [place.tally.member.id for place in top(crowd, most=5, field=5)] == [1]
    assert len(top(crowd, most=5, field=6)) == 5
    assert len(top(ranked([tally(no, 1) for no in range(4)]), most=5, field=4)) == 4


@given(SCORES, st.integers(0, 5))
def test_the_gap_is_what_brings_one_level_with_the_next_rank(scores, own):
    others = [tally(no, score) for no, score in enumerate(scores, 2)]
    found = mine(others, tally(1, own))
    if found.ahead is not None:
        level = mine(others, tally(1, own + found.gap))
        assert (level.rank, level.shared) == (found.ahead, True)
    else:
        assert own >= max(scores)


def test_a_won_deal_counts_for_who_owned_it_when_it_closed(chat):
    wins(chat, "li", "¥30万", "$2k")
    wins(chat, "wang", "¥10万")
    wins(chat, "zhang", "")
    chat.has_deal("Beta", owner="li")
    found = won(chat, "2026-11-23", "2026-11-24")
    assert found == {
        "Li": (2, [money(Decimal(300_000), "CNY"), money(Decimal(2_000), "USD")]),
        "Zhang": (1, []),
        "王芳": (1, [money(Decimal(100_000), "CNY")]),
    }
    assert won(chat, "2026-11-23", "2026-11-24", teams=["us"]) == {}
    assert won(chat, "2026-11-24", "2026-11-25") == {}


def test_a_deal_that_is_taken_back_or_withdrawn_counts_no_more(chat):
    wins(chat, "li", "¥30万")
    assert won(chat, "2026-11-23", "2026-11-24") != {}
    chat.says("li", "undo")
    assert won(chat, "2026-11-23", "2026-11-24") == {}
    assert titles(chat.says("li", "points")) == ["No points yet · 23–29 Nov 2026"]


def test_the_room_sees_the_top_and_the_asker_alone_their_place(chat):
    wins(chat, "li", "¥30万", "¥2万")
    wins(chat, "wang", "¥10万")
    wins(chat, "zhang", "¥8万")
    public, private = chat.says("zhang", "board")
    assert (public.member, private.member) == (None, chat.members["zhang"])
    assert public.title == "Li leads · November 2026"
    assert rows(public) == [["1", "Li", "CN¥320,000", "2"]]
    assert private.title == "You hold rank 3, CN¥20,000 to rank 2"
    (private,) = chat.says("li", "排行榜", room=None)
    assert private.title == "Li领先 · 2026年11月"
    assert "你排第 1" in private.text


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("board today", "Li leads · Mon 23 Nov 2026"),
        ("board this week by points", "Li leads · 23–29 Nov 2026"),
        ("排行榜 本季度 按单数", "Li领先 · 2026年第四季度"),
        ("排行榜 上周", "2026年11月16日至22日没有成交"),
        ("board 2026", "Li leads · 2026"),
        ("leaderboard Q4", "Li leads · Q4 2026"),
        ("board east 2026-11", "Li leads · November 2026"),
        ("board October", "No deal won · October 2026"),
    ],
)
def test_a_board_is_of_the_period_and_kind_that_is_asked(quick_chat, asked, title):
    wins(quick_chat, "li", "¥30万")
    assert quick_chat.says("li", asked)[0].title == title


def test_a_deal_closed_before_midnight_counts_on_that_day_here_and_on_another_there(chat):
    code = chat.has_deal("Acme", owner="li")
    chat.now = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)  # 23:30 of 30 November in Shanghai, 10:30 in New York
    chat.says("li", f"won {code} ¥1万")
    chat.says("li", "zone America/New_York", room=None)
    assert chat.says("zhang", "board today")[0].title == "Li leads · Mon 30 Nov 2026"
    chat.now += timedelta(hours=1)  # half past midnight in Shanghai
    assert chat.says("zhang", "board today")[0].title == "No deal won yet · Tue 1 Dec 2026"
    assert chat.says("zhang", "board 2026-11")[0].title == "Li leads · November 2026"
    with chat.store.write() as db:
        db.exec_driver_sql("UPDATE teams SET zone = 'Pacific/Kiritimati'")  # 14 hours ahead: it is 1 December there
    assert chat.says("zhang", "board 2026-11")[0].title == "No deal won · November 2026"
    assert chat.says("zhang", "board 2026-12")[0].title == "Li leads · December 2026"


def test_a_team_sees_its_own_board_and_a_director_all(quick_chat):
    wins(quick_chat, "li", "¥30万")
    wins(quick_chat, "tom", "¥10万", room="us")
    (elsewhere,) = quick_chat.says("tom", "board")  # said in the room of another team
    assert (elsewhere.title, elsewhere.member) == ("Tom leads · November 2026", quick_chat.members["tom"])
    (refused,) = quick_chat.says("tom", "board east")
    assert "Li" not in refused.text
    (both,) = quick_chat.says("dora", "board all", room=None)
    assert [row[1] for row in rows(both)] == ["Li", "Tom"]


def test_amounts_in_other_currencies_count_at_the_rate_of_their_day(quick_chat):
    quick_chat.says("ann", "rate USD 7 from 2026-11-01", room=None)
    wins(quick_chat, "li", "$10k")
    wins(quick_chat, "wang", "¥6万", "€100")
    public, *_ = quick_chat.says("li", "board")
    assert rows(public) == [["1", "Li", "CN¥70,000", "1"]]
    assert "€100" in public.text


def test_who_opted_out_is_on_no_board_and_sees_their_own_place(quick_chat):
    wins(quick_chat, "li", "¥30万")
    wins(quick_chat, "wang", "¥10万")
    quick_chat.says("li", "praise off")
    for by in ("value", "won", "points"):
        public, private = quick_chat.says("li", f"board by {by}")
        assert "Li" not in public.text
        assert public.title == "王芳 leads · November 2026"
        assert private.title == ("You share rank 1" if by == "won" else "You hold rank 1")
    public, private = quick_chat.says("wang", "排行榜")
    assert (public.title, private.title) == ("王芳领先 · 2026年11月", "你排第 1")


def test_every_point_opens_what_it_was_for(quick_chat):
    code = quick_chat.has_deal("Acme", owner="li")
    quick_chat.says("li", f"contacted {code}")
    quick_chat.says("li", f"progress {code} stage proposal")
    quick_chat.says("li", f"won {code} ¥30万")
    quick_chat.says("wang", "点赞 Li 讲解得好")
    quick_chat.says("zhang", "kudos to Li for the calm", room=None)
    (listed,) = quick_chat.says("li", "points")
    assert listed.title == "You earned 26 points · 23–29 Nov 2026"
    opens = [span.text for block in listed.card.blocks for item in getattr(block, "items", ()) for span in item.spans]
    opens = [text for text in opens if text.startswith(("history", "kudos"))]
    assert sorted(opens) == ["history D-1001", "history D-1001/3", "history D-1001/4", "kudos K-1", "kudos K-2"]
    for line in opens:
        (opened,) = [post for post in quick_chat.says("li", line) if post.room is not None]
        assert opened.title.startswith(("D-1001 Acme", "K-"))
    assert quick_chat.says("li", "history D-1001/3")[0].title == "D-1001 Acme: change 3 of 5"
    assert quick_chat.says("li", "history D-1001/9")[0].title == "D-1001 Acme has no such change"


def test_points_are_listed_to_oneself_only(quick_chat):
    wins(quick_chat, "li", "¥30万")
    assert titles(quick_chat.says("mei", "points Li")) == ["Points are listed to whoever earned them only"]
    (mine,) = quick_chat.says("li", "积分")
    assert mine.member == quick_chat.members["li"]


def test_the_rules_are_published(quick_chat):
    assert titles(quick_chat.says("li", "points rules")) == ["How points are earned"]


CROWD = tuple(Somebody(f"rep{no}", f"Rep{no:02}", ("rep",), "east") for no in range(6))


def test_no_public_word_ever_names_somebody_below_the_top(databases):
    with (
        databases.fresh("sqlite") as url,
        Chat(url, people=(*CROWD, Somebody("mei", "Mei", ("manager",), "east"))) as chat,
    ):
        for no, person in enumerate(CROWD):
            wins(chat, person.handle, *["¥1万"] * (len(CROWD) - no))
        since = chat.value("SELECT max(id) FROM local_posts")
        for person in (CROWD[0], CROWD[-1]):
            for by in ("value", "won", "points"):
                for period in ("today", "this week", "Q4", "2026"):
                    chat.says(person.handle, f"board {period} by {by}")
                    chat.says(person.handle, f"board {period} by {by}", room=None)
        chat.now = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
        chat.passes(hours=2)  # Monday's praise
        said = chat.rows("SELECT text, member FROM local_posts WHERE id > :since", since=since)
        public = "\n".join(row["text"] for row in said if row["member"] is None)
        assert "Rep00" in public
        assert [person.name for person in CROWD[3:] if person.name in public] == []
        # In private one is told one's own place, and of others the number only.
        private = "\n".join(row["text"] for row in said if row["member"] == chat.members["rep5"])
        assert [person.name for person in CROWD[3:-1] if person.name in private] == []


def test_help_that_was_given_earns_a_point_that_opens_the_request(quick_chat):
    quick_chat.has_deal("Acme", owner="li")
    quick_chat.says("li", "need 王芳 on D-1001 to name their buyer")
    quick_chat.says("wang", "answer R-1 her name is Bo")
    (listed,) = quick_chat.says("wang", "积分", room=None)
    assert listed.title == "你得了 5 分 · 2026年11月23日至29日"
    assert "帮了 Li 一个忙" in listed.text
    (opened,) = quick_chat.says("wang", "查看 R-1", room=None)
    assert "Acme" in opened.markdown


def test_the_rules_of_points_cap_how_often_and_not_how_many(quick_chat):
    (told,) = quick_chat.says("li", "points rules")
    assert "at most 10 times a day" in told.text
