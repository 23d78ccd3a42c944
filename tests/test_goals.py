"""Goals: who may set them, how a team's is split and checked, and how far one is."""

from datetime import UTC, datetime

import pytest

from tests.chat import PEOPLE, Chat, Person, titles


@pytest.fixture
def chat(url):
    """Two teams; the eastern one has three reps."""
    with Chat(url) as chat:
        yield chat


def goals(chat):
    """Every goal as it is stored."""
    return {
        (row["kind"], row["subject"], row["metric"], row["period"]): (row["value"], row["currency"])
        for row in chat.rows("SELECT * FROM goals")
    }


def test_a_manager_sets_a_goal_which_is_echoed_told_and_kept_in_the_record(chat):
    answer, told = chat.says("mei", "goal Li 1.2M this quarter")
    assert answer.title == "Li's goal for Q4 2026: CN¥1,200,000"
    assert (told.member, told.title) == (chat.members["li"], "Mei set your goal for Q4 2026: CN¥1,200,000")
    assert goals(chat) == {("member", chat.members["li"], "value", "2026-Q4"): (120_000_000, "CNY")}
    changed, _ = chat.says("mei", "目标 Li 本季度 100万")
    assert changed.text.splitlines()[0] == "目标：¥120万 → ¥100万"
    row = chat.rows("SELECT subject, payload FROM history WHERE what = 'goal' AND subject_kind = 'member' ORDER BY no")[
        -1
    ]
    assert row["subject"] == chat.members["li"]
    assert '[{"money":[120000000,"CNY"]},{"money":[100000000,"CNY"]}]' in row["payload"]


def test_what_a_goal_was_is_put_back_by_its_button(chat):
    chat.says("mei", "goal Li 1.2M 2026-Q4")
    changed, _ = chat.says("mei", "goal Li 900k 2026-Q4")
    chat.presses("mei", changed, "Put back")
    assert list(goals(chat).values()) == [(120_000_000, "CNY")]
    first, _ = chat.says("mei", "goal Zhang 5 deals this month")
    (gone,) = chat.presses("mei", first, "Put back")
    assert (gone.title, len(goals(chat))) == ("Zhang has no goal for November 2026 any more", 1)


def test_a_goal_without_a_currency_is_in_that_of_the_persons_last_one(chat):
    chat.says("mei", "goal Li $50k this month")
    for line in ("goal Li 60k next month", "Li's goal for Q1 is 150k"):
        assert "60,000" in chat.says("mei", line)[0].title or "150,000" in chat.says("mei", line)[0].title
    chat.says("mei", "goal Zhang 60k next month")
    found = {(subject, period): worth for (_, subject, _, period), worth in goals(chat).items()}
    li, zhang = chat.members["li"], chat.members["zhang"]
    assert (found[li, "2026-12"], found[li, "2027-Q1"]) == ((6_000_000, "USD"), (15_000_000, "USD"))
    assert found[zhang, "2026-12"] == (6_000_000, "CNY")


def test_the_same_goal_again_changes_and_tells_nothing(chat):
    chat.says("mei", "goal Li 1.2M this quarter")
    assert titles(chat.says("mei", "goal Li 1.2M this quarter")) == ["Li's goal for Q4 2026 is CN¥1,200,000 already"]
    assert chat.value("SELECT count(*) FROM history WHERE what = 'goal'") == 1


@pytest.mark.parametrize(
    ("who", "words", "answer"),
    [
        ("kim", "goal Li 1M this quarter", "You can't set Li's goal"),
        ("kim", "goal east 1M this quarter", "You can't set east's goal"),
        ("mei", "goal company 1M this quarter", "You can't set Huarui's goal"),
        ("li", "goal Li 1M this quarter", "Your role can't do this"),
        ("ann", "goal Li 1M this quarter", "Your role can't do this"),
        ("mei", "goal Li this quarter", "Whose goal, how much, and for when?"),
        ("mei", "goal 1M this quarter", "Whose goal, how much, and for when?"),
        ("mei", "goal Li 0 deals this quarter", "A goal is more than nothing, and a number people can reach"),
        ("mei", "goal Li 1M this quarter split", "Only a team's goal can be split"),
        ("mei", "goal Qwerty 1M this quarter", "No colleague or team is called “Qwerty”"),
        ("mei", "goal Li this quarter none", "Li has no goal for Q4 2026"),
    ],
)
def test_who_may_not_or_says_too_little_is_told_why(chat, who, words, answer):
    assert titles(chat.says(who, words, room=None)) == [answer]
    assert goals(chat) == {}


