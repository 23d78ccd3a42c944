"""Awards: opened by who leads, nominated with reasons, voted for in secret, told once."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.backup import backup, restore
from bot.cards import parse
from tests.chat import PEOPLE, START, Chat, Person, titles

OPEN = "award open Star of November until Friday 18:00"
END = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)  # Friday 18:00 in Shanghai


@pytest.fixture
def chat(url):
    with Chat(url) as chat:
        yield chat


@pytest.fixture
def quick_chat(databases):
    with databases.fresh("sqlite") as url, Chat(url) as chat:
        yield chat


@pytest.fixture
def star(chat):
    """An award of the team East with two nominees."""
    chat.says("mei", OPEN)
    chat.says("li", "nominate 王芳 for launching D-1020 over the weekend")
    chat.says("wang", "提名 Zhang 理由 带新人")
    return chat


def result(chat):
    return chat.value("SELECT result FROM ballots")


def told(posts, member):
    """What a member is told in private."""
    return [post for post in posts if post.member == member]


def ends(chat):
    """Let the time come at which the vote ends."""
    chat.now = END
    chat.ticks()
    return chat.news()


def test_a_manager_opens_an_award_and_its_card_stays_in_the_room(chat):
    (card,) = chat.says("mei", OPEN)
    assert (card.title, card.member, card.buttons) == (
        "AW-1 Star of November: who should win?",
        None,
        {"Nominate": "form nominate AW-1", "Vote": "vote AW-1"},
    )
    assert chat.rows("SELECT code, title, state FROM ballots") == [
        {"code": "AW-1", "title": "Star of November", "state": "open"}
    ]
    assert chat.value("SELECT closes_at FROM ballots") == chat.moment("2026-11-27T10:00:00")


@pytest.mark.parametrize(
    ("line", "title", "end"),
    [
        ("award open Collaboration star of November until Friday 18:00", "Collaboration star of November", END),
        ("评选 开启 十一月协作之星 到周五18点", "十一月协作之星", END),
        ("发起评选 到位之星，截止周五", "到位之星", END),
        ("open award Best helper (until tomorrow noon)", "Best helper", START + timedelta(hours=27)),
        ("award open Best helper", "Best helper", START + timedelta(hours=57)),
    ],
)
def test_what_an_award_is_called_and_until_when(quick_chat, line, title, end):
    quick_chat.says("mei", line)
    stored = quick_chat.rows("SELECT title, closes_at FROM ballots")
    assert stored == [{"title": title, "closes_at": quick_chat.moment(end.replace(tzinfo=None).isoformat())}]


def test_an_award_of_the_company_is_shown_to_every_team(chat):
    posts = chat.says("dora", OPEN, room="us")
    assert sorted((post.room, post.title) for post in posts) == sorted(
        (room, "AW-1 Star of November: who should win?") for room in chat.rooms.values()
    )
    chat.says("li", "nominate Tom for the tender")
    assert titles(chat.says("tom", "vote", room="us")) == ["AW-1 Star of November: nobody to vote for yet"]
    assert "Voted: AW-1 Star of November" in titles(chat.says("kim", "vote tom", room=None))


def test_the_card_names_who_is_nominated_and_why_and_how_many_voted(star):
    star.says("zhang", "nominate 王芳: always calm")
    card = next(post for post in star.says("li", "vote wang", room=None) if post.member is None)
    assert card.text == (
        "• 王芳: launching D-1020 over the weekend; always calm\n• Zhang: 带新人\n\n"
        "Voting ends Fri 27 Nov 2026, 18:00 (Shanghai). 1 of 4 have voted; nobody sees for whom."
    )


@pytest.mark.parametrize(
    ("line", "nominee", "reason"),
    [
        ("nominate Zhang because he stayed late", "zhang", "he stayed late"),
        ("nominate AW-1 zhang he stayed late", "zhang", "he stayed late"),
        ("提名王芳，周末加班把海纳上线了", "wang", "周末加班把海纳上线了"),
        ("提名王芳周末加班把海纳上线了", "wang", "周末加班把海纳上线了"),
        ("提名 王芳 参评 Star of November 理由：带新人", "wang", "带新人"),
        ("nominate Tom for the tender", "tom", "the tender"),
    ],
)
def test_a_nomination_as_people_write_it(quick_chat, line, nominee, reason):
    quick_chat.says("mei", OPEN)
    quick_chat.says("li", line)
    assert quick_chat.rows("SELECT nominee, reason FROM nominations") == [
        {"nominee": quick_chat.members[nominee], "reason": reason}
    ]


def test_a_nomination_without_a_reason_is_asked_for_it(star):
    (asked,) = star.says("zhang", "nominate 王芳", room=None)
    assert asked.title == "Why 王芳?"
    assert star.value("SELECT count(*) FROM nominations") == 2
    said = star.says("zhang", "she taught the new ones", room=None)
    assert titles(told(said, star.members["zhang"])) == ["王芳 is nominated for AW-1 Star of November"]
    assert star.value("SELECT reason FROM nominations WHERE by = :by", by=star.members["zhang"]) == (
        "she taught the new ones"
    )
    assert titles(star.says("zhang", "and she sings", room=None)) != ["王芳 is nominated for AW-1 Star of November"]


def test_the_form_nominates_as_the_line_does(star):
    (card,) = star.says("li", "award AW-1")
    form = parse(star.handle("zhang", card.buttons["Nominate"], pressed=True).answer.text)
    assert [field.name for field in form.fields] == ["nominee", "reason"]
    star.says("zhang", form.buttons[0].command, fields={"nominee": "Li", "reason": "the tender"}, pressed=True)
    assert star.value("SELECT reason FROM nominations WHERE nominee = :li", li=star.members["li"]) == "the tender"


def test_nobody_nominates_themselves_and_a_second_reason_replaces_the_first(star):
    assert titles(star.says("li", "nominate me for everything")) == ["You can't nominate yourself"]
    star.says("li", "nominate 王芳 for the demo")
    assert [row["reason"] for row in star.rows("SELECT reason FROM nominations ORDER BY nominee")] == [
        "the demo",
        "带新人",
    ]


def test_the_choice_is_offered_in_private_without_oneself(star):
    (card,) = star.says("wang", "vote AW-1")
    assert (card.member, card.buttons) == (
        star.members["wang"],
        {"Zhang": "vote AW-1 zhang", "Abstain": "vote AW-1 abstain"},
    )
    said = star.presses("wang", card, "Zhang")
    assert titles(told(said, star.members["wang"])) == ["已投票：AW-1 Star of November"]
    assert "Zhang" not in told(said, star.members["wang"])[0].text


def test_above_ten_nominees_a_list_to_choose_from_takes_the_place_of_buttons(databases):
    crowd = [Person(f"p{no}", f"Person {no}", ("rep",), "east") for no in range(11)]
    with databases.fresh("sqlite") as url, Chat(url, people=(*PEOPLE, *crowd)) as chat:
        chat.says("mei", OPEN)
        for one in crowd:
            chat.says("li", f"nominate {one.name} for helping")
        (card,) = chat.says("li", "vote", room=None)
        assert card.buttons == {"Choose": "form vote AW-1"}
        form = parse(chat.handle("li", card.buttons["Choose"], room=None, pressed=True).answer.text)
        assert [option.value for option in form.fields[0].options] == [*(one.handle for one in crowd), "abstain"]
        said = chat.says("li", form.buttons[0].command, room=None, fields={"vote": "p3"}, pressed=True)
        assert "Voted: AW-1 Star of November" in titles(said)


@pytest.mark.parametrize(
    "words",
    ["voting for 王芳", "vote for Wang", "投给王芳", "我投王芳一票", "王芳", "vote AW-1 wang", "投票 王芳", "abstain"],
)
def test_a_vote_as_people_write_it_in_private(star, words):
    star.says("zhang", "vote AW-1", room=None)
    said = star.says("zhang", words, room=None)
    assert {"Voted: AW-1 Star of November", "已投票：AW-1 Star of November"} & set(titles(said))
    assert star.rows("SELECT member FROM papers") == [{"member": star.members["zhang"]}]


@pytest.mark.parametrize("words", ["vote AW-1 王芳", "投给王芳", "vote wang", "vote abstain"])
def test_a_vote_typed_in_a_room_is_not_counted_and_not_shown(star, words):
    (answer,) = star.says("zhang", words)
    assert answer.member == star.members["zhang"]
    assert answer.title in (
        "Not counted: a vote is secret, and others may read this room",
        "没有计入：投票要保密，群里别人看得到",
    )
    assert (
        star.value("SELECT count(*) FROM papers"),
        star.value("SELECT count(*) FROM local_lines WHERE text LIKE :line", line=f"%{words}%"),
    ) == (0, 0)


@pytest.mark.parametrize("words", ["vote AW-1 zhang", "vote Mickey Mouse", "vote li", "vote tom"])
def test_a_vote_for_oneself_or_for_who_is_not_nominated_changes_nothing_and_is_not_repeated(star, words):
    star.says("zhang", "vote wang", room=None)
    paper = star.value("SELECT sealed FROM papers")
    (answer,) = star.says("zhang", words, room=None)
    assert answer.title == "That was not a nominee you can vote for"
    assert star.value("SELECT sealed FROM papers") == paper


def test_who_may_vote(star):
    assert titles(star.says("tom", "vote AW-1 wang", room=None)) == ["AW-1 Star of November is east's own"]
    assert titles(star.says("tom", "nominate AW-1 Li for x", room="us")) == ["AW-1 Star of November is east's own"]
    star.says("li", "leave today to Friday, cover Zhang")
    assert "Voted: AW-1 Star of November" in titles(star.says("li", "vote wang", room=None))
    star.says("ann", "add team East: Newcomer")
    with star.store.write() as db:
        db.exec_driver_sql(
            "INSERT INTO bindings (door, tenant, \"user\", workspace, member) SELECT 'local', 'default', 'newcomer', workspace, id FROM members WHERE name = 'Newcomer' ON CONFLICT DO NOTHING"
        )
    assert "Voted: AW-1 Star of November" in titles(
        star.says(star.value("SELECT handle FROM members WHERE name = 'Newcomer'"), "vote wang", room=None)
    )
    star.says("ann", "member left Newcomer")
    assert star.value("SELECT count(*) FROM papers") == 2


def test_the_last_choice_counts_and_the_result_is_told_once(star):
    for who, choice in (
        ("li", "zhang"),
        ("zhang", "wang"),
        ("wang", "zhang"),
        ("mei", "zhang"),
        ("li", "wang"),
        ("mei", "wang"),
    ):
        star.says(who, f"vote {choice}", room=None)
    card, told = sorted(ends(star), key=lambda post: post.rev, reverse=True)
    assert (card.title, told.title, told.room) == (
        "AW-1 Star of November: 王芳",
        "Star of November: 王芳",
        star.rooms["east"],
    )
    assert "> launching D-1020 over the weekend" in told.text
    assert "| Votes |" not in told.markdown  # four papers: who won, and nothing more
    assert ends(star) == []
    assert star.rows("SELECT state, key FROM ballots") == [{"state": "closed", "key": None}]
    assert star.value("SELECT count(*) FROM papers") == 0
    assert star.value("SELECT count(*) FROM timers WHERE subject_kind = 'ballot'") == 0


def test_with_five_papers_the_votes_are_told(databases):
    more = [Person("sun", "Sun", ("rep",), "east"), Person("wu", "Wu", ("rep",), "east")]
    with databases.fresh("sqlite") as url, Chat(url, people=(*PEOPLE, *more)) as chat:
        chat.says("mei", OPEN)
        for nominee in ("Li", "王芳", "Sun"):
            chat.says("mei", f"nominate {nominee} for helping")
        for who, choice in (("mei", "li"), ("wang", "li"), ("sun", "wang"), ("wu", "wang"), ("zhang", "abstain")):
            chat.says(who, f"vote {choice}", room=None)
        (told,) = [post for post in ends(chat) if post.rev == 0]
        assert told.title == "Star of November is shared by Li and 王芳"
        assert "5 of 6 voted." in told.text
        assert "Nominee · Votes\nLi · 2\n王芳 · 2" in told.text


@pytest.mark.parametrize(("voters", "needed"), [(("li",), 3), (("li", "zhang"), 3)])
def test_below_three_papers_nothing_is_told(star, voters, needed):
    for who in voters:
        star.says(who, "vote wang", room=None)
    (told,) = [post for post in ends(star) if post.rev == 0]
    assert told.title == "Star of November: no result this time"
    assert f"{len(voters)} of 4 voted, and a result needs {needed}." in told.text
    assert "王芳" not in told.text
    assert '"winners": []' in str(result(star)) or result(star)["winners"] == []


def test_an_award_is_closed_by_hand_by_who_leads(star):
    for who, choice in (("li", "wang"), ("zhang", "wang"), ("mei", "zhang")):
        star.says(who, f"vote {choice}", room=None)
    star.says("li", "award close AW-1")
    assert star.value("SELECT state FROM ballots") == "open"
    assert titles(star.says("kim", "award close AW-1", room="us")) == ["AW-1 Star of November is not yours to end"]
    said = star.says("mei", "award close AW-1")
    assert "AW-1 Star of November is closed" in titles(said)
    assert titles(star.says("wang", "投票 AW-1 zhang", room=None)) == ["AW-1 Star of November 已经结束了"]
    star.ticks()
    assert "Star of November: 王芳" in titles(star.news())
    assert titles(star.says("wang", "vote AW-1 zhang", room=None)) == ["AW-1 Star of November is over"]


def test_a_cancelled_award_leaves_nothing_behind(star):
    star.says("li", "vote wang", room=None)
    said = star.says("ann", "award cancel AW-1", room="us")
    assert set(titles(said)) == {"AW-1 Star of November is called off"}
    assert star.rows("SELECT state, key, result FROM ballots") == [{"state": "cancelled", "key": None, "result": None}]
    assert star.value("SELECT count(*) FROM papers") == 0
    assert ends(star) == []


def test_who_has_not_voted_is_reminded_in_private_before_the_end(star):
    star.says("li", "vote wang", room=None)
    star.says("zhang", "leave today to next Friday")
    said = star.passes(days=4)
    reminders = [
        post
        for post in said
        if (post.member is not None and "still missing" in post.title) or "还差你一票" in post.title
    ]
    assert sorted((post.member, post.title) for post in reminders) == sorted(
        [
            (star.members["mei"], "Mei, your vote for Star of November is still missing"),
            (star.members["wang"], "王芳，Star of November 还差你一票"),
        ]
    )


def test_after_a_restore_an_open_vote_begins_again(star, tmp_path):
    for who in ("li", "zhang", "mei"):
        star.says(who, "vote wang", room=None)
    backup(star.url, tmp_path / "monday")
    restore(star.url, tmp_path / "monday", force=True, now=star.now)
    assert star.value("SELECT count(*) FROM papers") == 0
    assert "1 open award begins again" in [post.text for post in told(star.news(), star.members["ann"])][-1]
    for who in ("li", "zhang", "mei"):
        assert "Voted: AW-1 Star of November" in titles(star.says(who, "vote wang", room=None))
    assert "Star of November: 王芳" in titles(ends(star))


def test_several_awards_are_told_apart(star):
    star.says("dora", "award open Helper of the year until Friday", room="us")
    (which,) = star.says("zhang", "vote wang", room=None)
    assert (which.title, which.buttons) == (
        "Which award do you mean?",
        {"Vote AW-1": "vote AW-1", "Vote AW-2": "vote AW-2"},
    )
    star.says("zhang", "nominate 王芳 for Helper of the year because of the tender")
    assert star.rows("SELECT ballot, reason FROM nominations WHERE by = :by", by=star.members["zhang"]) == [
        {"ballot": star.value("SELECT id FROM ballots WHERE code = 'AW-2'"), "reason": "the tender"}
    ]
    assert titles(star.says("zhang", "awards", room=None)) == ["2 awards are being voted on"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Granite: budget approved $140k, demo Tuesday 2pm", "D-1001 Granite updated"),
        ("华芯改成50万", "这说的是哪个商机？"),
        ("hello", "Hello Zhang, I'm Baton"),
    ],
)
def test_what_names_nobody_is_no_vote_and_read_like_anything_else(star, words, title):
    star.has_deal("Granite", owner="zhang")
    star.says("zhang", "vote AW-1", room=None)
    assert title in titles(star.says("zhang", words, room=None))
    assert "Voted: AW-1 Star of November" in titles(star.says("zhang", "王芳", room=None))


@pytest.mark.parametrize("asked", ["vote AW-1", "nominate 王芳"])
@pytest.mark.parametrize("word", ["算了", "不", "never mind"])
def test_a_no_ends_what_was_asked_of_an_award(star, asked, word):
    star.says("zhang", asked, room=None)
    assert titles(star.says("zhang", word, room=None)) == ["All right, it stays as it is"]
    assert "AW-1" not in " ".join(titles(star.says("zhang", "王芳", room=None)))


@pytest.mark.parametrize("words", ["Amey", "I vote for the new guy", "诸葛亮"])
def test_a_name_that_is_no_nominee_is_said_to_be_none(star, words):
    star.says("zhang", "vote AW-1", room=None)
    assert titles(star.says("zhang", words, room=None)) == ["That was not a nominee you can vote for"]
