"""A new company is set up in a few questions; everything asked can be changed later by the same commands."""

import json

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from bot import first
from bot.app import application
from bot.health import Health
from bot.local.door import LocalDoor
from bot.local.reading import Unknown
from bot.program import build
from bot.settings import Settings
from bot.turns import Turns
from bot.vault import new_key
from tests.chat import START, titles


@pytest.fixture
def ann(chat):
    """An admin whose company is not set up yet; everything is said in private."""
    with chat.store.write() as db:
        db.execute(text("UPDATE workspaces SET set_up_at = NULL"))

    def says(words, **more):
        return chat.says("ann", words, room=None, **more)

    return says


def test_the_questions_are_answered_in_free_words(chat, ann):
    asked = ann("setup")[-1]
    assert "Step 1 of 4" in asked.title

    said = ann("Acme Trading, USD, America/New_York")
    assert titles(said) == ["The company is Acme Trading", "Step 2 of 4: which teams are there, and who is in them?"]
    said = ann("West: Bo Li (manager, rep), 陈静（售前）, Li")
    assert said[0].title == "West has 3 people"
    assert said[1].title == "Is there another team? Write it the same way"
    said = chat.presses("ann", said[1], "That's all", room=None)
    assert said[-1].title == "Step 3 of 4: when do you work?"
    said = ann("8:30-12 1pm-5:30pm Mon-Sat")
    assert said[0].title == "Working hours are 08:30–12:00, 13:00–17:30, Mon, Tue, Wed, Thu, Fri, Sat"
    assert said[1].title.startswith("Step 4 of 4")
    said = chat.presses("ann", said[1], "Short: 3", room=None)
    assert titles(said) == ["The playbook has 3 stages", "All set: Acme Trading can start"]
    assert chat.rows("SELECT name, currency, zone FROM workspaces") == [
        {"name": "Acme Trading", "currency": "USD", "zone": "America/New_York"}
    ]


def test_once_all_is_set_nothing_said_is_an_answer_to_a_question(chat, ann):
    for words in ("setup", "Acme Trading, USD", "West: Bo Li"):
        ann(words)
    chat.presses("ann", ann("setup stages")[-1], "Short: 3", room=None)

    said = titles(ann("nice weather today"))
    assert not [title for title in said if "playbook" in title], said


def test_once_set_up_a_change_asks_nothing_more(chat, ann):
    ann("setup done")

    assert titles(ann("add team North: Kim Wu")) == ["North has 1 person"]


def test_a_question_may_be_left_out(chat, ann):
    first = ann("setup")[-1]
    second = chat.presses("ann", first, "Keep it", room=None)[-1]

    assert "Step 2 of 4" in second.title


@pytest.mark.parametrize(("first", "then"), [("keep it", "no"), ("对", "就这些"), ("保持。", "that's all")])
def test_a_question_is_left_out_by_a_word(chat, ann, first, then):
    ann("setup")
    assert ann(first)[-1].title.startswith(("Step 2 of 4", "第 2 步"))
    assert ann(then)[-1].title.startswith(("Step 3 of 4", "第 3 步"))
    assert ann("不用改")[-1].title.startswith(("Step 4 of 4", "第 4 步"))
    assert chat.value("SELECT name FROM workspaces") == "Huarui"


def test_who_is_here_already_joins_the_team_as_the_same_person(chat, ann):
    before = chat.value("SELECT count(*) FROM members")
    ann("add team West: Li, 王芳")

    assert chat.value("SELECT count(*) FROM members") == before
    assert "West" in ann("people")[-1].text


def test_a_new_colleague_can_speak_at_once_in_the_local_chat(chat, ann):
    ann("add team West: Bo Li")

    assert chat.says("boli", "my deals", room=None)[-1].title == "You hold no deals right now"


def test_roles_are_replaced_and_the_last_admin_stays(chat, ann):
    assert ann("role Li: manager, rep")[-1].title == "Li is now manager, sales rep"
    assert ann("role Ann rep")[-1].title == "Ann is the only admin; nothing was changed"
    assert ann("role Li chief")[-1].title == "“chief” is no role I know; nothing was changed"


