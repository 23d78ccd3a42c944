"""People and deals come in from files: each row answered, the same file again changes nothing, revert leaves history."""

from datetime import datetime
from decimal import Decimal

import pytest
import xlsxwriter

from bot.importing.maps import Asked
from bot.importing.refusal import FileRefused
from bot.importing.reverting import revert
from bot.importing.taking import take
from sales.money import money
from storage import deals, intake, workspaces
from storage.store import Store
from tests.chat import START, Chat, Person, titles
from tests.filing import answers, csv_file, reasons, taken, unwatched

HEAD = "id,company,owner,stage,amount,currency,created,closed,next_step,next_at,note\n"


def deal(chat, code: str):
    with chat.store.read() as db:
        return deals.find(db, workspace=chat.workspace, code=code)


def reverted(chat, batch: int):
    with chat.store.read() as db:
        found = intake.batch(db, workspace=chat.workspace, id=batch)
    return revert(chat.store, chat.workspace, found, clock=lambda: chat.now, rest=lambda _seconds: None)


def posted(chat) -> int:
    return int(chat.value("SELECT count(*) FROM outbox"))


def test_a_deal_comes_in_with_its_own_days_and_nobody_is_told(chat, tmp_path):
    file = csv_file(
        tmp_path,
        HEAD + "A1,Acme,Li,Proposal,120000,USD,2026-09-01,,send the quote,2026-11-27,warm\n"
        "A2,Nova,王芳,won,5000.50,,2026-01-05,2026-03-01,,,\n"
        "A3,Zephyr,,,,,2026-10-01,,,,\n",
    )

    report = taken(chat, "deals", file, zone="Asia/Shanghai", sets=["team=east"])

    assert answers(report) == [(2, "created", "D-1001"), (3, "created", "D-1002"), (4, "created", "D-1003")]
    first, second, third = (deal(chat, code) for code in ("D-1001", "D-1002", "D-1003"))
    assert (first.title, first.owner.name, first.stage, first.amount) == (
        "Acme",
        "Li",
        "proposal",
        money(Decimal(120000), "USD"),
    )
    assert (first.next_step, str(first.next_at), first.note) == ("send the quote", "2026-11-26 16:00:00+00:00", "warm")
    assert (str(first.created_at), first.team.name, first.external) == ("2026-08-31 16:00:00+00:00", "east", "A1")
    assert (second.result, str(second.closed_at), second.amount) == (
        "won",
        "2026-02-28 16:00:00+00:00",
        money(Decimal("5000.50"), "CNY"),
    )
    assert (third.owner, third.result, third.stage) == (None, "open", "new")
    assert posted(chat) == 0
    assert chat.rows("SELECT subject, kind FROM timers WHERE subject_kind = 'deal'") == [
        {"subject": first.id, "kind": "next_step"}
    ]
    since = chat.rows(
        "SELECT o.since AS owned, s.since AS stood FROM ownership o JOIN stays s ON s.deal = o.deal WHERE o.deal = :id",
        id=second.id,
    )
    assert since == [{"owned": chat.moment("2026-01-04 16:00:00"), "stood": chat.moment("2026-01-04 16:00:00")}]
    assert chat.passes(hours=30) == []


def test_what_falls_due_later_is_reminded_of_and_what_was_due_is_not(quick_chat, tmp_path):
    file = csv_file(
        tmp_path,
        HEAD
        + "A1,Acme,Li,Proposal,,,2026-09-01,,call them,2026-11-24,\nA2,Nova,Li,Proposal,,,2026-09-01,,too late,2026-11-02,\n",
    )
    taken(quick_chat, "deals", file)

    assert titles(quick_chat.passes(hours=26)) == ["Li, D-1001 Acme: next step due, call them"]


def test_the_history_says_it_was_imported_and_by_nobody(quick_chat, tmp_path):
    taken(quick_chat, "deals", csv_file(tmp_path, HEAD + "A1,Acme,Li,Proposal,,,2026-09-01,,,,\n"))

    said = quick_chat.says("li", "history D-1001")[0]

    assert "The system imported it from a file" in said.text


