"""Lists people ask for: the pipeline, what stands still, what is overdue, won and lost, forecast, conversion, times."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.chat import Chat, titles

DAY = timedelta(days=1)


def lines(posts):
    """The items of the lists in a post."""
    return [line.removeprefix("• ") for line in posts[0].text.splitlines() if line.startswith("•")]


def rows(posts):
    """The rows of the table in a post."""
    return [line for line in posts[0].text.splitlines() if line.count(" · ") >= 2 and not line.startswith("•")][1:]


def goes(chat, moment):
    """Let it be another moment, without looking at what falls due."""
    chat.now = datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.fixture
def chat(url):
    """A team that says again what a busy machine took too late."""
    with Chat(url) as chat:
        yield chat


@pytest.fixture
def team(chat):
    """Deals of both teams in several stages and currencies."""
    chat.says("dora", "rate USD 7 from 2026-10-01", room=None)
    chat.says("dora", "rate USD 8 from 2026-12-01", room=None)
    for who, words in (
        ("li", "new Acme, $100k"),
        ("li", "new Beta, 50万"),
        ("wang", "new Gamma, $10k"),
        ("zhang", "new Delta, 20万"),
    ):
        chat.says(who, words)
        chat.says(who, f"claim D-{chat.value('SELECT count(*) FROM deals') + 1000}")
    chat.says("tom", "new Orion, $70k", room="us")
    chat.says("tom", "claim D-1005", room="us")
    chat.says("li", "progress D-1001 stage proposal, close 2026-12-15")
    chat.says("li", "progress D-1002 stage contract, close 2026-12-20")
    chat.says("wang", "progress D-1003 stage proposal")
    return chat


def test_the_pipeline_sums_each_stage_as_typed_and_everything_in_the_base_currency(team):
    pipeline = team.says("li", "pipeline")
    # 100k + 10k dollars at 7, 500k and 200k yuan; weighted 45, 85 and 5 per cent.
    assert titles(pipeline) == ["east: 4 open deals, CN¥1,470,000"]
    assert rows(pipeline) == ["New · 1 · CN¥200,000", "Proposal · 2 · $110,000", "Contract · 1 · CN¥500,000"]
    assert lines(pipeline) == [
        "New: weighted CN¥10,000, 0 working days on average, longest 0",
        "Proposal: weighted $49,500, 0 working days on average, longest 0",
        "Contract: weighted CN¥425,000, 0 working days on average, longest 0",
    ]
    assert "In all CN¥700,000 + $110,000 ≈ CN¥1,470,000." in pipeline[0].text
    assert "Weighted by likelihood: CN¥781,500." in pipeline[0].text


def test_what_should_close_is_listed_by_its_day(team):
    closing = team.says("mei", "closing this quarter")
    assert titles(closing) == ["east, Q4 2026: 2 open deals should close, CN¥1,200,000"]
    assert lines(closing) == [
        "D-1001 Acme · Li · Proposal · $100,000 · Tue 15 Dec 2026",
        "D-1002 Beta · Li · Contract · CN¥500,000 · Sun 20 Dec 2026",
    ]
    assert titles(team.says("mei", "which deals should close this week?")) == [
        "east, 23–29 Nov 2026: no open deal is expected to close"
    ]


def test_the_agenda_lists_next_steps_that_are_late_or_due(team):
    team.says("li", "progress D-1001 next call Bob on 2026-11-25")
    team.says("li", "progress D-1002 next demo on 2026-12-01")
    team.says("wang", "progress D-1003 next call Ann on 2026-11-24")
    week = team.says("li", "what should I do this week?", room=None)
    assert titles(week) == ["Li, 23–29 Nov 2026: 1 next step"]
    assert lines(week) == ["D-1001 Acme · call Bob, Wed 25 Nov 2026"]
    goes(team, "2026-11-25 03:00")
    assert lines(team.says("li", "agenda", room=None)) == ["D-1001 Acme · call Bob, Wed 25 Nov 2026"]
    goes(team, "2026-11-27 03:00")
    assert lines(team.says("li", "agenda", room=None)) == ["D-1001 Acme · call Bob, Wed 25 Nov 2026 (late)"]
    assert lines(team.says("li", "agenda next week", room=None)) == ["D-1002 Beta · demo, Tue 1 Dec 2026"]
    assert titles(team.says("li", "我明天有什么安排", room=None)) == ["Li，2026年11月28日 周六：没有到期的下一步"]


def test_open_deals_are_worth_todays_rate_and_won_ones_that_of_the_day_they_closed(team):
    team.says("li", "won D-1001 $100k")
    goes(team, "2026-12-02 03:00")
    assert titles(team.says("li", "pipeline Li")) == ["Li: 1 open deal, CN¥500,000"]
    team.says("wang", "won D-1003 $10k")
    assert titles(team.says("mei", "won deals this quarter")) == ["east, Q4 2026: 2 deals won, $110,000"]
    team.says("zhang", "won D-1004 20万")
    won = team.says("mei", "won deals this quarter")
    assert titles(won) == ["east, Q4 2026: 3 deals won, CN¥980,000"]  # 100k at 7, 10k at 8, 200k
    assert "CN¥200,000 + $110,000 ≈ CN¥980,000, each at the rate of its closing day" in won[0].text


def test_an_amount_without_a_rate_is_named_and_not_dropped(team):
    (asked,) = team.says("zhang", "progress D-1004 amount €5k")
    team.presses("zhang", asked, "Yes, write it")
    pipeline = team.says("li", "pipeline")
    assert titles(pipeline) == ["east: 4 open deals, CN¥1,270,000"]
    assert "No rate is known for €5,000, so it is not in the total." in pipeline[0].text
    assert "€5,000 还没有汇率，没算进合计。" in team.says("li", "漏斗")[0].text


def test_the_pipeline_tells_how_long_deals_are_in_each_stage(team):
    goes(team, "2026-12-11 03:00")  # 14 working days later
    times = lines(team.says("li", "pipeline"))
    assert [line.partition(", ")[2] for line in times] == [
        "14 working days on average, longest 14, 1 over 2",
        "14 working days on average, longest 14, 2 over 10",
        "14 working days on average, longest 14, 1 over 10",
    ]


def test_a_pipeline_with_a_period_tells_what_was_won_and_lost_in_it(team):
    team.says("li", "won D-1001 $100k")
    team.says("li", "lost D-1002 price")
    team.says("zhang", "won D-1004 20万")
    assert lines(team.says("mei", "pipeline this month"))[-3:] == [
        "Won: 2 deals, CN¥200,000 + $100,000 ≈ CN¥900,000",
        "Lost: 1 deal, CN¥500,000",
        "Win rate: 67%",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "pipeline east",
        "pipeline Li",
        "forecast east",
        "stale Li",
        "overdue Li",
        "won deals Li",
        "lost deals east",
        "conversion Li",
        "response times Li",
        "gap Li",
        "gap east",
        "goals east",
    ],
)
def test_another_teams_numbers_are_not_shown(team, words):
    (refused,) = team.says("tom", words, room=None)
    assert refused.title.startswith("The numbers of ")
    assert not {"500,000", "100,000", "Acme"} & set(refused.markdown.replace("$", "").split())


@pytest.mark.parametrize(
    "words",
    [
        "pipeline",
        "forecast",
        "stale",
        "overdue",
        "won deals",
        "lost deals",
        "conversion",
        "pipeline all",
        "漏斗 全公司",
    ],
)
def test_who_asks_without_a_name_sees_their_own_teams_only(team, words):
    goes(team, "2026-12-28 03:00")
    (seen,) = team.says("tom", words, room=None)
    assert not [word for word in ("Acme", "Beta", "Gamma", "500,000", "50万", "200,000") if word in seen.markdown]


def test_a_director_sees_every_team_and_any_person(team):
    assert titles(team.says("dora", "pipeline", room=None)) == ["2 teams: 5 open deals, CN¥1,960,000"]
    assert titles(team.says("dora", "pipeline tom", room=None)) == ["Tom: 1 open deal, $70,000"]


def test_a_room_reads_only_its_own_teams_numbers(team):
    (here,) = team.says("li", "pipeline")
    (elsewhere,) = team.says("tom", "pipeline", room="east")
    (director,) = team.says("dora", "pipeline all", room="east")
    (of_the_room,) = team.says("dora", "pipeline", room="east")
    assert [post.member for post in (here, elsewhere, director, of_the_room)] == [
        None,
        team.members["tom"],
        team.members["dora"],
        None,
    ]
    assert of_the_room.title == here.title


def test_somebody_in_no_team_is_told_so(team):
    team.store_write("DELETE FROM memberships WHERE member = :id", id=team.members["tom"])
    assert titles(team.says("tom", "pipeline", room=None)) == [
        "You are in no team yet, so there are no team numbers to show"
    ]


def test_what_nobody_is_called_is_said_back(team):
    assert titles(team.says("li", "pipeline Qwerty")) == ["No colleague or team is called “Qwerty”"]
    assert titles(team.says("li", "漏斗 火星组")) == ["没有叫“火星组”的同事或团队"]


def test_deals_without_news_stand_still_until_something_happens(team):
    goes(team, "2026-11-30 03:00")  # five working days later
    team.says("wang", "progress D-1003 note they are reading it")
    stale = team.says("mei", "stale")
    assert titles(stale) == ["east: 3 deals stand still"]
    assert lines(stale) == [
        "D-1001 Acme · Li: no news for 5 working days",
        "D-1002 Beta · Li: no news for 5 working days",
        "D-1004 Delta · Zhang: no news for 5 working days, 5 days in New (2 are allowed)",
    ]
    mine = team.says("li", "我的停滞")
    assert (mine[0].member, titles(mine)) == (team.members["li"], ["你有 2 条商机停滞了"])
    assert mine[0].buttons["更新 D-1001"] == "form progress D-1001"


def test_an_imported_row_of_history_is_no_news(team):
    team.store_write("UPDATE history SET what = 'imported' WHERE subject = 1")
    goes(team, "2026-12-07 03:00")
    team.store_write("UPDATE history SET at = :at WHERE what = 'imported'", at=team.moment("2026-12-07 02:00"))
    assert lines(team.says("li", "my stale"))[0].startswith("D-1001 Acme: no news for 10 working days")


def test_a_long_list_is_paged_by_a_button_or_a_word(chat):
    for number in range(23):
        chat.says("li", f"new anyway Company {number}")
        chat.says("li", f"claim D-{1001 + number}")
    goes(chat, "2026-12-07 03:00")
    first = chat.says("mei", "stale")
    assert (titles(first), len(lines(first))) == (["east: 23 deals stand still"], 10)
    assert "And 13 more." in first[0].text
    second = chat.presses("mei", first[0], "Show more")
    third = chat.says("mei", "stale page 3")
    beyond = chat.says("mei", "停滞 第9页")
    assert [len(lines(page)) for page in (second, third, beyond)] == [10, 3, 3]
    seen = [line.split()[0] for page in (first, second, third) for line in lines(page)]
    assert sorted(seen) == [f"D-{1001 + number}" for number in range(23)]
    assert "Show more" not in third[0].buttons


def test_a_page_shows_whom_and_when_the_first_page_did(chat):
    for number in range(12):
        chat.says("li", f"new anyway Company {number}")
        chat.says("li", f"claim D-{1001 + number}")
        chat.says("li", f"lost D-{1001 + number} price")
    (first,) = chat.says("dora", "lost deals Li this month", room=None)
    assert first.buttons["Show more"] == f"lost deals m{chat.members['li']} 2026-11 page 2"
    (second,) = chat.presses("dora", first, "Show more", room=None)
    assert second.title == first.title == "Li, November 2026: 12 deals lost"


def test_overdue_is_what_should_have_happened(team):
    goes(team, "2026-11-23 02:00")
    team.says("li", "progress D-1001 next call Bob today 15:00")
    goes(team, "2026-12-16 03:00")
    late = team.says("mei", "overdue")
    assert titles(late) == ["east: 2 deals overdue"]
    assert lines(late) == [
        "D-1001 Acme · Li: call Bob, Mon 23 Nov 2026, 15:00 (Shanghai)",
        "D-1004 Delta · Zhang: first contact, Mon 23 Nov 2026, 17:00 (Shanghai)",
    ]
    assert titles(team.says("li", "my overdue")) == ["1 of your deals is overdue"]
    assert titles(team.says("wang", "我的逾期")) == ["你没有逾期的商机"]


def test_a_forecast_says_what_is_committed_and_what_cannot_be_counted(team):
    team.says("zhang", "won D-1004 20万")
    told = team.says("mei", "forecast")
    # Won 200k; contract 500k commits; the 100k dollars at 45 per cent are best case.
    assert titles(told) == ["east, Q4 2026: CN¥700,000 committed"]
    assert lines(told) == [
        "Won so far: 1 deal, CN¥200,000",
        "Committed: CN¥700,000 (1 open deal from 80% on, and what is won)",
        "Weighted: CN¥940,000 (each by its likelihood, and what is won)",
        "Best case: CN¥1,400,000 (2 open deals, and what is won)",
        "Due in this period: 2 deals, CN¥500,000 + $100,000 ≈ CN¥1,200,000",
        "1 without a close date: D-1003 Gamma",
    ]
    assert titles(team.says("mei", "预测 下季度")) == ["east，2027年第一季度：还没有承诺的金额"]


def test_conversion_follows_the_deals_that_entered_a_stage(team):
    team.says("li", "won D-1002 50万")
    team.says("li", "lost D-1001 budget")
    told = team.says("mei", "conversion this month")
    assert titles(told) == ["east, November 2026: 50% of closed deals won"]
    assert rows(told) == ["New · 4 · 3 · 75%", "Proposal · 2 · 0 · 0%", "Contract · 1 · 1 · 100%"]
    assert "Lost where they were: 1 in Proposal." in told[0].text
    assert titles(team.says("mei", "转化率 上个月")) == ["east，2026年10月：还没有结单的商机"]


def test_lost_deals_come_with_their_reasons(team):
    team.says("li", "lost D-1001 price")
    team.says("li", "lost D-1002 price, too dear")
    team.says("wang", "lost D-1003 budget")
    told = team.says("mei", "lost deals")
    assert titles(told) == ["east, Q4 2026: 3 deals lost, CN¥1,270,000"]
    assert lines(told)[:2] == [
        "price: 2 deals, CN¥500,000 + $100,000 ≈ CN¥1,200,000",
        "budget: 1 deal, $10,000 ≈ CN¥70,000",
    ]
    assert [line.split(" · ")[0] for line in lines(told)[2:]] == ["D-1003 Gamma", "D-1002 Beta", "D-1001 Acme"]


def test_response_times_are_ones_own_and_a_manager_sees_each_persons(chat):
    for number, (who, hours) in enumerate((("li", 1), ("li", 3), ("zhang", 2))):
        chat.says("mei", f"new anyway Company {number}")
        chat.says(who, f"claim D-{1001 + number}")
        chat.now += timedelta(hours=hours)
        chat.says(who, f"contacted D-{1001 + number}")
    own, of_all = chat.says("li", "response times"), chat.says("mei", "response times")
    assert (own[0].member, titles(own)) == (chat.members["li"], ["Your first contact takes 2 h, November 2026"])
    assert lines(of_all) == [
        "Li: first contact 2 h, nine in ten within 3 h (2 deals)",
        "Zhang: first contact 2 h, nine in ten within 2 h (1 deal)",
    ]
    assert titles(chat.says("li", "response times Zhang")) == ["The numbers of Zhang are not open to you"]


def test_answered_requests_count_in_working_time(chat):
    chat.has_deal("Acme", owner="li")
    chat.says("li", "transfer D-1001 to Zhang because I am full")
    goes(chat, "2026-11-24 02:00")  # Tuesday 10:00, nine hours of work and one later
    chat.says("zhang", "accept R-1")
    assert lines(chat.says("mei", "response times")) == ["Zhang: answers 10 h, nine in ten within 10 h (1 request)"]


def test_a_deal_counts_on_the_day_it_closed_in_the_lists_own_zone(team):
    goes(team, "2026-11-30 16:30")  # 00:30 on 1 December in Shanghai, 11:30 on 30 November in New York
    team.says("zhang", "won D-1004 20万")
    team.says("tom", "won D-1005 $70k", room="us")
    assert titles(team.says("mei", "won deals November")) == ["east, November 2026: nothing won yet"]
    assert titles(team.says("mei", "won deals December")) == ["east, December 2026: 1 deal won, CN¥200,000"]
    assert titles(team.says("kim", "won deals 2026-11", room=None)) == ["us, November 2026: 1 deal won, $70,000"]


def test_who_owned_a_deal_when_it_closed_won_it(team):
    team.says("li", "won D-1002 50万")
    later = {"to": team.members["zhang"], "at": team.moment("2026-11-23 05:00")}
    team.store_write("UPDATE deals SET owner = :to WHERE code = 'D-1002'", to=later["to"])
    team.store_write("INSERT INTO ownership (deal, no, member, since, why) VALUES (2, 9, :to, :at, '')", **later)
    assert titles(team.says("mei", "won deals Li")) == ["Li, Q4 2026: 1 deal won, CN¥500,000"]
    assert titles(team.says("mei", "won deals Zhang")) == ["Zhang, Q4 2026: nothing won yet"]


def test_what_was_taken_back_or_merged_stands_in_no_list(team):
    team.says("zhang", "won D-1004 20万")
    before = [titles(team.says("mei", words)) for words in ("pipeline", "won deals", "conversion", "forecast")]
    team.says("zhang", "new Ghost, 900万")
    code = team.value("SELECT max(code) FROM deals")
    team.says("zhang", f"claim {code}")
    team.says("zhang", f"won {code} 900万")
    team.store_write(
        "UPDATE deals SET reverted_at = :at WHERE code = :code", at=team.moment("2026-11-23 02:00"), code=code
    )
    assert [titles(team.says("mei", words)) for words in ("pipeline", "won deals", "conversion", "forecast")] == before
    team.store_write("UPDATE deals SET reverted_at = NULL, merged_into = 1 WHERE code = :code", code=code)
    assert [titles(team.says("mei", words)) for words in ("pipeline", "won deals", "conversion", "forecast")] == before
