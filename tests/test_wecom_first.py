"""The first people of an empty company in WeCom: what they are asked, and what becomes of them."""

import pytest

from tests.wecomfirm import Firm


class EmptyFirm(Firm):
    """A fresh store behind WeCom's bot: nobody is known yet."""

    def _founds(self) -> None:
        pass


@pytest.fixture
def firm(databases):
    with databases.fresh("sqlite") as url, EmptyFirm(url, "socket") as firm:
        yield firm


def answer(firm, who, words):
    """What the bot answers somebody in private."""
    said = firm.wecom.says(who, words)
    firm.wecom.wait(lambda: said.answers)
    return firm.wecom.sees(who, kind="bot")[-1]


@pytest.mark.parametrize(
    ("words", "title", "line"),
    [
        ("你好", "你好，你是第一个来的", "管理员就是你。先告诉我你的姓名，比如：我是 李娜"),
        ("帮助", "你好，你是第一个来的", "管理员就是你。先告诉我你的姓名，比如：我是 李娜"),
        (
            "hello",
            "Hello, you are the first one here",
            "That makes you the admin. First tell me your name, for example: I am Li Na",
        ),
    ],
)
def test_the_first_of_an_empty_company_hears_that_they_will_be_its_admin(firm, words, title, line):
    shown = answer(firm, "mei", words)
    assert (shown.title, shown.text.splitlines()[-1]) == (title, line)


@pytest.mark.parametrize(
    ("words", "name", "language"), [("我是 梅林", "梅林", "zh"), ("I am Mei Lin", "Mei Lin", "en")]
)
def test_who_names_themselves_first_is_the_admin_in_their_language(firm, words, name, language):
    answer(firm, "mei", words)
    with firm.program.store.read() as db:
        rows = db.exec_driver_sql("SELECT name, language, roles FROM members").all()
        company = db.exec_driver_sql("SELECT language FROM workspaces").scalar_one()
    assert [(row.name, row.language) for row in rows] == [(name, language)]
    assert "admin" in str(rows[0].roles)
    assert company == language


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("我是王芳，新来的", "王芳"),
        ("我叫王芳,刚入职。", "王芳"),
        ("I am Li Na, new here", "Li Na"),
        ("I'm J. R. Li.", "J. R. Li"),
    ],
)
def test_a_name_ends_where_something_else_is_said(firm, words, name):
    answer(firm, "mei", words)
    with firm.program.store.read() as db:
        assert db.exec_driver_sql("SELECT name FROM members").scalar_one() == name


def test_a_company_nobody_named_yet_is_called_so_in_its_first_ones_language(firm):
    answer(firm, "mei", "I am Mei Lin")
    with firm.program.store.read() as db:
        assert db.exec_driver_sql("SELECT name FROM workspaces").scalar_one() == "My company"
