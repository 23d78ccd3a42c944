"""From an empty workspace to a worked deal, through both of Slack's ways in."""

import time

import pytest

from bot.slack.home import LOOK_SECONDS
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


def test_a_form_is_in_the_language_of_who_fills_it_in_however_it_was_asked_for(house):
    house.begins()
    house.news()
    house.slack.commands(house.mei, house.east, "表单 new")
    house.slack.commands(house.li, house.east, "form new")

    forms = {id: seen for seen in house.news() for id in seen.people if seen.kind == "modal"}
    assert [list(forms[who.id].fields)[:2] for who in (house.mei, house.li)] == [
        ["Company", "Contact"],
        ["公司", "联系人"],
    ]
    assert house.slack.submits(house.li, {"公司": "Acme", "金额": "很多", "电话": "1"}).body["errors"] == {
        "phone": "“1”不像电话号码",
        "amount": "没看懂金额“很多”",
    }


def makes_a_lead(house, text):
    """Let Li make a lead of a reply somebody wrote, and return the reply, the deal and where it says it comes from."""
    house.begins()
    root = house.slack.chats(house.mei, house.east, "News")
    ts = house.slack.chats(house.li, house.east, text)
    house.east.messages[ts].thread_ts = root
    house.slack.message_shortcut(house.li, "make_lead", house.east, ts)
    house.slack.fills(house.li, {"title": "Helix"})
    house.slack.submits(house.li)
    (deal,) = house.rows("SELECT title, note FROM deals")
    (row,) = house.rows("SELECT permalink FROM history WHERE what = 'created' AND permalink <> ''")
    return root, ts, deal, row["permalink"]


def test_a_message_becomes_a_lead_with_its_words_and_the_address_slack_gives_it(house):
    root, ts, deal, link = makes_a_lead(house, "Bob of Helix wants 20 seats <asap>")

    assert deal == {"title": "Helix", "note": f"Bob of Helix wants 20 seats <asap>\n{link}"}
    address = f"/archives/{house.east.id}/p{ts.replace('.', '')}?thread_ts={root}&cid={house.east.id}"
    assert link.endswith(address)


@pytest.mark.parametrize("fault", ["hang", "error", "garbage"])
def test_where_slack_does_not_say_it_a_messages_address_is_made_of_its_parts(house, fault):
    house.slack.faults.plan("chat.getPermalink", fault, times=1)
    _, ts, deal, link = makes_a_lead(house, "Bob calls")

    assert deal == {"title": "Helix", "note": f"Bob calls\n{link}"}
    assert link.endswith(f"/archives/{house.east.id}/p{ts.replace('.', '')}")


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


def test_who_has_left_is_a_stranger_whose_language_slack_tells(house):
    house.begins()
    house.slack.writes(house.li, "my deals")
    house.slack.writes(house.mei, "member left Li Na")
    house.news()
    house.slack.writes(house.li, "my deals")
    house.slack.writes(house.li, "my deals")

    assert house.titles(house.li)[-1] == "你好，我还不认识你"


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


def test_the_log_progress_shortcut_asks_which_deal(house):
    house.begins()
    house.slack.shortcut(house.mei, "log_progress")
    assert "You hold no open deal to update" in house.titles(house.mei)

    for title in ("Acme", "Helix"):
        house.slack.mentions(house.mei, house.east, f"new {title}")
    house.slack.mentions(house.mei, house.east, "claim D-1002")
    house.news()
    house.slack.shortcut(house.mei, "log_progress")
    house.slack.fills(house.mei, {"deal": "D-1002 Helix", "amount": "5000", "note": "met Bob"})
    assert house.slack.submits(house.mei).ok

    rows = house.rows("SELECT title, note, amount FROM deals WHERE note <> ''")
    assert rows == [{"title": "Helix", "note": "met Bob", "amount": 500000}]


def test_the_home_of_a_stranger_speaks_their_language_when_slack_can_tell(house):
    house.slack.faults.plan("users.info", "status", status=500)
    for who in (house.li, house.mei, house.li):
        house.slack.opens_home(who)
        house.clock.passes(minutes=1)

    assert house.home(house.mei).title == "This is Baton, and I don't know you yet"
    assert house.home(house.li).title == "这里是接力棒，我还不认识你"


def test_the_home_shows_what_is_mine_and_follows_every_change(house):

    house.begins()
    house.slack.opens_home(house.li)
    assert house.home(house.li).title == "Li Na，这是你的工作台"
    assert "你手上还没有商机" in house.home(house.li).text

    house.slack.mentions(house.mei, house.east, "new Acme")
    house.slack.mentions(house.mei, house.east, f"assign D-1001 to <@{house.li.id}>")
    house.waits(lambda: "D-1001 Acme" in house.home(house.li).text)
    calls = [call.method for call in house.slack.calls].count("views.publish")
    time.sleep(2 * LOOK_SECONDS)
    assert [call.method for call in house.slack.calls].count("views.publish") == calls