def test_a_director_sets_any_goal_the_companys_included(chat):
    chat.says("dora", "goal Li 1M this quarter", room=None)
    chat.says("dora", "目标 全公司 2026年 1亿", room=None)
    assert goals(chat) == {
        ("member", chat.members["li"], "value", "2026-Q4"): (100_000_000, "CNY"),
        ("workspace", chat.workspace, "value", "2026"): (10_000_000_000, "CNY"),
    }


def test_a_goal_without_a_period_is_asked_for_and_one_press_answers(chat):
    (asked,) = chat.says("mei", "goal east 5M split")
    assert (asked.title, list(asked.buttons)) == (
        "For which period is east's goal?",
        ["November 2026", "Q4 2026", "Q1 2027", "2026", "No, leave it"],
    )
    assert goals(chat) == {}
    chat.presses("mei", asked, "Q1 2027")
    assert sorted(goals(chat).values()) == [
        *((value, "CNY") for value in (166_666_600, 166_666_700, 166_666_700, 500_000_000))
    ]


def test_a_teams_goal_is_split_among_those_who_sell(chat):
    split, *told = chat.says("mei", "goal east 5M this quarter split")
    assert split.text.splitlines()[:3] == ["• Li: CN¥1,666,667", "• 王芳: CN¥1,666,667", "• Zhang: CN¥1,666,666"]
    assert "The members' goals add up to east's CN¥5,000,000." in split.text
    assert [post.member for post in told] == [chat.members[who] for who in ("li", "wang", "zhang")]
    values = goals(chat)
    assert sum(value for (kind, *_), (value, _) in values.items() if kind == "member") == 500_000_000


def test_members_goals_that_differ_from_the_teams_are_told_not_refused(chat):
    chat.says("mei", "goal east 5M this quarter split")
    more, _ = chat.says("mei", "goal Li 2M this quarter")
    assert "The members' goals add up to CN¥5,333,333: CN¥333,333 more than east's CN¥5,000,000." in more.text
    (less,) = chat.says("mei", "目标 east 本季度 600万")
    assert "成员目标合计 ¥5,333,333，比 east 的 ¥600万少 ¥666,667。" in less.text


def test_an_undo_after_a_goal_takes_nothing_else_back(chat):
    chat.has_deal("Acme")
    chat.says("mei", "assign D-1001 to Li")
    chat.says("mei", "goal Li 1M this quarter")
    assert titles(chat.says("mei", "undo")) == ["A goal is put back by its own button, not by undo"]
    chat.says("mei", "goal east 1M this quarter")
    assert titles(chat.says("mei", "undo")) == ["A goal is put back by its own button, not by undo"]
    assert chat.value("SELECT owner FROM deals") == chat.members["li"]


def at(chat, moment):
    chat.now = datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.fixture
def selling(chat):
    """Li has won in two currencies over a change of rate, and has deals ahead."""
    chat.says("dora", "rate USD 7 from 2026-10-01", room=None)
    chat.says("dora", "rate USD 8 from 2026-11-24", room=None)
    chat.says("mei", "goal Li 1.2M this quarter")
    for number, amount in enumerate(("$10k", "$10k", "20万", "100万", "40万")):
        chat.says("li", f"new Company {number}, {amount}")
        chat.says("li", f"claim D-{1001 + number}")
    chat.says("li", "won D-1001 $10k")
    chat.says("li", "progress D-1004 stage negotiation, close 2026-12-20")
    chat.says("li", "progress D-1005 stage negotiation, close 2027-02-01")
    at(chat, "2026-11-24 02:00")
    chat.says("li", "won D-1002 $10k")
    chat.says("li", "won D-1003 20万")
    return chat


