"""A deal is closed only by a sentence that says plainly that this deal was won or lost."""

import pytest


@pytest.fixture
def team(quick_chat):
    """Li holds two deals; Zhang one of another team."""
    quick_chat.has_deal("Meridian", owner="li")
    quick_chat.has_deal("启明光电", owner="li")
    return quick_chat


@pytest.mark.parametrize(
    "line",
    [
        "Meridian won an award",
        "Meridian office closed until Jan 4",
        "Meridian signed a lease in Hamburg",
        "Meridian: lost the demo laptop, no worries",
        "Meridian lost their CFO, new one starts Monday",
        "Meridian: closed the ticket they had",
        "Meridian: won round one, final round Dec 10",
        "Meridian: we won them over, contract next week",
        "Meridian: lost patience with our support",
        "Meridian: lost the first draft, resending tomorrow",
        "Meridian: we lost the first round but are still in",
        "Meridian lost a big customer",
        "Meridian: team lost the match yesterday",
        "Meridian's rival won Meridian's award",
        "we won Meridian's trust",
        "Tom says Meridian signed",
        "Meridian said no to the discount",
        "Meridian closed a funding round",
        "Meridian signed their own term with the bank",
        "启明光电 拿下了试用，下周装机",
        "启明光电 拿下了初选，年底终选",
        "启明光电 成交周期要三个月",
        "启明光电 拿下了两个评委",
        "启明光电 已经签了框架，金额待定",
        "启明光电 丢了第一轮",
        "启明光电 丢了两个包裹",
        "启明光电 输了一局球，关系更近了",
        "启明光电 会议取消了",
        "Meridian won their first big contract",
        "启明光电中标了市里的项目",
        "启明光电成了我们的标杆客户",
        "Meridian almost signed today but legal stopped it",
        "启明光电 听客户说签了",
        "启明光电 老板的手机丢了",
        "启明光电 签了个新演员",
        "启明光电 赢了一场官司",
        "Meridian signed the new offer letter",
        "won the Meridian demo slot",
        "Meridian won Best Place to Work",
        "Meridian landed a new investor",
        "lost patience with our support",
        "team lost the match yesterday",
        "丢了两个包裹",
    ],
)
def test_what_is_not_plainly_said_of_the_deal_closes_none(team, line):
    asked = team.says("li", line)
    assert team.rows("SELECT DISTINCT result FROM deals") == [{"result": "open"}]
    assert len(asked) <= 2


@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("won Meridian", "won"),
        ("Meridian signed!", "won"),
        ("Meridian is won, 120k", "won"),
        ("we closed Meridian at $38k last Friday", "won"),
        ("we finally signed the Meridian deal", "won"),
        ("Meridian signed the contract", "won"),
        ("Meridian signed with us on Friday", "won"),
        ("Meridian contract signed by both parties", "won"),
        ("great news, we just won Meridian", "won"),
        ("启明光电今天签下来了，9万8", "won"),
        ("启明光电签了", "won"),
        ("启明光电终于拿下了，20万", "won"),
        ("启明光电成交，50万", "won"),
        ("启明光电 已经签了合同，30万", "won"),
        ("启明光电中标了！86万", "won"),
        ("签了启明光电", "won"),
        ("lost Meridian, they froze the budget", "lost"),
        ("lost Meridian on price", "lost"),
        ("we lost Meridian to a competitor", "lost"),
        ("Meridian lost, too expensive", "lost"),
        ("Meridian said no, too expensive", "lost"),
        ("启明光电丢了，嫌贵", "lost"),
        ("启明光电丢单，预算砍了", "lost"),
        ("启明光电黄了，没钱", "lost"),
        ("启明光电输给了对手", "lost"),
        ("启明光电 客户王总说他们签了别家", "lost"),
        ("启明光电项目取消了，预算没了", "lost"),
    ],
)
def test_a_win_or_loss_said_plainly_is_written(team, line, result):
    team.says("li", line)
    name = "Meridian" if "Meridian" in line else "启明光电"
    assert team.rows("SELECT result FROM deals WHERE title = :name", name=name) == [{"result": result}]


@pytest.mark.parametrize(
    "line",
    [
        "D-1003 金额 1万",
        "D-1003 amount is $10",
        "D-1003 might be won",
        "Hidden Corp lost their CFO",
        "clam D-1003",
        "D-1003 looks lost, too expensive",
    ],
)
def test_no_question_shows_what_the_speaker_may_not_see(team, line):
    team.has_deal("Hidden Corp", owner="tom", room="us")
    team.store_write("UPDATE deals SET amount = 7000000, currency = 'USD' WHERE code = 'D-1003'")
    for room in ("east", None):
        answers = team.says("li", line, room=room)
        assert answers
        assert not any("70,000" in said.text + said.title or "7万" in said.text + said.title for said in answers)
        assert not any("pick" in do for said in answers for do in said.buttons.values())


@pytest.mark.parametrize("line", ["Meridian might be lost", "Meridian amount is $7", "Meridian is maybe won"])
def test_no_question_is_asked_about_a_deal_that_is_closed(team, line):
    team.says("li", "won D-1001 $70k")
    (refusal,) = team.says("li", line)
    assert not any("pick" in do for do in refusal.buttons.values())


def test_the_owner_is_asked_with_the_old_amount(team):
    team.says("li", "Meridian amount is ¥100k")
    (question,) = team.says("li", "Meridian amount is now ¥1.2M")
    assert question.title == "D-1001 Meridian: CN¥100,000 → CN¥1,200,000?"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("启明光电 昨天签了，45万", "2026-11-21T16:00"),
        ("启明光电 上周五已经签了 20万", "2026-11-19T16:00"),
        ("启明光电 signed last Friday, $20k", "2026-11-19T16:00"),
    ],
)
def test_a_win_closes_on_the_day_it_was_signed(team, line, day):
    team.store_write("UPDATE deals SET created_at = :at", at=team.moment("2026-10-01T00:00"))
    team.says("li", line)
    assert team.value("SELECT closed_at FROM deals WHERE title = '启明光电'") == team.moment(day)


