"""Questions that change nothing, and who may see what."""

import pytest

from tests.chat import titles


@pytest.fixture
def acme(chat):
    chat.says("mei", "new Acme, $120k, 13900139000, bob@acme.example, they want a demo")
    chat.says("li", "claim D-1001")
    return chat


def test_everybody_sees_who_owns_a_deal(acme):
    (answer,) = acme.says("tom", "who owns acme", room="us")
    assert answer.member is None
    assert "Li" in answer.title


def test_the_owner_sees_the_contact_in_private_and_masked_in_a_room(acme):
    (private,) = acme.says("li", "show D-1001", room=None)
    (public,) = acme.says("li", "show D-1001")
    assert "13900139000" in private.text
    assert "139****9000" in public.text
    assert "13900139000" not in public.markdown
    assert "bob@acme.example" not in public.markdown


def test_another_team_sees_stage_and_owner_only(acme):
    (seen,) = acme.says("tom", "show D-1001", room=None)
    assert seen.title == "D-1001 Acme · Li"
    assert "they want a demo" not in seen.markdown
    assert "120" not in seen.markdown
    (refusal,) = acme.says("tom", "history D-1001", room=None)
    assert "claimed" not in refusal.markdown


def test_a_colleague_of_the_pool_sees_the_phone_masked(chat):
    chat.says("mei", "new Acme, 13900139000")
    (seen,) = chat.says("li", "show D-1001", room=None)
    assert "139****9000" in seen.text


def test_history_tells_who_did_what_newest_first(acme):
    acme.says("li", "progress D-1001 stage proposal")
    (told,) = acme.says("mei", "history D-1001")
    whos = [line.split(" ")[1] for line in told.text.splitlines() if line.startswith("•")]
    assert whos == ["Li", "Li", "Mei"]


def test_my_deals_puts_what_is_due_first_and_is_private(acme):
    acme.has_deal("Beta", owner="li")
    acme.says("li", "progress D-1002 next call today 10:00")
    (mine,) = acme.says("li", "我的商机")
    assert mine.member == acme.members["li"]
    assert [line.split(" ")[1] for line in mine.text.splitlines() if line.startswith("•")] == ["D-1002", "D-1001"]


def test_the_pool_hides_amounts_from_whom_show_hides_them(chat):
    chat.says("mei", "new Acme, $120k")
    chat.says("tom", "new Borealis, $70k", room="us")

    def amounts(who, words, room):
        (seen,) = chat.says(who, words, room=room)
        return ("120" in seen.markdown, "70" in seen.markdown)

    assert amounts("li", "pool", "east") == (True, False)
    assert amounts("li", "pool", None) == (True, False)
    assert amounts("tom", "pool", "us") == (False, True)
    assert amounts("tom", "pool", None) == (False, True)
    assert amounts("li", "pool", "us") == (False, False)


def test_a_deal_shown_in_another_teams_room_is_for_the_asker_alone(acme):
    (seen,) = acme.says("li", "show D-1001", room="us")
    assert (seen.room is None or seen.member == acme.members["li"], "120" in seen.markdown) == (True, True)


def test_the_pool_is_empty_until_somebody_brings_a_lead(chat):
    assert len(chat.says("li", "公海")) == 1
    chat.has_deal("Acme")
    (pool,) = chat.says("li", "pool")
    assert list(pool.buttons.values()) == ["claim D-1001"]


def test_the_pipeline_sums_each_stage_in_its_own_currencies(chat):
    chat.says("mei", "new Acme, $120k")
    chat.says("mei", "new Beta, 50万")
    chat.says("mei", "new Gamma, $30k")
    (funnel,) = chat.says("li", "pipeline")
    assert funnel.text.splitlines()[:2] == ["Stage · Deals · Amount", "New · 3 · CN¥500,000 + $150,000"]


def test_a_pipeline_shows_ones_own_teams_and_a_director_sees_all(chat):
    chat.says("mei", "new Acme, $120k")
    assert "120,000" not in chat.says("tom", "pipeline", room=None)[0].markdown
    assert "120,000" in chat.says("dora", "pipeline", room=None)[0].markdown


