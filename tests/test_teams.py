"""Teams change without code: people go from one to another, a team ends and comes back."""

import pytest

from tests.chat import titles


@pytest.fixture
def ann(chat):
    """The admin, in private."""
    return lambda words, **more: chat.says("ann", words, room=None, **more)


def fresh(posts):
    """What was said anew; cards that were redrawn are left out."""
    return [post for post in posts if post.member is not None]


def test_who_moves_takes_the_open_deals_along_and_leaves_the_won_ones(chat, ann):
    won, code = chat.has_deal("Old", owner="li"), chat.has_deal(owner="li")
    chat.says("li", f"won {won} 5k")
    due = chat.value("SELECT contact_due FROM deals WHERE code = :code", code=code)

    said = fresh(ann("move Li to us"))

    assert titles(said) == ["Li is in us now, with 1 open deal", "You are in us now"]
    teams = {row["code"]: row["team"] for row in chat.rows("SELECT code, team FROM deals")}
    assert teams == {won: chat.teams["east"], code: chat.teams["us"]}
    assert chat.value("SELECT contact_due FROM deals WHERE code = :code", code=code) == due
    assert [
        row["team"] for row in chat.rows("SELECT team FROM memberships WHERE member = :m", m=chat.members["li"])
    ] == [chat.teams["us"]]
    assert chat.handle("mei", f"assign {code} to 王芳").state == "refused"
    assert "Team: east → us" in chat.says("kim", f"history {code}", room=None)[-1].text


def test_a_move_is_put_back_by_its_button(chat, ann):
    code = chat.has_deal(owner="li")
    said = fresh(ann("调动 Li 到 us"))

    assert titles(said)[0] == "Li 调到了 us，带着 1 条在跟商机"
    back = fresh(chat.presses("ann", said[0], "调回去", room=None))
    assert titles(back)[0] == "Li is in east now, with 1 open deal"
    assert chat.value("SELECT team FROM deals WHERE code = :code", code=code) == chat.teams["east"]
    assert titles(ann("move Li to east")) == ["Li is in east already, and in no other team"]


def test_undo_does_not_wander_past_a_move(chat, ann):
    ann("language 中文")
    chat.has_deal(owner="li")
    ann("move Li to us")

    assert titles(ann("undo")) == ["Who works where is changed by saying so, not by undo"]
    assert chat.value("SELECT language FROM members WHERE handle = 'ann'") == "zh"


def test_a_move_is_history_of_the_person(chat, ann):
    ann("move Li to us")
    rows = chat.rows(
        "SELECT what, who FROM history WHERE subject_kind = 'member' AND subject = :m", m=chat.members["li"]
    )

    assert rows == [{"what": "moved", "who": chat.members["ann"]}]


@pytest.mark.parametrize("words", ["move", "move Li", "move Li to", "调动 Li"])
def test_a_move_to_nowhere_is_refused_with_an_example(chat, ann, words):
    assert titles(ann(words)) in (["Who goes to which team?"], ["谁调到哪个团队？"])
    assert titles(ann("move Li to nowhere")) == ["There is no such team; nothing was changed"]


@pytest.mark.parametrize("words", ["move {} to negotiation", "move Acme to negotiation"])
def test_a_deal_that_moves_on_is_no_person(chat, words):
    code = chat.has_deal(owner="li")
    said = chat.says("li", words.format(code))[-1]

    assert said.title == f"{code} Acme: shall I write this down?"


def test_a_team_ends_only_when_nothing_hangs_on_it(chat, ann):
    ann("add team North: Bo Li")
    chat.says("dora", "goal North 100k this year", room=None)
    chat.says("ann", "room North", room="us")
    said = ann("remove team North")[-1]

    assert said.title == "North is still in use; nothing was changed"
    for part in (
        "1 person: Bo Li",
        "1 room: us",
        "a goal for",
        "move Bo Li to",
        "room none",
        "goal North none 2026",
    ):
        assert part in said.text
    ann("move Bo Li to east")
    chat.says("dora", "goal North none 2026", room=None)
    assert chat.says("ann", "room none", room="us")[-1].title == "This room belongs to no team now"
    assert chat.presses("ann", said, "Try again", room=None)[-1].title == "North is removed"
    assert "North" not in ann("people")[-1].text
    # Its own room, which where Baton is used elsewhere nobody ever saw, went along, and comes back with it.
    own = "SELECT team FROM rooms WHERE name = 'North'"
    assert chat.value(own) is None
    assert titles(ann("move Li to North")) == ["There is no such team; nothing was changed"]
    ann("add team North: Bo Li")
    assert chat.value(own) is not None


def test_another_team_takes_the_deals_of_one_that_ends(chat, ann):
    code = chat.has_deal()
    for one in ("Li", "王芳", "Zhang", "Mei"):
        ann(f"move {one} to us")
    chat.says("ann", "room us", room="east")

    said = ann("删除团队 east")[-1]
    assert said.title == "east 还有 1 条在跟商机，什么都没改"
    assert chat.presses("ann", said, "归 us", room=None)[-1].title == "east is removed"
    assert chat.value("SELECT team FROM deals WHERE code = :code", code=code) == chat.teams["us"]
    assert (
        chat.value("SELECT what FROM history WHERE subject_kind = 'workspace' ORDER BY no DESC LIMIT 1")
        == "team_removed"
    )


def test_what_a_removed_team_won_still_counts_and_it_comes_back_under_its_name(chat, ann):
    won = chat.has_deal("Old", owner="li")
    chat.says("li", f"won {won} 5k")
    for one in ("Li", "王芳", "Zhang", "Mei"):
        ann(f"move {one} to us")
    chat.says("ann", "room none", room="east")
    assert ann("remove team east")[-1].title == "east is removed"

    assert won in chat.says("dora", "won deals this year", room=None)[-1].text
    assert won in chat.says("li", "won deals li this year", room=None)[-1].text
    ann("add team east: Li")
    assert chat.value("SELECT count(*) FROM teams WHERE name = 'east'") == 1
    assert "east" in ann("people")[-1].text


def test_only_admins_move_people_and_end_teams(chat):
    for words in ("move Li to us", "remove team east"):
        assert chat.handle("mei", words).state == "refused"
        assert chat.handle("dora", words).state == "refused"
    assert chat.value("SELECT count(*) FROM teams WHERE removed_at IS NOT NULL") == 0


def test_a_team_with_too_many_deals_for_one_turn_goes_in_several(chat, ann, monkeypatch):
    monkeypatch.setattr("handlers.teams.AT_ONCE", 2)
    codes = [chat.has_deal(f"Acme {no}", owner="li") for no in range(3)]
    said = fresh(ann("move Li to us"))
    assert said[0].title == "Li is in us now, with 2 open deals"
    chat.presses("ann", said[0], "Go on", room=None)

    assert {row["team"] for row in chat.rows("SELECT team FROM deals")} == {chat.teams["us"]}
    assert len(codes) == 3