@pytest.mark.parametrize("line", ["启明光电没签，Meridian签了", "Meridian signed, 启明光电 hasn't signed"])
def test_who_has_not_signed_has_lost_nothing(team, line):
    asked = team.says("li", line)[-1]
    assert asked.title in ("D-1001 Meridian 已成交？", "D-1001 Meridian is won?"), asked.title
    team.presses("li", asked, next(iter(asked.buttons)))
    assert [one["result"] for one in team.rows("SELECT result FROM deals ORDER BY code")] == ["won", "open"]


@pytest.mark.parametrize(
    "line",
    [
        "启明光电再不回就退了",
        "启明光电再不回就转给王芳",
        "实在不行启明光电就请法务来",
        "once Meridian signs, hand it over to delivery",
        "启明光电的样品给王芳带过去",
        "Meridian handed over the specs to Wang",
    ],
)
def test_what_hangs_on_something_else_or_is_no_deal_is_not_done(team, line):
    team.says("li", line)
    assert team.rows("SELECT DISTINCT owner FROM deals") == [{"owner": team.members["li"]}]
    assert team.rows("SELECT kind FROM requests") == []


@pytest.mark.parametrize("line", ["启明光电签了，比原来少10万", "Meridian signed, 10k less than planned"])
def test_a_win_for_so_much_less_is_asked(team, line):
    team.says("li", line)
    assert team.rows("SELECT DISTINCT result FROM deals") == [{"result": "open"}]


@pytest.mark.parametrize(
    "line", ["Meridian is not won, undo that", "不好意思，Meridian还没签，我看错了", "oops wrong deal"]
)
def test_a_win_is_taken_back_in_plain_words(team, line):
    team.says("li", "won Meridian, $118k")
    team.says("li", line)
    assert team.value("SELECT result FROM deals WHERE title = 'Meridian'") == "open"


def test_a_win_signed_today_closes_now_and_none_before_the_deal_was_there(team):
    team.says("li", "启明光电 昨天签了，45万")
    team.says("li", "Meridian signed today, $118k")
    assert team.value("SELECT count(*) FROM deals WHERE result = 'won' AND closed_at >= created_at") == 2


@pytest.mark.parametrize(
    ("line", "title", "why"),
    [
        ("Meridian lost, the stars were wrong", "D-1001 Meridian is lost: why?", "the stars were wrong"),
        ("Meridian 黄了，他们那边风水不好", "D-1001 Meridian 丢在哪里？", "他们那边风水不好"),
    ],
)
def test_which_reason_it_was_is_one_press(team, line, title, why):
    asked = team.says("li", line)[-1]
    *reasons, _leave = asked.buttons
    assert (asked.title, len(reasons), team.value("SELECT result FROM deals WHERE title = 'Meridian'")) == (
        title,
        4,
        "open",
    )
    team.presses("li", asked, reasons[-1])
    (deal,) = team.rows("SELECT result, lost_reason, note FROM deals WHERE title = 'Meridian'")
    assert deal == {"result": "lost", "lost_reason": "other", "note": why}


def test_why_a_deal_was_lost_is_kept_with_it(team):
    team.says("li", "lost Meridian, they froze the budget")
    assert team.value("SELECT note FROM deals WHERE title = 'Meridian'") == "they froze the budget"
    assert "froze the budget" in team.says("li", "history D-1001")[-1].text
    assert "froze the budget" in team.says("li", "show D-1001")[-1].text


@pytest.mark.parametrize("line", ["delete D-1001", "merge D-1001 and D-1002", "reopen D-1001", "删除 D-1001"])
def test_what_no_deal_is_for_is_said_and_not_offered_as_a_note(team, line):
    (answer,) = team.says("li", line)
    assert answer.title in (
        "A deal can't be deleted, merged or reopened",
        "线索和商机不能删除、合并或重新打开",
    )


@pytest.mark.parametrize("line", ["启明光电 报价从30万降到26万，客户要再降5个点", "D-1002 竞争对手报价90万"])
def test_what_was_quoted_is_no_wish_for_a_quote(team, line):
    team.says("li", line)
    assert team.value("SELECT count(*) FROM requests") == 0
    assert team.value("SELECT amount FROM deals WHERE code = 'D-1002'") != 90_000_000


@pytest.mark.parametrize("line", ["give Meridian to Tom and Zhang", "Meridian 转给 Tom 和 Zhang"])
def test_two_colleagues_for_one_deal_are_asked(team, line):
    (question,) = team.says("mei", line)
    assert {"Tom", "Zhang"} < set(question.buttons)
    assert team.value("SELECT owner FROM deals WHERE code = 'D-1001'") == team.members["li"]


def test_a_second_deal_nobody_knows_is_asked_too(team):
    (question,) = team.says("mei", "let Zhang have Meridian and Willow")
    assert "illow" in question.title
    assert team.value("SELECT owner FROM deals WHERE code = 'D-1001'") == team.members["li"]


def test_a_code_settles_the_name_beside_it(team):
    for name in ("海拓医疗", "海拓物流"):
        team.has_deal(name, owner="li")
    answers = team.says("li", "海拓 D-1003 推到明年三月")
    assert not any("海拓”" in said.title for said in answers)


def test_a_pick_that_is_none_is_told_so_in_a_room(team):
    assert team.says("li", "pick abc")
