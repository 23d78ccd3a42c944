"""Other names of deals, and the name index behind them: learnt, found in a sentence, taken back."""

import pytest

from bot.scenery import LookUps, Place
from storage import members, names, workspaces
from storage.store import Store
from tests.chat import titles
from tests.filing import csv_file, taken


def named(chat, text, *, store=None):
    """Whom a sentence names, as `words=who how`, looked up in the store by this or another process."""
    with (store or chat.store).read() as db:
        workspace = workspaces.find(db, id=chat.workspace)
        member = members.by_id(db, workspace=chat.workspace, id=chat.members["li"], now=chat.now)
        found = LookUps(db, Place(workspace, member, None), chat.now).find_names(text)
    return [
        f"{text[one.start : one.end]}={'|'.join(sorted(who.token for who in one.named))} {one.how}" for one in found
    ]


def test_a_deal_is_found_by_another_name_until_that_is_undone(chat):
    code = chat.has_deal("华东重工集团", owner="li")

    said = chat.says("li", f"alias {code} HDHI")[-1]

    assert said.title == f"{code} 华东重工集团 updated"
    assert named(chat, "HDHI wants a demo") == [f"HDHI={code} name"]
    chat.presses("li", said, "Undo")
    assert named(chat, "HDHI wants a demo") == []
    assert named(chat, "华东重工要合同") == [f"华东重工={code} name"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("alias {code}", "Which other name does {code} Acme have?"),
        ("alias {code} a; b", "Which other name does {code} Acme have?"),
        ("别名 {code} acme", "{code} Acme 本来就叫 acme"),
    ],
)
def test_a_name_that_is_none_is_refused(quick_chat, words, title):
    code = quick_chat.has_deal("Acme", owner="li")
    assert titles(quick_chat.says("li", words.format(code=code))) == [title.format(code=code)]


def test_who_does_not_hold_a_deal_does_not_name_it(quick_chat):
    code = quick_chat.has_deal("Acme", owner="li")
    quick_chat.says("zhang", f"alias {code} Bots")
    assert named(quick_chat, "Bots called") == []


def test_what_one_process_learns_all_find(chat):
    code = chat.has_deal("Zenith Labs", owner="li")
    other = Store(chat.url)
    chat.handle("li", f"alias {code} ZL Group")

    assert named(chat, "ZL Group called", store=other) == [f"ZL Group={code} name"]
    assert named(chat, "Zenth labs called", store=other) == [f"Zenth labs={code} typo"]
    other.close()


def test_everybody_who_may_be_meant_is_told_with_who_holds_it(chat):
    one, other = chat.has_deal("Orion Health", owner="li"), chat.has_deal("Orion Freight", owner="wang")
    assert named(chat, "Orion needs a demo, 王芳 knows") == [f"Orion={one}|{other} short", "王芳=wang name"]


def test_a_file_brings_other_names_and_the_same_file_changes_nothing(quick_chat, tmp_path):
    file = csv_file(tmp_path, "id,title,company,简称\n1,Phase two,华东重工集团,华重、HDHI\n")
    assert [one.answer for one in taken(quick_chat, "deals", file, sets=["team=east"]).answers] == ["created"]
    assert [one.answer for one in taken(quick_chat, "deals", file, sets=["team=east"]).answers] == ["unchanged"]
    assert named(quick_chat, "华重 和 hdhi，华东重工") == [
        "华重=D-1001 name",
        "hdhi=D-1001 name",
        "华东重工=D-1001 name",
    ]


def test_another_company_finds_none_of_it(chat):
    chat.has_deal("Zenith Labs", owner="li")
    with chat.store.write() as db:
        other = workspaces.create(
            db, name="Elsewhere", zone="UTC", language="en", currency="USD", doors_open=[], now=chat.now
        )
        ours = names.spoken(db, workspace=chat.workspace, keys=["zenithlabs"])
        theirs = names.spoken(db, workspace=other, keys=["zenithlabs"])
    assert ([kind for kind, _, _ in ours], theirs) == (["deal"], [])