def test_the_same_file_again_changes_nothing_whatever_people_did_since(chat, tmp_path):
    file = csv_file(
        tmp_path, HEAD + "A1,Acme,Li,Proposal,120000,USD,2026-09-01,,,,\nA2,Nova,Li,won,5,,2026-01-05,2026-03-01,,,\n"
    )
    taken(chat, "deals", file)
    chat.handle("li", "progress D-1001 stage negotiation")
    before = (
        deal(chat, "D-1001"),
        chat.value("SELECT count(*) FROM history"),
        chat.value("SELECT count(*) FROM imports"),
    )

    report = taken(chat, "deals", file)

    assert answers(report) == [(2, "unchanged", "D-1001"), (3, "unchanged", "D-1002")]
    after = (
        deal(chat, "D-1001"),
        chat.value("SELECT count(*) FROM history"),
        chat.value("SELECT count(*) FROM imports"),
    )
    assert after == before
    assert report.batch is None


def test_a_newer_file_changes_what_it_says_and_leaves_what_it_does_not(chat, tmp_path):
    taken(chat, "deals", csv_file(tmp_path, HEAD + "A1,Acme,Li,Proposal,120000,USD,2026-09-01,,,,warm\n"))
    chat.handle("li", "progress D-1001 next call on Friday")

    report = taken(chat, "deals", csv_file(tmp_path, HEAD + "A1,Acme,王芳,won,130000,,,2026-11-20,,,\n"))

    assert answers(report) == [(2, "merged", "D-1001")]
    assert reasons(report) == [
        "owner Li → 王芳; result open → won; amount USD 120,000.00 → USD 130,000.00; next_step call → nothing;"
        " next_at 2026-11-27 → nothing; closed_at nothing → 2026-11-20"
    ]
    assert (deal(chat, "D-1001").note, deal(chat, "D-1001").stage) == ("warm", "proposal")
    chat.news()
    assert "progressed" in [row["what"] for row in chat.rows("SELECT what FROM history ORDER BY no")]


def test_a_row_that_cannot_be_read_is_refused_and_the_others_are_not(chat, tmp_path):
    file = csv_file(
        tmp_path,
        HEAD + "A1,Acme,Nobody,,,,,,,,\nA2,Nova,Li,Engaging,,,,,,,\nA3,Zephyr,Li,,1.234,USD,,,,,\nA4,Ok,Li,,,,,,,,\n"
        "A5,Bad,Li,,,,soon,,,,\nA6,Won,Li,won,5,,,,,,\nA7,Open,Li,Proposal,,,,2026-01-01,,,\nA4,Twice,Li,,,,,,,,\n"
        "A8,Cells,Li,,,,,,,,,extra\nA9,Money,Li,,$5,EUR,,,,,\n",
    )

    report = taken(chat, "deals", file)

    assert answers(report) == [
        (2, "refused", ""), (3, "refused", ""), (4, "refused", ""), (5, "created", "D-1001"), (6, "refused", ""),
        (7, "refused", ""), (8, "refused", ""), (9, "refused", ""), (10, "refused", ""), (11, "refused", ""),
    ]  # fmt: skip
    assert reasons(report) == [
        "owner: there is no member Nobody: import members first, or say who it is with --values 'owner:Nobody=NAME'"
        " (with nothing after = the deal lies in the pool)",
        "stage: 'Engaging' is none of ours: say what it is with --values 'stage:Engaging=KEY', one of new, contacted,"
        " qualified, proposal, negotiation, contract, delivery, won, lost",
        "amount: '1.234' may be 1234 or 1.23: write it without the dot",
        "",
        "created: 'soon' is no day: write it as 2026-01-31",
        "is won and has no day: the field closed says when",
        "is open and has a day it was closed: a day it may close is the field close_date",
        "row 5 has the same id: every deal has one row",
        "has 12 cells, the header 11: a separator inside a cell needs quotation marks",
        "amount: '$5' is not in EUR, which the currency says",
    ]


def test_values_can_be_given_a_meaning(chat, tmp_path):
    file = csv_file(tmp_path, HEAD + "A1,Acme,Left Long Ago,Engaging,,,,,,,\nA2,Nova,Li,Engaging,,,,,,,\n")

    report = taken(chat, "deals", file, values=["owner:Left Long Ago=", "stage:engaging=qualified"], sets=["team=us"])

    assert [one.answer for one in report.answers] == ["created", "created"]
    assert [
        (deal(chat, code).owner, deal(chat, code).stage, deal(chat, code).team.name) for code in ("D-1001", "D-1002")
    ] == [
        (None, "qualified", "us"),
        (deal(chat, "D-1002").owner, "qualified", "us"),
    ]