def test_help_lists_exactly_what_a_person_may(chat):
    (rep,) = chat.says("li", "help")
    (manager,) = chat.says("mei", "help")
    (admin,) = chat.says("ann", "help", room=None)
    assert ["claim D-1001" in post.text for post in (rep, manager, admin)] == [True, True, False]
    (rep,) = chat.says("li", "help leads")
    (manager,) = chat.says("mei", "help leads")
    (admin,) = chat.says("ann", "帮助 线索", room=None)
    assert ["assign" in post.text for post in (rep, manager)] == [False, True]
    assert "分配" not in admin.text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "help claim",
            """claim: take it from the pool
            Example: claim D-1001
            Also: take, grab
            Who may: sales rep, SDR, customer success, manager, director""",
        ),
        (
            "帮助 转交",
            """转交：转交给同事，对方接受后生效
            例如：转交 D-1001 给李娜 因为我下周休假
            也可以说：移交、转让
            谁能用：所有人
            哪些商机：自己负责或代班的；主管还有本团队的，总监是全部""",
        ),
        (
            "help assign",
            """assign: give it to a colleague
            Example: assign D-1001 to Li Na
            Who may: manager, director
            Which deals: for managers their teams', for directors all

            Your role can't do this; ask one of them.""",
        ),
        ("帮助认领。", "认领：从公海认领"),
        ("help with claim D-1001", "claim: take it from the pool"),
        ("help clam", "There is no command “clam”"),
        ("帮助 认令", "没有“认令”这个指令"),
        ("help me", "Li, here is what I can do for you"),
        ("help form", "There is no command “form”"),
    ],
)
def test_help_for_one_command_says_how_and_who(chat, asked, told):
    (answer,) = chat.says("li", asked)
    assert answer.member == chat.members["li"]
    wanted = [line.strip() for line in told.splitlines()]
    assert [answer.title, *answer.text.splitlines()][: len(wanted)] == wanted


def test_help_for_a_mistyped_command_names_what_is_near(chat):
    (answer,) = chat.says("li", "help realese")
    assert [line.partition(":")[0] for line in answer.text.splitlines() if line.startswith("•")] == [
        "• release D-1001 budget is gone",
    ]


def test_what_is_not_understood_gets_one_helpful_private_line(chat):
    (answer,) = chat.says("li", "cliam the acme one please")
    assert answer.member == chat.members["li"]
    assert "claim D-1001" in answer.text


def test_a_message_of_more_than_4000_characters_is_not_read(chat):
    (answer,) = chat.says("li", "new " + "x" * 4000)
    assert answer.member == chat.members["li"]
    assert chat.value("SELECT count(*) FROM deals") == 0


def test_an_answer_speaks_the_language_of_the_command(chat):
    chat.has_deal("Acme")
    english, chinese = chat.says("wang", "pool"), chat.says("li", "公海")
    assert titles(english)[0].isascii()
    assert not titles(chinese)[0].isascii()


def test_a_pressed_button_answers_in_the_pressers_language(chat):
    (card,) = chat.says("mei", "new Acme")
    _, answer = chat.presses("wang", card, "Claim")
    assert not answer.title.isascii()


def test_my_deals_and_the_pool_are_read_page_by_page_to_their_end(chat):
    for no in range(23):
        chat.has_deal(f"Acme {no}", owner="li")
        chat.has_deal(f"Free {no}")
    for words, begins in (("我的商机", "Acme"), ("pool", "Free")):
        (answer,) = chat.says("li", words, room=None)
        seen = [line for line in answer.text.splitlines() if begins in line]
        while more := next((command for label, command in answer.buttons.items() if " page " in command), ""):
            (answer,) = chat.says("li", more, room=None)
            seen += [line for line in answer.text.splitlines() if begins in line]
        assert len(seen) == len(set(seen)) == 23
    (again,) = chat.says("li", "pool", room=None)
    (after,) = chat.says("li", "接着看", room=None)
    assert (again.text.count("Free"), after.text.count("Free"), after.text in again.text) == (10, 10, False)
    (last,) = chat.says("li", "我的商机 第 3 页", room=None)
    assert "还有" not in last.text
    assert last.title == "你手上有 23 条商机"