def test_nobody_leaves_in_the_place_of_a_namesake(chat, ann):
    assert ann("member left Li Na")[-1].title == "Not sure which colleague “Li Na” is"
    assert chat.handle("li", "pool").state == "done"


def test_somebody_leaves_only_with_empty_hands(chat, ann):
    code = chat.has_deal(owner="li")
    assert ann("member left Li")[-1].title == "Li still holds 1 deal"
    chat.says("mei", f"assign {code} to 王芳")
    assert ann("member left Li")[-1].title == "Li has left"
    with pytest.raises(Unknown):
        chat.handle("li", "pool")


def test_hours_decide_when_things_fall_due(chat, ann):
    ann("working hours 10:00-12:00 Mon-Fri")
    code = chat.has_deal(owner="li")

    due = chat.value("SELECT contact_due FROM deals WHERE code = :code", code=code)
    assert str(due).startswith("2026-11-26 04:00")  # eight working hours are four days of two


@pytest.mark.parametrize(
    "words",
    ["mon-fri 9-18", "9-6 weekdays", "早九晚六", "9:00-12:00 13:30-18:00 周一到周五", "weekdays", "每天9点到18点"],
)
def test_hours_written_where_a_team_was_asked_for_make_no_team(chat, ann, words):
    before = chat.value("SELECT count(*) FROM teams")
    ann("setup")
    ann("Acme Trading, USD")

    (said,) = ann(words)
    assert said.title in (
        "That reads like working hours, not a team; nothing was changed",
        "这像是工作时间，不是团队名，什么都没改",
    )
    assert words in said.text
    assert chat.value("SELECT count(*) FROM teams") == before
    assert titles(ann("West: Bo Li"))[0] == "West has 1 person"


@pytest.mark.parametrize(
    "words", ["mei@acme.example", "12345678", "we sell machines in three countries", "...", "我们有两个团队", "//"]
)
def test_what_is_no_name_makes_no_team(chat, ann, words):
    before = chat.value("SELECT count(*) FROM teams")
    ann("setup team")

    assert titles(ann(words))[-1] in ("What is the team called?", "团队叫什么？")
    assert chat.value("SELECT count(*) FROM teams") == before


@pytest.mark.parametrize("name", ["East 1-3", "Team 24", "Key accounts north and west", "华东一部", "Sun"])
def test_odd_names_of_teams_are_names(chat, ann, name):
    ann(f"add team {name}: Bo Li")

    assert name in {row["name"] for row in chat.rows("SELECT name FROM teams")}


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("9-6 weekdays", "09:00–18:00, Mon, Tue, Wed, Thu, Fri"),
        ("早九晚六 周一到周五", "09:00–18:00, Mon, Tue, Wed, Thu, Fri"),
        ("早上8点半到晚上六点", "08:30–18:00, Mon, Tue, Wed, Thu, Fri"),
    ],
)
def test_hours_as_people_write_them(chat, ann, words, read):
    assert ann(f"working hours {words}")[0].title == f"Working hours are {read}"


@pytest.mark.parametrize("words", ["working hours", "working hours 25:00-26:00", "working hours 9-8", "工作时间 下午"])
def test_hours_that_make_no_sense_change_nothing(chat, ann, words):
    assert ann(words)[-1].title in ("I could not read the hours; nothing was changed", "没看懂工作时间，什么都没改")
    assert chat.value("SELECT config_version FROM workspaces") == 0


def test_stages_with_deals_in_them_are_not_taken_away(chat, ann):
    ann("setup done")
    code = chat.has_deal(owner="li")
    chat.says("li", f"progress {code} stage negotiation")

    assert ann("stages short")[-1].title == "1 open deal is in stages the new playbook lacks; nothing was changed"
    assert ann("stages long")[-1].title == "The playbook has 9 stages"


def test_the_base_currency_is_fixed_once_deals_count_in_it(chat, ann):
    chat.has_deal()

    assert ann("company name Huarui, USD")[-1].title == "The base currency stays CNY"