def test_a_file_without_a_column_that_names_a_deal_is_refused_with_the_columns(chat, tmp_path):
    with pytest.raises(FileRefused) as refused:
        taken(chat, "deals", csv_file(tmp_path, "Foo,Bar\n1,2\n"))
    assert str(refused.value).startswith(
        "deals.csv: no column says what a deal is called: its title, company or id. The columns are: Foo, Bar."
        " Say which is which, as in --map 'Foo=title'; the fields of deals are: id, title, company, owner, "
    )


@pytest.mark.parametrize("dry", [True, False])
def test_a_day_that_can_be_read_two_ways_keeps_only_its_own_row_out(chat, tmp_path, dry):
    file = csv_file(
        tmp_path, "id,company,owner,created\nA1,Acme,Li,3/4/2026\nA2,Nova,Li,2026-04-05\nA3,Zenith,Li,4/4/2026\n"
    )

    report = taken(chat, "deals", file, dry=dry, zone="UTC")

    assert next((one.answer, one.reason) for one in report.answers) == (
        "refused",
        "created: '3/4/2026' can be read two ways: say --days dmy (day first) or --days mdy (month first),"
        " or write it as 2026-01-31",
    )
    assert [one.answer for one in report.answers][1:] == ["created", "created"]
    assert chat.value("SELECT count(*) FROM deals") == (0 if dry else 2)
    taken(chat, "deals", file, days="dmy", zone="UTC")
    found = {str(row["created_at"])[:10] for row in chat.rows("SELECT created_at FROM deals WHERE title = 'Acme'")}
    assert found == {"2026-04-03"}


def test_a_dry_run_answers_the_same_and_writes_nothing(chat, tmp_path):
    file = csv_file(tmp_path, HEAD + "A1,Acme,Li,Proposal,,,,,,,\nA2,Nova,Nobody,,,,,,,,\n")

    dry = taken(chat, "deals", file, dry=True, save_map="mine")

    assert [one.answer for one in dry.answers] == ["created", "refused"]
    assert [
        chat.value(f"SELECT count(*) FROM {table}") for table in ("deals", "customers", "imports", "column_maps")
    ] == [0] * 4
    assert [one.answer for one in taken(chat, "deals", file).answers] == ["created", "refused"]


def test_a_map_is_kept_by_name(chat, tmp_path):
    file = csv_file(tmp_path, "Nummer,Kunde,Wert,Phase\n1,Acme,5000,Angebot\n")
    said = {
        "maps": ["Nummer=id", "Kunde=company", "Wert=amount", "Phase=stage"],
        "values": ["stage:Angebot=proposal"],
        "sets": ["currency=EUR", "owner=Li"],
    }

    taken(chat, "deals", file, save_map="kunden", **said)
    again = taken(chat, "deals", csv_file(tmp_path, "Nummer,Kunde,Wert,Phase\n2,Nova,1,Angebot\n"), maps=["kunden"])

    assert answers(again) == [(2, "created", "D-1002")]
    found = deal(chat, "D-1002")
    assert (found.amount, found.stage, found.owner.name) == (money(Decimal(1), "EUR"), "proposal", "Li")
    with pytest.raises(
        FileRefused, match="there is no map of deals named knuden; there are: hubspot, kunden, salesforce, zoho"
    ):
        taken(chat, "deals", file, maps=["knuden"])


def test_rows_without_an_id_are_known_again_by_the_file_and_by_name(chat, tmp_path):
    first = csv_file(tmp_path, "company,owner,amount\n苏州天工机械有限公司,Li,300000\nNova Foods,Li,5\n")
    assert [one.answer for one in taken(chat, "deals", first).answers] == ["created", "created"]
    chat.handle("li", "progress D-1001 stage proposal")
    assert [one.answer for one in taken(chat, "deals", first).answers] == ["unchanged", "unchanged"]

    newer = csv_file(tmp_path, "company,owner,amount\n苏州天工机械有限公司,Li,350000\nNova Foods,Li,5\nBumble,Li,7\n")
    report = taken(chat, "deals", newer)

    assert answers(report) == [(2, "merged", "D-1001"), (3, "unchanged", "D-1002"), (4, "created", "D-1003")]
    assert reasons(report)[0] == "amount CNY 300,000.00 → CNY 350,000.00"


