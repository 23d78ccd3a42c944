"""Points: what counts, what does not, and that nobody earns by gaming."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.config import SCORES, ScorePolicy
from sales.money import money
from sales.playbook import STAGES
from sales.praising import praises, week_of
from sales.scoring import Act, Deed, Point, deeds_of, score
from sales.values import Change, Person

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PLACES = {stage.key: no for no, stage in enumerate(STAGES)}
LI, WANG = Person(1, "Li"), Person(2, "Wang")
POLICY = ScorePolicy()
DAY = timedelta(days=1)


def act(no, what, at=MONDAY, *, who=LI, code="D-1001", created_by=9, why="", **fields):
    """A row of history: fields are (before, after)."""
    return Act(code, "Acme", created_by, "Asia/Shanghai", Change(no, who, what, at, fields, why))


def did(*acts, since=MONDAY - DAY, until=MONDAY + 9 * DAY):
    """What history tells, as what and whom."""
    return [(deed.what, deed.member) for deed in deeds_of(acts, stages=PLACES, since=since, until=until)]


def contact(no=2, *, at=MONDAY, due=MONDAY + timedelta(hours=8), what="contacted", **more):
    return act(no, what, at, contact_due=(due, None), contacted_at=(None, at), stage=("new", "contacted"), **more)


def test_a_first_contact_in_time_counts_once_and_a_late_one_does_not():
    assert did(contact()) == [("first_contact", 1)]
    assert did(contact(at=MONDAY + timedelta(hours=9))) == []


def test_a_lead_one_wrote_down_oneself_or_closes_untouched_earns_no_contact():
    assert did(contact(created_by=LI.id)) == []
    assert did(contact(what="lost")) == [("stage_forward", 1)]


def test_a_step_counts_when_the_deal_moved_by_its_day_and_not_when_it_was_put_off():
    friday = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)  # a day: 00:00 of Friday in Shanghai
    due = (friday, friday + 7 * DAY)
    done = {"next_at": due, "next_step": ("send the quote", "sign")}
    assert did(act(3, "progressed", friday + timedelta(hours=9), **done)) == [("step_kept", 1)]
    assert did(act(3, "progressed", friday - timedelta(hours=9), **done)) == [("step_kept", 1)]
    assert did(act(3, "progressed", friday - 2 * DAY, **done)) == []
    assert did(act(3, "progressed", friday + DAY, **done)) == []
    assert did(act(3, "progressed", friday, next_at=due)) == []
    assert did(act(3, "won", friday, next_at=(friday, None), next_step=("sign", ""), result=("open", "won"))) == [
        ("step_kept", 1)
    ]


def test_a_stage_counts_forward_only():
    assert did(act(3, "progressed", stage=("new", "proposal"))) == [("stage_forward", 1)]
    assert did(act(3, "progressed", stage=("proposal", "new"))) == []
    assert did(act(3, "progressed", stage=("gone", "proposal"))) == []


def test_what_was_taken_back_was_not_done_even_when_the_undo_came_after_the_period():
    done = act(3, "progressed", stage=("new", "proposal"))
    undone = act(4, "undone", MONDAY + 10 * DAY, stage=("proposal", "new"), why="D-1001/3")
    assert did(done, undone) == []
    assert did(undone, done) == []
    assert did(done, replace(undone, change=replace(undone.change, why="D-1001/2"))) == [("stage_forward", 1)]


ACTS = st.lists(
    st.builds(
        lambda no, hours, who, code, before, after: act(
            no, "progressed", MONDAY + timedelta(hours=hours), who=who, code=code, stage=(before, after)
        ),
        *(st.integers(2, 99), st.integers(0, 100), st.sampled_from((LI, WANG)), st.sampled_from(("D-1001", "D-1002"))),
        *(st.sampled_from(tuple(PLACES)), st.sampled_from(tuple(PLACES))),
    ),
    max_size=12,
    unique_by=lambda act: (act.code, act.change.no),
)


@given(ACTS, st.data())
def test_an_undo_leaves_exactly_what_there_was_without_the_deed(acts, data):
    if not acts:
        return
    one = data.draw(st.sampled_from(acts))
    undone = act(100, "undone", MONDAY + 5 * DAY, code=one.code, why=f"{one.code}/{one.change.no}")
    assert did(*acts, undone) == did(*(other for other in acts if other is not one))


DEEDS = st.lists(
    st.builds(
        Deed,
        what=st.sampled_from([rule.deed for rule in SCORES] + ["nothing"]),
        member=st.integers(1, 3),
        at=st.integers(0, 400).map(lambda hours: MONDAY + timedelta(hours=hours)),
        about=st.sampled_from(("D-1001", "D-1002", "member:2")),
        ref=st.sampled_from(("D-1001/1", "D-1001/2", "K-1")),
        once=st.sampled_from(("", "D-1001:proposal")),
        by=st.sampled_from((None, LI, WANG)),
    ),
    max_size=40,
)


@given(DEEDS, st.randoms())
def test_the_order_of_events_does_not_matter(deeds, chance: random.Random):
    shuffled = list(deeds)
    chance.shuffle(shuffled)
    assert score(deeds, policy=POLICY, zone=SHANGHAI) == score(shuffled, policy=POLICY, zone=SHANGHAI)


@given(DEEDS)
def test_no_day_earns_more_than_its_cap_the_same_counts_once_and_nobody_earns_alone(deeds):
    points = score(deeds, policy=POLICY, zone=SHANGHAI)
    days = [(p.deed.member, p.deed.what, p.deed.at.astimezone(SHANGHAI).date()) for p in points]
    assert all(days.count(day) <= POLICY.of(day[1]).most_a_day for day in days)
    same = [(*day, p.deed.about) for day, p in zip(days, points, strict=True)]
    assert len(set(same)) == len(same)
    assert all(point.deed.by is None or point.deed.by.id != point.deed.member for point in points)
    assert all(point.points == POLICY.of(point.deed.what).points for point in points)


def test_busywork_pays_only_so_often_a_day():
    contacts = [Deed("first_contact", 1, MONDAY + timedelta(minutes=no), f"D-{no}") for no in range(9)]
    assert [point.deed.about for point in score(contacts, policy=POLICY, zone=SHANGHAI)] == [f"D-{n}" for n in range(5)]
    tomorrow = [replace(deed, at=deed.at + DAY) for deed in contacts]
    assert len(score(contacts + tomorrow, policy=POLICY, zone=SHANGHAI)) == 10


@given(DEEDS, DEEDS)
def test_what_others_do_takes_nothing_from_anybody(deeds, more):
    mine = [replace(deed, member=1) for deed in deeds]
    others = [replace(deed, member=2) for deed in more]
    alone = score(mine, policy=POLICY, zone=SHANGHAI)
    among = score(mine + others, policy=POLICY, zone=SHANGHAI)
    assert tuple(point for point in among if point.deed.member == 1) == alone


def test_a_stage_that_was_reached_before_earns_nothing_again():
    moves = [
        Deed("stage_forward", 1, MONDAY + day * DAY, "D-1001", f"D-1001/{day}", once=f"D-1001:{stage}")
        for day, stage in enumerate(("proposal", "proposal", "contract"))
    ]
    assert [point.deed.ref for point in score(moves, policy=POLICY, zone=SHANGHAI)] == ["D-1001/0", "D-1001/2"]


@pytest.mark.parametrize(("units", "points"), [(0, 10), (49_999, 10), (50_000, 11), (400_000, 18), (90_000_000, 20)])
def test_a_won_deal_earns_by_count_and_by_value_in_steps_up_to_a_cap(units, points):
    deed = Deed("won", 1, MONDAY, "D-1001", value=money(Decimal(units), "CNY"))
    assert [point.points for point in score([deed], policy=POLICY, zone=SHANGHAI)] == [points]


def test_a_day_is_the_day_of_the_zone_that_is_asked():
    late = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai
    thanks = [Deed("kudos", 1, at, "member:2", f"K-{no}", by=WANG) for no, at in enumerate((late, late + DAY / 24))]
    assert len(score(thanks, policy=POLICY, zone=SHANGHAI)) == 2
    assert len(score(thanks, policy=POLICY, zone=ZoneInfo("America/New_York"))) == 1


def point(member, kind, points, *, public=True, ref="D-1001/2"):
    return Point(Deed("won", member, MONDAY, "D-1001", ref, public=public), kind, points)


def test_praise_names_who_leads_in_each_kind_and_those_who_tie_together():
    found = praises(
        [point(1, "result", 10), point(2, "result", 10), point(2, "process", 4), point(1, "collaboration", 2)],
        [WANG, LI],
        policy=POLICY,
    )
    assert [(one.kind, [leader.person.name for leader in one.people]) for one in found] == [
        ("result", ["Li", "Wang"]),
        ("process", ["Wang"]),
    ]


def test_where_too_many_are_equal_nobody_is_praised():
    people = [Person(no, f"P{no}") for no in range(1, 8)]
    assert praises([point(one.id, "process", 5) for one in people], people, policy=POLICY) == ()


def test_praise_prefers_what_was_said_in_public():
    private, public = point(1, "collaboration", 9, public=False), point(1, "collaboration", 3, ref="K-2")
    (found,) = praises([private, public], [LI], policy=POLICY)
    assert (found.people[0].best.ref, found.people[0].others) == ("K-2", 1)


def test_early_in_the_week_last_week_is_praised_and_later_this_one():
    keys = [week_of(MONDAY + day * DAY, SHANGHAI).key for day in range(7)]
    assert keys == ["2026-W47"] * 3 + ["2026-W48"] * 4