def test_my_gap_counts_what_was_won_at_the_rates_of_its_days(selling):
    (gap,) = selling.says("li", "my gap")
    # 10k at 7, 10k at 8, 200k: 350k of 1.2M; 1M at 65 per cent closes in time, the other deal does not.
    assert (gap.member, gap.title) == (selling.members["li"], "CN¥850,000 to go, Q4 2026")
    assert gap.text.splitlines()[0] == "Q4 2026: CN¥350,000 of CN¥1,200,000, 29%"
    assert [line for line in gap.text.splitlines() if line.startswith("•")] == [
        "• 28 working days left: CN¥30,358 a day",
        "• Open deals due to close by then, weighted: CN¥650,000, CN¥200,000 short",
    ]
    (chinese,) = selling.says("li", "还差多少")
    assert chinese.title == "2026年第四季度还差 ¥85万"


def test_a_gap_of_a_team_adds_up_its_members(selling):
    selling.says("mei", "goal east 1M this quarter")
    selling.says("zhang", "new Zulu, 10万")
    selling.says("zhang", "claim D-1006")
    selling.says("zhang", "won D-1006 10万")
    assert titles(selling.says("mei", "gap east")) == ["east: CN¥550,000 to go, Q4 2026"]
    listed = selling.says("mei", "goals")
    assert [line for line in listed[0].text.splitlines() if line.startswith("•")] == [
        "• east: CN¥450,000 of CN¥1,000,000 (45%)",
        "• Li: CN¥350,000 of CN¥1,200,000 (29%)",
    ]


def test_a_goal_in_another_currency_is_counted_in_that_one(selling):
    (question,) = selling.says("mei", "goal Li $100k this quarter")
    selling.presses("mei", question, "Yes, write it")
    assert titles(selling.says("li", "my gap")) == ["$55,000 to go, Q4 2026"]  # 10k, 10k, and 200k yuan at 8


def test_a_goal_may_count_deals(selling):
    selling.says("mei", "goal Li 5 deals this month")
    assert [line.split(":")[0] for line in titles(selling.says("li", "my gap November"))] == [
        "2 deals to go, November 2026"
    ]
    selling.says("mei", "goal Li 3 deals this month")
    assert titles(selling.says("li", "my gap November")) == ["Goal reached, November 2026"]


def test_without_a_goal_one_is_told_who_sets_it_and_a_manager_is_led_to_the_teams(chat):
    assert titles(chat.says("li", "my gap")) == ["You have no goal for this period"]
    (manager,) = chat.says("mei", "my gap")
    assert manager.buttons == {"east": f"gap t{chat.teams['east']}"}


@pytest.mark.parametrize(
    ("who", "may"), [("li", True), ("mei", True), ("dora", True), ("zhang", False), ("kim", False)]
)
def test_a_gap_is_seen_by_oneself_and_those_who_lead(chat, who, may):
    chat.says("mei", "goal Li 1M this quarter")
    (answer,) = chat.says(who, "gap Li", room=None)
    assert ("1,000,000" in answer.markdown) == may


def test_the_companys_gap_is_for_directors(chat):
    chat.says("dora", "goal company 10M 2026", room=None)
    assert titles(chat.says("dora", "gap company", room=None)) == ["Huarui: CN¥10,000,000 to go, 2026"]
    assert titles(chat.says("mei", "gap company", room=None)) == ["The numbers of Huarui are not open to you"]


def test_nobody_to_split_among_is_said(url):
    people = (*PEOPLE[3:], Person("pia", "Pia", ("presales",), "east"))
    with Chat(url, people=people) as chat:
        assert titles(chat.says("mei", "goal east 5M this quarter split")) == [
            "There is nobody in east to split the goal among"
        ]


def test_a_revenue_goal_without_a_sum_is_asked(quick_chat):
    (asked,) = quick_chat.says("kim", "Tom's revenue goal for December is 60")
    assert "Goal: 60 won deals, December 2026" in asked.text
    assert quick_chat.value("SELECT count(*) FROM goals") == 0