def test_a_row_that_may_be_a_known_deal_is_asked_about(chat, tmp_path):
    chat.has_deal("Kestrel Robotics", owner="li")
    chat.has_deal("杭州蓝海医疗器械有限公司", owner="li")
    file = csv_file(
        tmp_path, "company,title,owner\nKestrel Robotics,50 arms,Li\n蓝海医疗,,Li\nUnheard Of,,Li\nUnheard Of,,Li\n"
    )

    report = taken(chat, "deals", file)

    assert answers(report) == [
        (2, "asked", "D-1001"),
        (3, "asked", "D-1002"),
        (4, "created", "D-1003"),
        (5, "asked", ""),
    ]
    assert (
        reasons(report)[0]
        == "may be D-1001 Kestrel Robotics: give the row an id or its title, or say --anyway for deals of their own"
    )
    assert reasons(report)[3] == "row 4 says the same: give both an id, or say --anyway"
    again = taken(chat, "deals", file, anyway=True)
    assert [one.answer for one in again.answers] == ["created", "created", "unchanged", "created"]


def test_an_imported_deal_is_found_by_its_company_in_the_chat(quick_chat, tmp_path):
    taken(
        quick_chat,
        "deals",
        csv_file(tmp_path, "id,company,title,owner\nA1,Kestrel Robotics,50 arms for the plant,Li\n"),
    )

    assert quick_chat.says("li", "show kestrel robotics", room=None)[0].title.startswith("D-1001 50 arms for the plant")


def test_revert_takes_the_deals_out_and_history_keeps_everything(chat, tmp_path):
    file = csv_file(
        tmp_path,
        HEAD
        + "A1,Acme,Li,Proposal,120000,USD,2026-09-01,,call,2026-11-27,\nA2,Nova,Li,won,5,,2026-01-05,2026-03-01,,,\n",
    )
    batch = taken(chat, "deals", file).batch
    chat.handle("li", "transfer D-1001 to Zhang")
    history = chat.value("SELECT count(*) FROM history WHERE subject_kind = 'deal'")

    done = reverted(chat, batch)

    assert done.line() == f"Batch {batch} is taken back: 2 deals are out of every list. History keeps everything."
    assert titles(chat.says("li", "my deals", room=None))[-1] == "You hold no deals right now"
    assert chat.rows("SELECT kind FROM timers WHERE subject_kind IN ('deal', 'request')") == []
    assert chat.value("SELECT count(*) FROM requests WHERE state = 'open'") == 0
    assert chat.value("SELECT count(*) FROM history WHERE subject_kind = 'deal'") >= history + 2
    assert titles(chat.says("li", "won D-1001")) == ["D-1001 Acme was taken back"]
    back = taken(chat, "deals", file)
    assert answers(back) == [(2, "merged", "D-1001"), (3, "merged", "D-1002")]
    assert reasons(back)[1] == "is there again"
    assert (deal(chat, "D-1001").open, deal(chat, "D-1001").batch) == (True, back.batch)
    assert [one.answer for one in taken(chat, "deals", file).answers] == ["unchanged", "unchanged"]


def test_revert_puts_back_what_the_import_changed_and_nobody_changed_since(chat, tmp_path):
    taken(
        chat,
        "deals",
        csv_file(tmp_path, HEAD + "A1,Acme,Li,Proposal,120000,USD,2026-09-01,,,,warm\nA2,Nova,Li,,5,,2026-09-01,,,,\n"),
    )
    batch = taken(chat, "deals", csv_file(tmp_path, HEAD + "A1,,王芳,,1,USD,,,,,cold\nA2,,王芳,,6,,,,,,\n")).batch
    chat.handle("wang", "进展 D-1002 金额 9元")

    done = reverted(chat, batch)

    assert (done.deals, done.restored, done.kept) == (0, 1, 1)
    first, second = deal(chat, "D-1001"), deal(chat, "D-1002")
    assert (first.owner.name, first.amount, first.note) == ("Li", money(Decimal(120000), "USD"), "warm")
    assert (second.owner.name, second.amount) == ("Li", money(Decimal(9), "CNY"))


