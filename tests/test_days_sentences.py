"""Which day of a line of news belongs to what: the next step, the close, a payment, what was done, or nothing of ours."""

import pytest

from tests.test_news import team as team  # noqa: PLC0414
from tests.test_told_sentences import changed

DAYS = ("next_at", "close_date")


def days(team, line):
    """Say a line; return the days it changed, as they are stored."""
    return {name: value[:10] for name, value in changed(team, line).items() if name in DAYS and value}


@pytest.mark.parametrize(
    "line",
    [
        "Willow财务说1月份预算才下来",
        "Willow现在的系统明年3月到期，想趁这个机会换掉",
        "Willow1月1号开始涨价，客户想赶在之前签",
        "Willow王总下周一之前不方便",
        "Willow的李总12月1号正式退休，以后对接张工",
        "Willow竞争对手下周二去演示",
        "Willow报价12月10号前有效",
        "Willow周一开的会，客户态度不错",
        "Willow年终盘点，12月20号之后不收货",
        "Willow's procurement portal is down until Thursday",
        "Willow's VP leaves on Dec 4",
        "Willow pilot started Monday, going well",
        "Willow cancelled Thursday's demo",
        "Willow's renewal date with Helix is March 31",
        "competitor demo at Willow on Wednesday",
        "Willow opened their new plant on Nov 16",
    ],
)
def test_a_day_of_theirs_is_told_and_is_no_day_of_ours(team, line):
    assert days(team, line) == {}


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Willow演示从周二挪到周四下午两点", "next_at"),
        ("Willow要先看样机，我安排了下周四", "next_at"),
        ("Willow要看厂，初定12月9号", "next_at"),
        ("moved Willow's workshop from Wed to Fri 10am", "next_at"),
        ("Willow asked to move Thursday's call to Monday", "next_at"),
        ("Willow's busy season ends Dec 20, circle back then", "next_at"),
        ("Willow closing dinner is on Friday", "next_at"),
        ("Willow签约提前了，改到下周三", "close_date"),
        ("Willow本来月底签，客户流程慢，估计要12月10号了", "close_date"),
        ("Willow timeline moved up, now Dec 10 instead of Jan 8", "close_date"),
        ("Willow expected signing date: Dec 17", "close_date"),
        ("Willow 70%, Dec 18", "close_date"),
        ("Willow合同这周五能签回来", "close_date"),
    ],
)
def test_a_day_belongs_to_what_happens_then(team, line, role):
    assert set(days(team, line)) == {role}
