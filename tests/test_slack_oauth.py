"""Many workspaces: installed from a browser, each on its own, with a state that is good once and tokens nobody reads."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import structlog
from sqlalchemy import select
from starlette.testclient import TestClient

from bot.logs import Redactor
from bot.settings import Settings
from bot.slack.tenants import Tenants
from bot.vault import Vault, new_key
from storage.tables import installs
from tests.slackhouse import House


@pytest.fixture(params=["sqlite", "postgres"])
def house(request, databases):
    with databases.fresh(request.param) as url, House(url, oauth=True) as house:
        yield house


def test_who_installs_is_the_first_admin_and_told_what_comes_first(house):
    assert house.installs(house.mei).status_code == 200

    (seen,) = house.news()
    assert (seen.people, seen.title) == ({house.mei.id}, "Step 1 of 4: what is your company called?")
    house.slack.writes(house.mei, "Acme Trading, USD, America/New_York")
    assert "Acme Trading" in str(house.rows("SELECT name FROM workspaces"))


def test_a_state_is_good_once_also_when_ten_come_at_once(house):
    url = house.goes_to_install(house.client)
    backs = [house.slack.approves(url, house.mei) for _ in range(10)]
    cookie = {"cookie": f"slack-app-oauth-state={house.client.cookies['slack-app-oauth-state']}"}

    def comes(back: str) -> int:
        return house.browser().get(f"/slack/oauth_redirect{back[back.index('?') :]}", headers=cookie).status_code

    with ThreadPoolExecutor(10) as crowd:
        answers = sorted(crowd.map(comes, backs))

    assert answers == [200, *[401] * 9]
    assert len(house.rows("SELECT tenant FROM installs")) == 1


def test_a_state_belongs_to_the_browser_it_was_given_to(house):
    back = house.slack.approves(house.goes_to_install(house.client), house.mei)

    assert house.browser().get(f"/slack/oauth_redirect{back[back.index('?') :]}").status_code == 400
    assert house.rows("SELECT tenant FROM installs") == []


def test_a_state_is_good_for_ten_minutes(house):
    back = house.slack.approves(house.goes_to_install(house.client), house.mei)
    house.clock.passes(minutes=11)

    assert house.client.get(f"/slack/oauth_redirect{back[back.index('?') :]}").status_code == 401


def test_the_page_says_why_nothing_was_installed(house):
    back = house.slack.approves(house.goes_to_install(house.client), house.mei)
    came = f"/slack/oauth_redirect{back[back.index('?') :]}"
    cookie = {"cookie": f"slack-app-oauth-state={house.client.cookies['slack-app-oauth-state']}"}
    plain = TestClient(house.client.app, base_url="http://baton.example", follow_redirects=False)
    plain.get("/slack/install")

    assert "pressed Cancel" in house.client.get("/slack/oauth_redirect?error=access_denied").text
    assert "another one" in house.browser().get(came).text
    assert "by https://" in plain.get(came).text
    assert house.browser().get(came, headers=cookie).status_code == 200
    again = house.browser().get(came, headers=cookie).text
    assert "used already" in again and "用过一次" in again


@pytest.mark.parametrize(
    "query",
    ["", "?code=1", "?state=1", "?error=access_denied", "?error=%3Cscript%3E", "?state=%00&code=%00", "?code=x&state="],
)
def test_what_somebody_makes_up_installs_nothing(house, query):
    cookie = {"cookie": "slack-app-oauth-state=\x00; slack-app-oauth-state=1; slack-app-oauth-state="}
    answer = house.client.get(f"/slack/oauth_redirect{query}", headers=cookie)

    assert 400 <= answer.status_code < 500
    assert "<script" not in answer.text
    assert house.rows("SELECT tenant FROM installs") == []


def test_two_workspaces_with_equal_names_for_everything_never_meet(house):
    second = house.slack.team("T0SECOND", name="Second")
    eve = house.slack.person(second, "mei", name="Eve", email="eve@second.example")
    east = house.slack.channel(second, "east", [eve])
    for who, browser in ((house.mei, house.client), (eve, house.browser())):
        assert house.installs(who, browser).status_code == 200
    house.news()

    for who, room, title in ((house.mei, house.east, "Acme"), (eve, east, "Helix")):
        house.slack.writes(who, "add team East: Somebody")
        house.slack.mentions(who, room, f"new {title}")
    house.news()
    house.slack.writes(eve, "show D-1001")

    found = house.rows("SELECT w.name, d.code, d.title FROM deals d JOIN workspaces w ON w.id = d.workspace ORDER BY 1")
    assert found == [
        {"name": house.team.name, "code": "D-1001", "title": "Acme"},
        {"name": "Second", "code": "D-1001", "title": "Helix"},
    ]
    assert [seen.title for seen in house.news() if "Acme" in seen.title] == []


def test_a_token_is_kept_encrypted_and_survives_a_new_key(house):
    house.installs(house.mei)
    with house.program.store.read() as db:
        kept = db.execute(select(installs.c.token)).scalar_one()
    key = house.settings.key()

    assert house.team.token.encode() not in kept
    for keys, found in ((key, house.team.token), (f"{new_key()},{key}", house.team.token)):
        settings = Settings(database_url=house.settings.database_url, slack_client_id="1.2")
        tenants = Tenants(settings, house.program.store, Vault(keys), house.now)
        assert tenants.token(house.team.id) == found


def test_a_workspace_that_removed_us_is_spoken_to_no_more_and_may_come_back(house):
    house.installs(house.mei)
    house.slack.writes(house.mei, "Acme Trading")
    house.news()
    for delivery in house.slack.uninstalls(house.team):
        assert delivery.ok
    assert house.rows("SELECT token FROM installs") == [{"token": None}]

    assert house.installs(house.mei).status_code == 200
    house.slack.writes(house.mei, "people")
    assert house.titles(house.mei) != []
    assert len(house.rows("SELECT id FROM workspaces")) == 1


def test_what_was_asked_while_the_token_was_dead_is_answered_after_the_new_installation(house):
    house.installs(house.mei)
    house.news()
    house.team.state = "token_revoked"
    with structlog.testing.capture_logs() as logs:
        house.slack.writes(house.mei, "people")
        for delivery in house.slack.uninstalls(house.team):
            assert delivery.ok
    for _ in range(20):
        house.program.sender.drain()
        house.clock.passes(minutes=20)
    assert {row["state"] for row in house.rows("SELECT state FROM outbox WHERE inbox IS NOT NULL")} == {"waiting"}
    assert [line["tenant"] for line in logs if line["event"] == "workspace removed us"] == [house.team.id] * 2

    assert house.installs(house.mei).status_code == 200
    said = house.titles(house.mei)
    assert "There is no team yet" in said
    assert [title for title in said if title.startswith("Nothing leaves")] == []  # it leaves again, or it were not here
    assert house.rows("SELECT id FROM outbox WHERE state = 'dead'") == []


def test_what_tells_an_admin_of_a_revoked_token_is_called_by_its_whole_key_in_the_log(house):
    house.installs(house.mei)
    house.news()
    house.team.state = "token_revoked"
    house.slack.writes(house.mei, "people")
    house.clock.passes(seconds=5)
    alerts = "SELECT key FROM outbox WHERE key LIKE 'held:%'"
    house.waits(lambda: (house.program.sender.step(), house.rows(alerts))[1], seconds=2)

    (key,) = {row["key"] for row in house.rows(alerts)}
    assert "token_revoked" in key
    assert Redactor()(None, "", {"post": key}) == {"post": key}


def test_a_set_up_that_was_half_done_goes_on_after_a_new_installation(house):
    house.installs(house.mei)
    house.slack.writes(house.mei, "Acme Trading")
    assert any(title.startswith("Step 2 of 4") for title in house.titles(house.mei))
    house.slack.uninstalls(house.team)

    assert "goes on where it stopped" in house.installs(house.mei).text
    (question,) = house.titles(house.mei)
    assert question.startswith("Step 2 of 4")
    house.slack.writes(house.mei, "setup done")
    house.news()
    house.installs(house.mei)
    assert house.titles() == []


def test_who_wrote_before_their_workspace_installed_us_is_known_right_after(house):
    house.slack.writes(house.li, "hello")
    house.installs(house.mei)
    house.slack.writes(house.li, "hello")
    house.news()

    assert house.rows("SELECT name, language FROM visitors") == [{"name": "Li Na", "language": "zh"}]


def test_an_enterprises_workspace_keeps_both_ids(house):
    house.team.enterprise = "E0GRID"
    house.installs(house.mei)

    assert house.rows("SELECT tenant, enterprise, team FROM installs") == [
        {"tenant": f"E0GRID:{house.team.id}", "enterprise": "E0GRID", "team": house.team.id}
    ]
    house.slack.commands(house.mei, house.east, "help")
    assert any("here is what I can do for you" in title for title in house.titles(house.mei))


def test_when_slack_does_not_answer_a_browser_may_try_again(house):
    back = house.slack.approves(house.goes_to_install(house.client), house.mei)
    house.slack.faults.plan("oauth.v2.access", "reset", times=1)

    assert house.client.get(f"/slack/oauth_redirect{back[back.index('?') :]}").status_code == 503