TEAM = (
    "name,team,manager,roles,email\nAnn Bell,East,Carl Dorn,,ann@x.com\nEve Fox,West,Gus Hart,sdr,\nGus Hart,West,,,\n"
)


@pytest.fixture
def empty(url):
    with Chat(url, people=()) as chat:
        yield chat


def test_people_come_in_with_teams_rooms_and_managers(empty, tmp_path):
    report = taken(empty, "members", csv_file(tmp_path, TEAM), zone="America/New_York")

    assert answers(report) == [(2, "created", "annbell"), (3, "created", "evefox"), (4, "created", "gushart")]
    assert reasons(report)[0] == "manager Carl Dorn created"
    people = empty.rows(
        "SELECT m.name, m.roles, m.zone, t.name AS team FROM members m JOIN memberships x ON x.member = m.id"
        " JOIN teams t ON t.id = x.team ORDER BY m.name"
    )
    assert [(one["name"], sorted(roles(one)), one["team"]) for one in people] == [
        ("Ann Bell", ["rep"], "east"), ("Carl Dorn", ["manager"], "east"),
        ("Eve Fox", ["sdr"], "West"), ("Gus Hart", ["manager", "rep"], "West"),
    ]  # fmt: skip
    assert [row["name"] for row in empty.rows("SELECT name FROM rooms ORDER BY id")] == ["east", "us", "West"]
    assert titles(empty.says("gushart", "new Acme", room="West")) == ["D-1001 Acme · in the pool"]
    assert "D-1001 Acme is yours, Ann Bell" in titles(empty.says("annbell", "claim D-1001", room="east"))


def roles(row) -> dict[str, str]:
    import json

    return json.loads(row["roles"]) if isinstance(row["roles"], str) else row["roles"]


def test_the_same_people_again_change_nothing_and_others_are_merged_or_asked_about(empty, tmp_path):
    taken(empty, "members", csv_file(tmp_path, TEAM), zone="America/New_York")
    assert [
        one.answer for one in taken(empty, "members", csv_file(tmp_path, TEAM), zone="America/New_York").answers
    ] == ["unchanged"] * 3
    assert [one.answer for one in taken(empty, "members", csv_file(tmp_path, TEAM + "\n")).answers] == ["unchanged"] * 3

    newer = "name,team,email,phone,aliases\nAnn Bell-Smith,West,ann@x.com,555 0100,Annie\nEve Fox,,eve@x.com,,\nAnn Bell,,other@x.com,,\nEve Fox,,eve2@x.com,,\n"
    report = taken(empty, "members", csv_file(tmp_path, newer))

    assert answers(report) == [
        (2, "merged", "annbell"),
        (3, "merged", "evefox"),
        (4, "created", "annbell2"),
        (5, "asked", ""),
    ]
    assert (
        reasons(report)[0]
        == "name Ann Bell → Ann Bell-Smith; aliases nothing → Annie; phone nothing → 555 0100; team east → West"
    )
    assert reasons(report)[3] == "may be Eve Fox, whose e-mail is eve@x.com: change one of the two, name or e-mail"


def test_a_person_who_cannot_be_read_is_refused(empty, tmp_path):
    rows = "name,roles,zone,language,email\nA,wizard,,,\nB,,Mars,,\nC,,,fr,\nD,,,,not a mail\n,rep,,,x@x.com\nE,主管/客户经理,asia/shanghai,中文,\nE,,,,\n"

    report = taken(empty, "members", csv_file(tmp_path, rows))

    assert [one.answer for one in report.answers] == ["refused"] * 5 + ["created", "refused"]
    assert reasons(report)[-1] == "row 7 is the same person: put both teams into one cell, as in East; West"


def test_a_reverted_batch_of_people_lets_those_go_who_have_no_work(empty, tmp_path):
    batch = taken(empty, "members", csv_file(tmp_path, TEAM)).batch
    empty.handle("annbell", "new Acme", room="east")

    done = reverted(empty, batch)

    assert (done.members, done.staying) == (3, 1)
    assert [row["name"] for row in empty.rows("SELECT name FROM members WHERE active")] == ["Ann Bell"]
    again = taken(empty, "members", csv_file(tmp_path, TEAM))
    assert [(one.answer, one.reason) for one in again.answers] == [
        ("unchanged", ""),
        ("merged", "is there again"),
        ("merged", "is there again"),
    ]