def test_holidays_of_a_country_nobody_knows_are_refused(chat, ann):
    assert ann("holidays Atlantis")[-1].title == "I know no public holidays of “ATLANTIS”; nothing was changed"
    assert ann("holidays US")[-1].title == "Public holidays of the United States are days off now"


def test_only_admins_set_up(chat):
    for words in ("setup", "company name X", "add team X", "role Li rep", "member left Li", "stages short"):
        assert chat.handle("mei", words).state == "refused"


def test_every_step_is_history_of_the_company(chat, ann):
    ann("company name Acme Trading")
    ann("stages short")
    ann("add team West: Bo Li")

    kinds = [row["what"] for row in chat.rows("SELECT what FROM history WHERE subject_kind = 'workspace' ORDER BY no")]
    assert kinds == ["company", "configured", "team"]


def test_a_room_is_given_to_a_team(chat, ann):
    said = chat.says("ann", "room us", room="east")

    assert said[-1].title == "This room belongs to us now"
    assert ann("room us")[-1].title == "Please say this in the room of us"
    assert ann("room nowhere")[-1].title == "There is no such team; nothing was changed"


def test_the_first_admin_is_greeted_with_the_first_question(url):
    program = build(Settings(database_url=url, secret_key=new_key()), clock=lambda: START, local=True)
    with program.store.write() as db:
        handle = first.company(db, program.voice, admin="Grace Ho", language="en", zone="Europe/Berlin", now=START)
    program.sender.drain()
    with program.store.read() as db:
        posts = db.execute(text("SELECT text FROM local_posts")).scalars().all()
    program.close()

    assert handle == "graceho"
    assert [post.splitlines()[0] for post in posts] == ["Step 1 of 4: what is your company called?"]


@pytest.mark.parametrize("words", ["我是 梅林", "I am Mei Lin", "我叫梅林"])
def test_who_says_their_name_where_the_company_is_asked_for_names_no_company(chat, ann, words):
    before = chat.value("SELECT name FROM workspaces")
    ann("setup")
    assert titles(ann(words))[0] in ("What is the company called?", "公司叫什么？")
    assert chat.value("SELECT name FROM workspaces") == before


@pytest.mark.parametrize(
    ("words", "company"),
    [
        ("我们公司叫云帆科技", ("云帆科技", "CNY", "Asia/Shanghai")),
        ("叫云帆科技，美元，纽约时间", ("云帆科技", "USD", "America/New_York")),
        ("公司名：云帆科技", ("云帆科技", "CNY", "Asia/Shanghai")),
        ("We are called Aurora Trading", ("Aurora Trading", "CNY", "Asia/Shanghai")),
        ("It's Acme Trading, dollars, New York", ("Acme Trading", "USD", "America/New_York")),
        ("We Are Social, pounds, London", ("We Are Social", "GBP", "Europe/London")),
    ],
)
def test_a_company_is_called_by_its_name_however_it_is_introduced(chat, ann, words, company):
    ann("setup")
    assert "2" in ann(words)[-1].title
    (row,) = chat.rows("SELECT name, currency, zone FROM workspaces")
    assert tuple(row.values()) == company


@pytest.mark.parametrize("words", ["Sales: Li Na, Wang Wei (manager)", "Presales team with Raj and Kim", "华东：李娜"])
def test_a_team_is_no_companys_name(chat, ann, words):
    ann("setup")
    assert ann(words)[-1].title in ("What is the company called?", "公司叫什么？")
    assert chat.value("SELECT name FROM workspaces") == "Huarui"


@pytest.mark.parametrize("words", ["cancel", "算了", "stop", "先不弄了"])
@pytest.mark.parametrize("step", ["company", "team", "hours", "stages"])
def test_whoever_wants_to_stop_is_asked_nothing_more(chat, ann, step, words):
    teams = chat.value("SELECT count(*) FROM teams")
    ann(f"setup {step}")
    assert titles(ann(words)) in (["Stopped here; what is set stays"], ["先到这儿，已经设好的都在"])
    assert "Step" not in ann("hello")[-1].title
    assert chat.value("SELECT count(*) FROM teams") == teams