def test_the_home_shows_requests_votes_ones_place_and_settings(house):
    house.begins()
    for line in ("new Acme, $10k", "claim D-1001", f"need D-1001 <@{house.li.id}>: a price, by Friday"):
        house.slack.mentions(house.mei, house.east, line)
    house.slack.mentions(house.mei, house.east, "new Helix, $5k")
    house.slack.mentions(house.mei, house.east, "claim D-1002")
    house.slack.mentions(house.mei, house.east, "won D-1002")
    house.slack.mentions(house.mei, house.east, "award open Star of November until Friday 18:00")
    house.news()
    for who in (house.mei, house.li):
        house.slack.opens_home(who)

    mine = house.home(house.mei).text.replace(" (Shanghai)", "")
    assert mine.split("\n")[1:-1] == [
        "Your deals",
        "• D-1001 Acme · New · first contact by Mon 23 Nov 2026, 17:00",
        "You asked for",
        "• R-1 · D-1001 Acme, due Fri 27 Nov 2026, 18:00",
        "Votes open",
        "• Star of November, until Fri 27 Nov 2026, 18:00",
        "This month: You hold rank 1",
    ]
    assert mine.endswith("Change them with language English, zone Europe/Berlin, morning off.")
    theirs = house.home(house.li)
    assert "等你答复\n• R-1 Mei Lin · D-1001 Acme" in theirs.text
    assert list(theirs.buttons) == ["新线索", "公海", "查看 R-1", "投票 AW-1", "帮助"]


def test_a_button_of_the_home_is_answered_in_private(house):
    house.begins()
    house.slack.opens_home(house.li)

    house.slack.presses(house.li, house.home(house.li), "公海")
    assert house.titles(house.li)[-1] == "公海里没有商机"


def test_a_channel_is_greeted_once_with_what_is_posted_and_when(house):
    house.begins()
    room = house.slack.channel(house.team, "north", [house.mei], bot=False)
    house.slack.invites_bot(room, house.mei)
    house.slack.invites_bot(room, house.mei)

    (seen,) = [one for one in house.news() if one.place == room.id]
    assert seen.title == "Hello, I'm Baton: I keep track of who holds which deal"
    assert "stand-up question: 09:00 on working days, its digest 60 minutes later" in seen.text
    assert house.rows("SELECT name FROM rooms WHERE channel = :id", id=room.id) == [{"name": "north"}]
    house.slack.presses(house.mei, seen, "East's room")
    assert house.rows("SELECT team FROM rooms WHERE channel = :id", id=room.id)[0]["team"] is not None


def test_who_joins_a_channel_is_not_greeted(house):
    house.begins()
    house.slack.joins(house.li, house.east)

    assert house.news() == []


def test_people_are_followed_as_slack_tells_of_them(house):
    house.begins()
    house.slack.user_changes(house.li, name="Li Nana", tz="Europe/Berlin")
    (member,) = house.rows("SELECT name, zone FROM members WHERE handle = 'lina'")
    assert member == {"name": "Li Nana", "zone": "Europe/Berlin"}

    house.slack.user_changes(house.li, deleted=True)
    assert "Li Nana's account is closed" in house.titles(house.mei)


def test_a_deals_first_card_in_a_channel_is_its_thread(house):
    house.begins()
    house.slack.mentions(house.mei, house.east, "new Acme, $5k")
    (card,) = [seen for seen in house.news() if "Acme" in seen.title]
    assert card.thread is None

    house.slack.mentions(house.mei, house.east, "claim D-1001")
    house.slack.mentions(house.mei, house.east, "progress D-1001 met Bob")
    house.slack.mentions(house.mei, house.east, "contacted", thread=card.ts)
    house.slack.presses(house.mei, card, "Progress") if "Progress" in card.buttons else None
    house.slack.mentions(house.mei, house.east, "show D-1001")
    said = [seen for seen in house.news() if seen.ts != card.ts and seen.kind == "post"]

    assert {seen.thread for seen in said} == {card.ts}
    messages = [house.east.messages[seen.ts] for seen in said]
    assert [message.text.partition("\n")[0] for message in messages if message.broadcast] == [
        "D-1001 Acme is yours, Mei Lin"
    ]


def test_our_name_alone_is_answered_in_the_askers_language(house):
    house.begins()
    house.slack.commands(house.li, house.east, "")
    house.slack.mentions(house.li, house.east, "")

    assert house.titles(house.li) == ["Li Na，这些我都能帮你"] * 2