def test_an_id_is_known_again_however_oddly_it_is_written(chat, tmp_path):
    file = csv_file(tmp_path, "id,company,owner\nA\u200b  1\u202e,Acme,Li\n\u200b,Nova,Li\n")

    assert answers(taken(chat, "deals", file)) == [(2, "created", "D-1001"), (3, "created", "D-1002")]
    assert (deal(chat, "D-1001").external, deal(chat, "D-1002").external[:5]) == ("A 1", "file:")
    assert [one.answer for one in taken(chat, "deals", file, sets=["source=x"]).answers] == ["merged", "merged"]


def test_a_workbook_comes_in_like_a_table(quick_chat, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "deals.xlsx") as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["商机编号", "客户名称", "负责人", "金额（万元）", "商机阶段", "创建时间"])
        sheet.write_row(1, 0, [7, "苏州天工", "王芳", 12.5, "方案报价"])
        sheet.write_datetime(1, 5, datetime(2026, 9, 1), day)

    report = taken(quick_chat, "deals", tmp_path / "deals.xlsx", zone="Asia/Shanghai")

    assert answers(report) == [(2, "created", "D-1001")]
    found = deal(quick_chat, "D-1001")
    assert (found.external, found.amount, found.stage) == ("7", money(Decimal(125000), "CNY"), "proposal")
    assert str(found.created_at) == "2026-08-31 16:00:00+00:00"
    assert report.notes == ("Amounts are counted in units of 10,000, as the column's name says",)


def test_an_empty_store_stays_empty_when_a_file_is_refused(databases, tmp_path):
    with databases.fresh("sqlite") as url:
        store = Store(url)
        for kind in ("members", "deals"):
            with pytest.raises(FileRefused):
                take(
                    store, kind, csv_file(tmp_path, "Foo,Bar\n1,2\n"), Asked(), settings_zone="Asia/Shanghai",
                    clock=lambda: START, bar=unwatched,
                )  # fmt: skip
        with store.read() as db:
            assert workspaces.empty(db)
        store.close()


def test_remarks_below_the_table_are_no_deals(chat, tmp_path):
    file = csv_file(tmp_path, "company,owner\nAcme,Li\nNova,\n\nConfidential,\nCopyright 2026,\n")

    report = taken(chat, "deals", file, sets=["team=east"])

    assert [one.answer for one in report.answers] == ["created", "created", "refused", "refused"]
    assert reasons(report)[2] == "looks like a remark below the table: delete the blank row above it if it is none"


def test_another_company_is_neither_seen_nor_changed(chat, tmp_path):
    with chat.store.write() as db:
        other = workspaces.create(
            db, name="Other", zone="UTC", language="en", currency="EUR", doors_open=[], now=chat.now
        )
        workspaces.add_team(db, workspace=other, name="east", zone="UTC", language="en")
    file = csv_file(tmp_path, HEAD + "A1,Acme,Li,Proposal,,,2026-09-01,,,,\n")
    taken(chat, "deals", file)

    assert chat.rows("SELECT DISTINCT workspace FROM deals") == [{"workspace": chat.workspace}]
    with chat.store.read() as db:
        assert intake.batches(db, workspace=other) == []
        assert deals.locked_externals(db, workspace=other, externals=["A1"]) == {}


PEOPLE_WITH_ONE_NAME = (Person("li", "Li", ("rep",), "east"), Person("li2", "Li", ("rep",), "us"))


def test_an_owner_who_may_be_two_people_is_refused_with_both(databases, tmp_path):
    with databases.fresh("sqlite") as url, Chat(url, people=PEOPLE_WITH_ONE_NAME) as chat:
        report = taken(chat, "deals", csv_file(tmp_path, "id,company,owner\n1,Acme,Li\n2,Nova,li2\n"))

    assert [(one.answer, one.reason) for one in report.answers] == [
        ("refused", "owner: Li may be Li (li), Li (li2): write the e-mail or the handle"),
        ("created", ""),
    ]
