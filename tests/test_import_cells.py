"""What one cell says: days, times, amounts, currencies; and which column is which."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.importing import cells
from bot.importing.headers import Told, missing, plan
from bot.importing.maps import shipped
from bot.importing.refusal import FileRefused, RowRefused
from sales.importing import Standing, read_standing
from sales.money import money
from sales.playbook import STAGES

SHANGHAI = ZoneInfo("Asia/Shanghai")
MIDNIGHT = datetime(2026, 1, 30, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell",
    [
        *("2026-01-31", "2026/1/31", "2026.01.31", "20260131", "2026年1月31日", "31.1.2026", "31/01/2026", "1/31/2026"),
        *("31-Jan-2026", "31 January 2026", "Jan 31, 2026", "1/31/26", "2026-01-31 00:00", "2026-01-30T16:00:00Z"),
        *("2026-01-31T00:00:00.000+0800", "2026-01-30 16:00:00 UTC", "1/31/2026 12:00 AM", "2026年1月31日 0时00分"),
    ],
)
def test_a_day_is_midnight_of_the_zone_however_it_is_written(cell):
    order = cells.order_of([cell]) or "mdy"

    assert cells.moment(cell, name="created", zone=SHANGHAI, order=order) == MIDNIGHT


def test_the_same_day_begins_later_in_new_york():
    assert cells.moment("2017-03-01", name="created", zone=ZoneInfo("America/New_York"), order="mdy") == datetime(
        2017, 3, 1, 5, tzinfo=UTC
    )


def test_microseconds_survive():
    assert cells.moment("2026-11-23T01:02:03.004005Z", name="created", zone=SHANGHAI, order="mdy") == datetime(
        2026, 11, 23, 1, 2, 3, 4005, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "cell", ["soon", "2026-02-30", "45678", "2026-1", "1/2", "0026-01-01", "2026-01-31 25:00", "9999-12-31"]
)
def test_what_is_no_day_is_refused_with_the_cure(cell):
    with pytest.raises(RowRefused, match=r"created: .* is no day: write it as 2026-01-31"):
        cells.moment(cell, name="created", zone=SHANGHAI, order="mdy")


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["2026-01-31", ""], ""),
        (["3/4/2026", "13/4/2026"], "dmy"),
        (["3/4/2026", "3/14/2026"], "mdy"),
        (["3/4/2026"], None),
        (["3.4.2026"], "dmy"),
    ],
)
def test_the_order_of_a_columns_days_is_seen_or_left_open(column, order):
    assert cells.order_of(column) == order


@pytest.mark.parametrize(
    ("cell", "units", "currency"),
    [
        ("1054", "1054", "USD"),
        ("1,234,567.89", "1234567.89", "USD"),
        ("1.234.567,89", "1234567.89", "USD"),
        ("1234,5", "1234.5", "USD"),
        ("1 234 567,89", "1234567.89", "USD"),
        ("12345.678901", "12345.68", "USD"),
        ("0", "0", "USD"),
        ("$18k", "18000", "USD"),
        ("30万", "300000", "USD"),
        ("¥1,234.00", "1234", "CNY"),
        ("EUR 300", "300", "EUR"),
    ],
)
def test_an_amount_is_read_as_it_is_written(cell, units, currency):
    assert cells.amount(cell, currency="USD") == money(Decimal(units), currency)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("-5", "amount: '-5' is below zero"),
        ("(1,234.00)", "amount: '(1,234.00)' is below zero"),
        ("1.234", "amount: '1.234' may be 1234 or 1.23: write it without the dot"),
        ("a lot", "amount: 'a lot' is no amount: write it as 12345.67"),
        ("1e9", "amount: '1e9' is no amount: write it as 12345.67"),
        ("9" * 30, f"amount: '{'9' * 30}' is larger than any deal"),
    ],
)
def test_an_amount_that_is_none_or_may_be_two_is_refused(cell, said):
    with pytest.raises(RowRefused) as refused:
        cells.amount(cell, currency="USD")
    assert str(refused.value) == said


def test_currencies_have_codes_signs_and_names():
    assert [cells.currency(cell) for cell in ("usd", "人民币", "RMB", "€", "US Dollars")] == [
        "USD",
        "CNY",
        "CNY",
        "EUR",
        "USD",
    ]
    with pytest.raises(RowRefused, match="write its ISO code"):
        cells.currency("shells")


@pytest.mark.parametrize(
    ("cell", "standing"),
    [
        ("Proposal", Standing("open", "proposal")),
        ("方案报价", Standing("open", "proposal")),
        ("Closed Won", Standing("won")),
        ("赢单", Standing("won")),
        ("LOST", Standing("lost")),
        ("won/contract", Standing("won", "contract")),
        ("lost/nowhere", None),
        ("Engaging", None),
    ],
)
def test_a_stage_is_read_by_any_of_its_names(cell, standing):
    assert read_standing(cell, STAGES) == standing


def fields(kind: str, *columns: str, **told) -> dict[str, str]:
    return dict(plan(kind, columns, Told(**told)).columns)


def test_columns_say_themselves_what_they_are():
    assert fields("deals", "客户名称", "负责人", "预计金额(万元)", "商机阶段", "预计成交日期", "创建时间", "行业") == {
        "客户名称": "company",
        "负责人": "owner",
        "预计金额(万元)": "amount",
        "商机阶段": "stage",
        "预计成交日期": "close_date",
        "创建时间": "created",
    }
    assert fields("deals", "Deal Name", "COMPANY", "deal_owner", "Amount (USD)", "Stage", "Close Date", "Sector") == {
        "Deal Name": "title",
        "COMPANY": "company",
        "deal_owner": "owner",
        "Amount (USD)": "amount",
        "Stage": "stage",
        "Close Date": "close_date",
    }
    assert fields("members", "姓名", "部门", "直属上级", "手机号", "邮箱", "入职日期") == {
        "姓名": "name",
        "部门": "team",
        "直属上级": "manager",
        "手机号": "phone",
        "邮箱": "email",
        "入职日期": "started",
    }


def test_what_is_told_wins_over_what_is_guessed_and_a_column_can_be_left_out():
    told = {"close_date": "closed", "Amount": "", "Value": "amount"}

    assert fields("deals", "Company", "close_date", "Amount", "Value", columns=told) == {
        "Company": "company",
        "close_date": "closed",
        "Value": "amount",
    }


def test_a_column_without_brackets_wins_over_one_with():
    assert fields("deals", "Company", "Amount", "Amount (converted)") == {"Company": "company", "Amount": "amount"}


def test_what_a_column_counts_in_is_read_off_its_name():
    layouts = [
        plan("deals", ("Company", name), Told())
        for name in ("金额（万元）", "Amount (USD)", "金额(元)", "Amount (k)", "Amount")
    ]

    assert [(one.scale, one.currency) for one in layouts] == [
        (10_000, "CNY"),
        (1, "USD"),
        (1, "CNY"),
        (1_000, None),
        (1, None),
    ]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            {"columns": {"Company": "customer"}},
            "there is no field customer; the fields of deals are: id, title, company, ",
        ),
        ({"constants": {"price": "1"}}, "there is no field price"),
        ({"columns": {"Company": "title", "Name": "title"}}, "two columns are mapped to title: Company and Name"),
        ({"columns": {"Twice": "title"}}, "there are 2 columns named Twice: give them names of their own"),
    ],
)
def test_a_map_that_makes_no_sense_is_refused(told, said):
    with pytest.raises(FileRefused) as refused:
        plan("deals", ("Company", "Name", "Twice", "Twice"), Told(**told))
    assert str(refused.value).startswith(said)


def test_a_mapped_column_the_file_lacks_is_named():
    assert missing({"Compny": "company", "Owner": "owner"}, ("Company", "owner")) == ["Compny"]


@pytest.mark.parametrize("name", ["salesforce", "zoho", "hubspot"])
def test_a_shipped_map_speaks_of_fields_and_stages_there_are(name):
    told = shipped("deals")[name]

    assert plan("deals", tuple(told.columns)[:10], told).columns
    assert {read_standing(stage, STAGES) is None for stage in told.values["stage"].values()} == {False}


def test_the_templates_of_the_page_need_no_map():
    page = (Path(__file__).parent.parent / "docs" / "import.md").read_text()
    templates = re.findall(r"^\| \S+ \| `([^`]+)` \|$", page, re.MULTILINE)

    assert len(templates) == 5
    assert [plan("deals", template.split(","), Told()).unread for template in templates] == [()] * 5
