"""Everything a company owns goes out as files, and comes back as it was."""

import csv
import json
import stat
from pathlib import Path

import pytest

from bot.export import export
from bot.importing.refusal import FileRefused
from tests.chat import Chat
from tests.filing import csv_file, taken

NAUGHTY = json.loads((Path(__file__).parent / "data" / "naughty-strings.json").read_text())
LISTS = (
    "SELECT d.code, d.title, d.stage, d.result, d.amount, d.currency, d.external, d.created_at, d.closed_at, d.close_date,"
    " d.next_step, d.next_at, d.product, d.source, d.contact, d.phone, d.email, d.note, d.lost_reason, m.name AS owner,"
    " t.name AS team, c.name AS customer FROM deals d LEFT JOIN members m ON m.id = d.owner JOIN teams t ON t.id = d.team"
    " LEFT JOIN customers c ON c.id = d.customer WHERE d.reverted_at IS NULL ORDER BY d.id",
    "SELECT m.handle, m.name, m.aliases, m.roles, m.zone, m.language, m.email, m.phone, t.name AS team FROM members m"
    " LEFT JOIN memberships x ON x.member = m.id LEFT JOIN teams t ON t.id = x.team WHERE m.active ORDER BY m.handle, t.name",
)


def lists(chat) -> list[list[dict]]:
    return [chat.rows(statement) for statement in LISTS]


def moved(chat, databases, tmp_path, kind: str) -> list[list[dict]]:
    """Export, read back into a fresh store, and return its lists."""
    export(chat.store, tmp_path / "out")
    with databases.fresh(kind) as url, Chat(url, people=()) as other:
        for what in ("members", "deals"):
            report = taken(other, what, tmp_path / "out" / f"{what}.csv")
            assert {one.answer for one in report.answers} == {"created"}, [
                one for one in report.answers if one.answer != "created"
            ][:3]
        return lists(other)


def test_what_was_exported_comes_back_equal(chat, databases, tmp_path):
    for line in (
        "new Acme Robotics, $120k, Bob 13900139000, bob@acme.com, came from the webinar",
        "new 苏州天工机械，30万",
        "new Nova Foods",
    ):
        chat.handle("mei", line)
    for who, line in (
        ("li", "claim D-1001"), ("wang", "认领 D-1002"), ("li", "progress D-1001 stage proposal, next send it on Friday 10:00"),
        ("wang", "丢单 D-1002 价格 太贵了"), ("zhang", "claim D-1003"), ("zhang", "won D-1003 5000"),
    ):  # fmt: skip
        chat.handle(who, line)
    chat.handle("mei", "new Taken Back")
    chat.handle("mei", "undo")
    chat.handle("mei", "new Vega Optics")

    before = lists(chat)

    assert [row["code"] for row in before[0]] == ["D-1001", "D-1002", "D-1003", "D-1005"]
    assert moved(chat, databases, tmp_path, "sqlite" if chat.store.sqlite else "postgres") == before


def test_naughty_strings_survive(quick_chat, databases, tmp_path):
    chat = quick_chat
    with (tmp_path / "naughty.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ("id", "title", "company", "note", "next_step", "contact", "phone", "source", "product", "team")
        )
        writer.writerows(
            [number, f"{number} {text}", text, text, text, text, text, text, text, "east"]
            for number, text in enumerate(NAUGHTY, 1)
            if len(text) < 200
        )
    report = taken(chat, "deals", tmp_path / "naughty.csv")
    assert {one.answer for one in report.answers} == {"created"}

    assert moved(chat, databases, tmp_path, "sqlite") == lists(chat)


def test_no_cell_of_an_export_is_a_formula(quick_chat, tmp_path):
    file = csv_file(tmp_path, "id,title,phone,note,owner\n=1,\"=cmd|'/c calc'!A1\",+86 139,-1+1,Li\n")
    taken(quick_chat, "deals", file)

    export(quick_chat.store, tmp_path / "out")

    with (tmp_path / "out" / "deals.csv").open(encoding="utf-8-sig") as written:
        row = next(csv.DictReader(written))
    assert (row["id"], row["title"], row["phone"], row["note"]) == ("'=1", "'=cmd|'/c calc'!A1", "'+86 139", "'-1+1")


def test_the_files_are_for_their_owner_only_and_hold_no_secret(chat, tmp_path):
    chat.has_deal("Acme", owner="li")

    written = export(chat.store, tmp_path / "out")

    files = sorted((tmp_path / "out").iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert not {"papers.json", "outbox.json", "inbox.json"} & {path.name for path in files}
    assert "key" not in {name for row in json.loads((tmp_path / "out" / "ballots.json").read_text()) for name in row}
    assert (written["deals.csv"], written["history.json"]) == (1, chat.value("SELECT count(*) FROM history"))
    assert len(json.loads((tmp_path / "out" / "history.json").read_text())) == written["history.json"]
    with pytest.raises(FileRefused, match="is not empty"):
        export(chat.store, tmp_path / "out")