@pytest.mark.parametrize("words", ["no more", "nothing else", "没有别的了", "no other teams"])
def test_no_more_teams_is_no_team(chat, ann, words):
    teams = chat.value("SELECT count(*) FROM teams")
    ann("setup team")
    assert ann(words)[-1].title.startswith(("Step 3", "第 3 步"))
    assert chat.value("SELECT count(*) FROM teams") == teams


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("售前组：小陈 售前，老赵", {"小陈": "presales", "老赵": "rep"}),
        ("Presales team with Raj presales and Zoe", {"Raj": "presales", "Zoe": "rep"}),
        ("West: Bo Li - manager, Ned (legal and rep)", {"Bo Li": "manager", "Ned": "legal rep"}),
        ("南区：李和平，小陈和老赵", {"李和平": "rep", "小陈": "rep", "老赵": "rep"}),
    ],
)
def test_people_of_a_team_are_read_with_their_roles_however_they_stand(chat, ann, words, people):
    ann("setup team")
    before = chat.value("SELECT max(id) FROM members")
    ann(words)
    rows = chat.rows("SELECT name, roles FROM members WHERE id > :id", id=before)
    assert {row["name"]: " ".join(sorted(_roles(row["roles"]))) for row in rows} == people


def _roles(stored):
    return json.loads(stored) if isinstance(stored, str) else stored


@pytest.mark.parametrize(
    ("words", "stages"), [("短流程", 3), ("the short one", 3), ("3", 3), ("标准的", 7), ("nine please", 9)]
)
def test_a_playbook_is_chosen_in_ones_own_words(ann, words, stages):
    ann("setup stages")
    assert str(stages) in ann(words)[0].title


def test_a_new_company_lives_by_the_holidays_of_its_own_country(chat, ann):
    ann("setup")
    assert "Public holidays of the United States" in ann("Acme Trading, USD, New York")[0].text
    chat.says("kim", "new anyway Acme", room="us")
    chat.now = chat.now.replace(month=11, day=25, hour=22)  # Wednesday 17:00 in New York, before Thanksgiving
    chat.says("tom", "claim D-1001", room="us")
    assert str(chat.value("SELECT contact_due FROM deals")).startswith("2026-11-27")


def test_who_chose_their_holidays_keeps_them(chat, ann):
    ann("setup")
    ann("节假日 新加坡")
    assert "Public holidays" not in ann("Acme Trading, USD, New York")[0].text


def test_a_company_with_deals_may_take_a_new_name_though_its_currency_stays(chat, ann):
    chat.has_deal("Acme")
    (said, *_) = ann("company name Cloud Trading, USD")
    assert (said.title, "still CNY" in said.text) == ("The company is Cloud Trading", True)
    assert chat.rows("SELECT name, currency FROM workspaces") == [{"name": "Cloud Trading", "currency": "CNY"}]
    assert titles(ann("company name Cloud Trading, USD")) == ["The base currency stays CNY"]


@pytest.mark.parametrize("told", ["name=&zone=UTC", "name=Li&zone=Mars/Base", "zone=Mars/Base"])
def test_what_the_beginning_cannot_use_is_refused_and_makes_nothing(databases, told):
    with databases.fresh("sqlite") as url:
        program = build(Settings(database_url=url, secret_key=new_key()), clock=lambda: START, local=True)
        door = LocalDoor(program, Turns(1))
        app = application(Health(lambda: START), program.metrics, local=door, doors=(), port=0)
        with TestClient(app, base_url="http://localhost") as web:
            assert web.post("/local/company", content=told).status_code == 400
            assert (
                web.post("/local/company", content="name=Li&zone=Etc/Unknown", follow_redirects=False).status_code
                == 303
            )
        with program.store.read() as db:
            assert [row.zone for row in db.execute(text("SELECT zone FROM workspaces"))] == ["UTC"]
        program.close()


def test_hours_that_stay_are_not_shown_twice(ann):
    assert "Before" in ann("working hours 10:00-12:00 Mon-Fri")[0].text
    assert "Before" not in ann("working hours 10:00-12:00 Mon-Fri")[0].text
