"""From an empty workspace to a worked deal, through both of Slack's ways in."""

import pytest

from tests.slackhouse import House


@pytest.fixture(params=["http", "socket"])
def house(request, databases):
    with databases.fresh("sqlite") as url, House(url, request.param) as house:
        yield house


def test_the_first_to_write_founds_the_company_and_is_asked_what_it_needs(house):
    house.slack.writes(house.mei, "hello")

    assert house.titles(house.mei)[-1] == "Step 1 of 4: what is your company called?"
    (company,) = house.rows("SELECT name, language, zone FROM workspaces")
    assert company == {"name": house.team.name, "language": "en", "zone": "Asia/Shanghai"}
    (member,) = house.rows("SELECT name, handle, roles FROM members")
    assert member["name"] == "Mei Lin"
    assert "admin" in member["roles"]


def test_a_colleague_is_let_in_with_one_press_and_claims_a_lead(house):
    house.slack.writes(house.mei, "help")
    house.slack.writes(house.mei, "add team East: Mei Lin (manager)")
    house.news()
    house.slack.writes(house.li, "帮助")
    seen = house.news()
    (card,) = [one for one in seen if one.title == "Is Li Na one of us?"]
    assert [one.title for one in seen if house.li.id in one.people] == ["你好 Li Na，我还不认识你"]

    house.slack.presses(house.mei, card, "New in East")
    assert "欢迎，Li Na" in house.titles(house.li)
    house.slack.mentions(house.mei, house.east, "new Acme Robotics, $120k")
    card = [one for one in house.news() if "Acme Robotics" in one.title][-1]
    house.slack.presses(house.li, card, "Claim")

    house.news()
    (deal,) = house.rows("SELECT d.code, m.name FROM deals d JOIN members m ON m.id = d.owner")
    assert deal == {"code": "D-1001", "name": "Li Na"}


def test_a_form_opens_and_is_filled_in(house):
    house.begins()
    house.slack.commands(house.li, house.east, "form new")
    house.slack.fills(house.li, {"title": "远洋水产", "note": "展会认识"})

    assert house.slack.submits(house.li).ok
    (deal,) = house.rows("SELECT title, note FROM deals")
    assert deal == {"title": "远洋水产", "note": "展会认识"}


def test_a_message_becomes_a_lead_with_its_words_and_its_address(house):
    house.begins()
    ts = house.slack.chats(house.li, house.east, "Bob of Helix wants 20 seats <asap>")
    house.slack.message_shortcut(house.li, "make_lead", house.east, ts)
    house.slack.fills(house.li, {"title": "Helix"})
    house.slack.submits(house.li)

    (deal,) = house.rows("SELECT title, note FROM deals")
    assert deal == {"title": "Helix", "note": "Bob of Helix wants 20 seats <asap>"}
    (row,) = house.rows("SELECT permalink FROM history WHERE what = 'created' AND permalink <> ''")
    assert row["permalink"].endswith(f"/archives/{house.east.id}/p{ts.replace('.', '')}")


def test_a_form_whose_window_is_gone_is_a_line_to_type(house):
    house.begins()
    house.slack.faults.plan("views.open", "hang", times=1)
    house.slack.commands(house.mei, house.east, "form new")

    assert house.titles(house.mei) == ["Forms don't work here, a line does"]


def test_somebody_slack_cannot_name_just_now_is_asked_to_try_again(house):
    house.begins()
    house.slack.faults.plan("users.info", "error", times=1)
    tom = house.slack.person(house.team, "tom", name="Tom")
    house.east.members.add(tom.id)

    assert not house.slack.mentions(tom, house.east, "help").ok
    assert house.slack.mentions(tom, house.east, "help").ok
    assert "Hello Tom, I don't know you yet" in house.titles(tom)


def test_guests_and_people_of_other_organisations_stay_strangers(house):
    house.begins()
    for number, kind in enumerate(("guest", "stranger")):
        somebody = house.slack.person(house.team, f"x{number}", name="Eve", email=house.mei.email, **{kind: True})
        house.slack.writes(somebody, "help")
        assert house.titles(somebody) == ["I only work with colleagues here"]


def test_people_may_be_meant_by_their_mention(house):
    house.begins()
    house.slack.mentions(house.mei, house.east, "new Acme")
    house.slack.mentions(house.mei, house.east, f"assign D-1001 to <@{house.li.id}>")

    assert house.rows("SELECT m.name FROM deals d JOIN members m ON m.id = d.owner") == [{"name": "Li Na"}]
