"""Tables come in any encoding, with any separator, as CSV or workbook; what cannot be read says why and what helps."""

import datetime as dt

import pytest
import xlsxwriter

from bot.importing import files
from bot.importing.files import guarded, read
from bot.importing.refusal import FileRefused

CHINESE = "客户名称,负责人,金额,阶段\n苏州天工机械有限公司,李娜,300000,方案报价\n宁波海拓模具厂,王强,12万,新线索\n"
WESTERN = "Company;Owner;Amount\nMüller & Söhne GmbH;José Núñez;1.234,50\nCafé Zürich;Åsa Ö;99,00\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "said"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8", b"\xef\xbb\xbf", "UTF-8"),
        ("gb18030", b"", "GB18030"),
        ("gbk", b"", "GB18030"),
        ("utf-16-le", b"\xff\xfe", "UTF-16"),
        ("utf-16-be", b"\xfe\xff", "UTF-16"),
        ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"),
    ],
)
def test_a_chinese_table_is_read_in_every_usual_encoding(tmp_path, encoding, mark, said):
    (tmp_path / "deals.csv").write_bytes(mark + CHINESE.encode(encoding))

    table = read(tmp_path / "deals.csv")

    assert (table.columns, table.read_as) == (("客户名称", "负责人", "金额", "阶段"), said)
    assert table.rows == (
        (2, ("苏州天工机械有限公司", "李娜", "300000", "方案报价")),
        (3, ("宁波海拓模具厂", "王强", "12万", "新线索")),
    )


def test_a_western_table_is_not_taken_for_a_chinese_one(tmp_path):
    (tmp_path / "deals.csv").write_bytes(WESTERN.encode("cp1252"))

    table = read(tmp_path / "deals.csv")

    assert (table.read_as, table.rows[0][1]) == ("Windows-1252", ("Müller & Söhne GmbH", "José Núñez", "1.234,50"))


def test_an_encoding_that_cannot_be_told_can_be_said(tmp_path):
    (tmp_path / "deals.csv").write_bytes("客戶,負責人\n鴻海精密,張偉\n".encode("big5"))

    with pytest.raises(FileRefused) as refused:
        read(tmp_path / "deals.csv")
    assert str(refused.value).endswith("save it as UTF-8, or say --encoding NAME")
    assert read(tmp_path / "deals.csv", encoding="big5").rows == ((2, ("鴻海精密", "張偉")),)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_seen(tmp_path, separator):
    (tmp_path / "deals.csv").write_text(
        f'Company{separator}"Owner, who"{separator}Note\n"A{separator}B"{separator}Li{separator}"two\nlines"\n'
    )

    table = read(tmp_path / "deals.csv")

    assert (table.columns, table.rows) == (
        ("Company", "Owner, who", "Note"),
        ((2, (f"A{separator}B", "Li", "two\nlines")),),
    )


def test_what_excel_says_of_the_separator_titles_and_blank_rows_are_no_rows(tmp_path):
    (tmp_path / "deals.csv").write_text("sep=;\nPipeline of Monday\n\nCompany;Owner\n;\nAcme;Li\n")

    table = read(tmp_path / "deals.csv")

    assert (table.columns, table.rows) == (("Company", "Owner"), ((5, ("Acme", "Li")),))


def test_a_workbook_is_read_like_the_table_it_shows(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "deals.xlsx") as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet("empty")
        sheet = book.add_worksheet("商机")
        sheet.write_row(0, 0, ["客户名称", "Amount", "Created", "Close Date", "Next"])
        sheet.write_string(1, 0, "苏州天工")
        sheet.write_number(1, 1, 12345.678)
        sheet.write_datetime(1, 2, dt.datetime(2026, 11, 2, 9, 30), day)
        sheet.write_datetime(1, 3, dt.datetime(2026, 12, 1), day)
        sheet.write_boolean(1, 4, True)
        sheet.write_row(2, 0, ["Acme", 300000])

    table = read(tmp_path / "deals.xlsx")

    assert table.read_as == "XLSX, sheet 商机"
    assert table.rows == (
        (2, ("苏州天工", "12345.6780", "2026-11-02 09:30:00", "2026-12-01", "true")),
        (3, ("Acme", "300000", "", "", "")),
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b",,\n,,\n", "is empty"),
        (b"Company,Owner\n", "has a header and no rows: Company, Owner"),
        (b'Company,Owner\nAcme,"Li\nNova,Wang\n', 'has a quotation mark that is never closed, in the row that begins at line 2: write "" for a quotation mark inside a cell, or export the file again'),
        (b"%PDF-1.7 \n1 0 obj", "is a PDF: export the table itself as CSV or XLSX"),
        (b"PK\x03\x04 broken", "is no workbook that can be read"),
        (b"Company\0\0\0,Owner\0\n", "is no table: save it as CSV or XLSX"),
        (b"\xff\xfeC\0o\0", "has a header and no rows: Co"),
        (b"\xff\xfeC\0o\0\n\0x", "is damaged: it ends or breaks in the middle of a letter; export it again"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_says_why_and_what_helps(tmp_path, data, said):
    (tmp_path / "deals.csv").write_bytes(data)

    with pytest.raises(FileRefused) as refused:
        read(tmp_path / "deals.csv")

    assert str(refused.value).startswith(f"{tmp_path}/deals.csv {said}")


def test_a_folder_and_a_huge_file_are_no_table(tmp_path, monkeypatch):
    with pytest.raises(FileRefused, match="is a folder"):
        read(tmp_path)
    monkeypatch.setattr(files, "MOST_BYTES", 3)
    (tmp_path / "deals.csv").write_text("a,b\n1,2\n")
    with pytest.raises(FileRefused, match="split it"):
        read(tmp_path / "deals.csv")


@pytest.mark.parametrize(
    "cell", ["=1+1", "+86 139", "-5", "@li", "'=x", "''=x", "'quoted'", "plain", "", "\t=x", "a=b"]
)
def test_a_guarded_cell_is_no_formula_and_reads_back(cell):
    assert guarded(cell)[:1] not in tuple("=+-@\t\r")
    assert files._unguarded(guarded(cell)) == cell