@pytest.mark.parametrize(
    "asked",
    [
        "需求确认阶段的商机有哪些",
        "在跟商机 需求确认阶段",
        "哪些商机在方案阶段？",
        "which open deals are in the Qualified stage?",
        "open deals stage qualified",
    ],
)
def test_the_stage_a_question_names_is_the_only_one_listed(chat, asked):
    for no in range(3):
        chat.has_deal(f"Acme {no}", owner="li")
    chat.says("li", "progress D-1002 stage qualified")
    chat.says("li", "progress D-1003 stage proposal")
    (answer,) = chat.says("li", asked, room=None)
    wanted = "D-1003" if "方案" in asked else "D-1002"
    assert [line.split()[1] for line in answer.text.splitlines() if "D-10" in line] == [wanted]


@pytest.mark.parametrize("words", ["who are you", "Hi, who are you?", "你是谁", "你好，你是谁啊", "what is this bot?"])
def test_whoever_asks_who_this_is_hears_it(chat, words):
    assert titles(chat.says("li", words, room=None))[0] in ("Hello Li, I'm Baton", "Li 你好，我是 Baton")


@pytest.mark.parametrize("words", ["asdfgh qwerty", "本周谁最忙", "what is love"])
def test_what_is_like_no_command_is_told_of_none(chat, words):
    (answer,) = chat.says("li", words, room=None)
    assert "•" not in answer.text
    assert "`help`" in answer.markdown or "`帮助`" in answer.markdown


def test_what_is_plainly_chinese_and_not_understood_is_answered_in_chinese(chat):
    assert titles(chat.says("li", "这是什么鬼东西呀呀", room=None)) == ["没听懂这句"]


def test_a_source_and_a_country_are_called_as_the_reader_calls_them(chat):
    chat.has_deal("Coconut Foods", owner="wang")
    chat.store_write("UPDATE deals SET source = 'referral'")
    (shown,) = chat.says("wang", "查看 D-1001", room=None)
    assert ("来源：转介绍" in shown.text, "referral" in shown.text) == (True, False)
    assert titles(chat.says("ann", "节假日 中国", room=None)) == ["节假日按中国大陆的放，调休也算"]


def test_help_offers_nobody_what_they_would_be_refused(chat):
    (answer,) = chat.says("li", "help", room=None)
    assert "take Q-301" not in answer.text


def test_a_card_says_where_its_earlier_notes_are(chat):
    code = chat.has_deal("Acme", owner="li")
    for note in ("spoke to Dana, she runs the pilot line", "emailed", "called twice"):
        chat.says("li", f"progress {code} {note}")
    (shown,) = chat.says("li", f"show {code}", room=None)
    assert ("called twice" in shown.text, f"2 earlier notes: history {code}" in shown.text) == (True, True)


def test_history_says_how_to_see_what_lies_before_it(chat):
    code = chat.has_deal("Acme", owner="li")
    for chance in range(10, 20):
        chat.says("li", f"progress {code} probability {chance}")
    (told,) = chat.says("li", f"history {code}", room=None)
    assert f"history {code}/2 shows the one before" in told.text
    (one,) = chat.says("li", f"history {code}/2", room=None)
    assert one.title == f"{code} Acme: change 2 of 12"


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("how do I transfer a deal?", "transfer: offer it to a colleague, who accepts or not"),
        ("怎么退回公海", "退回公海：退回公海"),
        ("怎么设目标", "目标：给个人、团队或全公司定目标"),
        ("how do I make coffee?", "Li, here is what I can do for you"),
        ("what can you do for me", "Li, here is what I can do for you"),
    ],
)
def test_who_asks_how_something_is_done_is_shown_that(chat, asked, title):
    assert titles(chat.says("li", asked, room=None)) == [title]


def test_a_colleague_who_is_asked_about_a_deal_answers_alone(acme):
    said = acme.says("wang", "@Li Acme那边合同什么时候签？")
    assert [post.title for post in said if post.title.startswith("D-1001")] == []
