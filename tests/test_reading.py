"""Reading a sentence never fails, never takes more than linear time, and talk around a command changes no value unasked."""

import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.understanding.entries import load
from handlers.commands import COMMANDS
from handlers.language.sentences.reading import read_sentence
from handlers.language.shape import SIGNS, Shape
from handlers.language.spans.mentions import find_names
from handlers.language.spans.pieces import index
from handlers.language.understanding import understand
from handlers.language.words import Named, Question, Scene, Words
from handlers.turn import calendar_of
from sales.called import deal_keys, member_keys
from sales.config import CalendarPolicy
from sales.money import money
from sales.playbook import STAGES
from sales.refusal import Refused
from sales.values import Deal, Person, Team

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ME, TOM = 1, 2
TEAM = Team(1, "East", "Asia/Shanghai", "en")
TITLES = {
    "D-1001": ("华东重工集团", ["华重"], ME),
    "D-1004": ("Acme Robotics", ["Acme"], ME),
    "D-1006": ("Zenith Labs", [], None),
}
DEALS = {
    code: Deal(
        *(no, code, title, TEAM, "qualified"),
        stage_since=NOW,
        created_at=NOW,
        owner=None if owner is None else Person(owner, "Li"),
        amount=money(Decimal(500_000), "CNY"),
    )
    for no, (code, (title, _, owner)) in enumerate(TITLES.items(), 1)
}
NAMED = {
    code: Named(deal.id, code, f"{code} {deal.title}", deal.title, deal.owner and deal.owner.id)
    for code, deal in DEALS.items()
}
BOOK = index(
    [
        *((kind, key, NAMED[code]) for code, (title, more, _) in TITLES.items() for kind, key in deal_keys([title, *more])),
        *(("deal code", code, named) for code, named in NAMED.items()),
        *((kind, key, Named(TOM, "tom", "Tom Baker")) for kind, key in member_keys("Tom Baker", ["Tom"], ["rep"])),
    ]
)  # fmt: skip
SCENE = Scene(
    now=NOW,
    zone=ZoneInfo("Asia/Shanghai"),
    calendar=calendar_of(CalendarPolicy(), "Asia/Shanghai"),
    currency=lambda _code: "CNY",
    stages=STAGES,
    me=ME,
    thread_deal=None,
    find_deal=lambda text: [named for named in NAMED.values() if named.title == text],
    find_member=lambda text: [Named(TOM, "tom", "Tom Baker")] if text.casefold() == "tom" else [],
    find_names=lambda text: find_names(text, BOOK),
    deal=DEALS.get,
    mine=lambda: [named for named in NAMED.values() if named.owner == ME],
)
PIECES = (
    *(
        "华重",
        "Acme",
        "D-1004",
        "Tom",
        "我跟了",
        "签了",
        "丢了",
        "金额改成",
        "55万",
        "$30k",
        "下周五",
        "next Fri",
        "70%",
    ),
    *(
        "转给",
        "assign",
        "release",
        "won",
        "lost",
        "not",
        "不",
        "如果",
        "if",
        "？",
        "?",
        "，",
        ", ",
        "“",
        "”",
        "提醒我",
        "报价",
        "谢谢",
    ),
    *(
        "需要售前",
        "stage",
        "proposal",
        "to",
        "because",
        "。",
        "\n",
        "9折",
        "Q-301",
        "13900139000",
        "a@b.cn",
        "新线索",
        "new lead",
    ),
)
EXAMPLES = Path(__file__).parent / "data" / "understanding"
# What people really write, in pieces: reading the beginning of one message with the end of another must not fail either.
HEARD = tuple(entry.text.split(" ") for entry in load(EXAMPLES)[1] if entry.half == "tuning")
VALUES = ("amount", "probability", "next_at", "close_date", "stage", "to")


def meant(text: str) -> tuple[Words, ...] | Question | None:
    """What a text means, a refusal being no meaning."""
    try:
        return understand(text, SCENE, COMMANDS)
    except Refused:
        return None


def crossed(one: list[str], other: list[str]) -> str:
    """The first half of one message and the second of another."""
    return " ".join(one[: len(one) // 2 + 1] + other[len(other) // 2 :])


@given(
    st.text(max_size=300)
    | st.builds(crossed, st.sampled_from(HEARD), st.sampled_from(HEARD))
    | st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
)
@settings(max_examples=300)
def test_reading_never_raises(text):
    meant(text)


@given(st.text(max_size=200))
def test_every_sign_of_a_line_stands_for_what_was_typed_there(text):
    shape = Shape(text, SCENE)
    assert len(shape.line) <= len(text)
    for place, letter in enumerate(shape.line):
        span = shape.at(place)
        assert (span is None) == (letter not in SIGNS.values())


@pytest.mark.parametrize("piece", [*PIECES, "我", "a ", "给Tom", "Acme and ", "((", "如果不", "1,"])
def test_a_text_twice_as_long_takes_about_twice_as_long(piece):
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        best = 9.0
        for _ in range(3):
            start = time.thread_time()
            meant(text)
            best = min(best, time.thread_time() - start)
        return best

    meant(piece * 20)
    assert seconds(4_000) < 0.15 + 8 * seconds(1_000)


@pytest.mark.parametrize("talk", ["morning all! ", "哈哈，", "大家好，", "btw ", "ok so, "])
@pytest.mark.parametrize(
    "line", ["Acme is at 70%", "华重金额改成55万", "Acme moved to negotiation", "Zenith Labs to Tom", "华重下周五见面"]
)
def test_talk_before_a_sentence_changes_no_value_unasked(talk, line):
    plain, chatty = meant(line), meant(talk + line)
    assert isinstance(plain, tuple)
    if isinstance(chatty, tuple):
        assert [(one.intent, one.deal, *(getattr(one, name) for name in VALUES)) for one in chatty] == [
            (one.intent, one.deal, *(getattr(one, name) for name in VALUES)) for one in plain
        ]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Acme还没签",
            "if Acme signs",
            "did Acme sign?",
            "hope Acme signs",
            "不要把Acme转给Tom",
            "should Tom take Acme?",
        ),
        *("Acme要是签了", "“Acme签了”", "> Acme signed", "don't give Acme to Tom", "谁说Acme丢了", "Acme won't sign"),
    ],
)
def test_what_is_not_so_is_no_act(line):
    found = read_sentence(line, SCENE)
    acts = {"deal_won", "deal_lost", "lead_transfer", "lead_assign", "lead_claim", "lead_release"}
    assert not isinstance(found, tuple) or not acts & {words.intent for words in found}


def test_another_reader_stands_behind_the_same_gate():
    from handlers.language.sentences.meaning import Meaning, deals_in

    found = read_sentence("blah Acme", SCENE, lambda shape: Meaning("deal_won", {}, deals_in(shape), doubts=["unsure"]))
    assert isinstance(found, Question)
    assert found.meant is not None
    assert (found.meant.intent, found.meant.deal) == ("deal_won", "D-1004")
