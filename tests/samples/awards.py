"""Samples of awards: their cards, lists, votes and results."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

from handlers.awarding import Entry, Standing
from handlers.commands import COMMANDS
from sales.awarding import Ballot, Nominee, Result
from scheduler.nudge import Item
from tests.samples.world import FRIDAY, NOW, Facts, World


def facts(world: World) -> dict[str, list[Facts]]:
    """What is said of an award in every state, to those who run it, nominate and vote."""
    zh = world.claimed.team.language == "zh"
    title = "十一月协作之星" if zh else "Collaboration star of November"
    whys = ("周末帮忙上线 D-1020", "带新人") if zh else ("launched D-1020 over the weekend", "taught the new ones")
    ballot = Ballot(
        *(1, "AW-1", title, world.east, "Asia/Shanghai", 3, "open", NOW, FRIDAY + timedelta(hours=18), 33), rev=1
    )
    company = replace(ballot, code="AW-2", team=None, closes_at=FRIDAY)
    people = (
        Nominee(world.li.id, world.li.name, "li", whys),
        Nominee(world.wang.id, world.wang.name, "wang", whys[:1]),
        Nominee(world.zhang.id, world.zhang.name, "zhang", whys[1:]),
    )
    many = tuple(Nominee(no, f"{world.li.name} {no}", f"li{no}", whys) for no in range(10, 22))
    states = [_standing(ballot, people, 7, 12), _standing(company, (), 0, 40), _standing(ballot, many, 1, 1)]
    over = [
        replace(states[0], ballot=replace(ballot, state="cancelled"), open=False),
        replace(states[0], open=False),
    ]
    results = list(_results(ballot, people))
    of_award: list[Facts] = [{"ballot": one} for one in (ballot, company)]
    ended = [
        replace(ballot, state=state, closed_at=at)
        for state, at in (("closed", NOW), ("cancelled", NOW), ("open", None))
    ]
    nominated: list[Facts] = [{"ballot": ballot, "nominee": world.wang, "reason": why} for why in whys]
    items = (
        [],
        [Item("next_step", world.worked)],
        [Item("next_step", world.worked), Item("first_contact", world.claimed)],
    )
    nudges: list[Facts] = [
        {"member": world.member, "items": found, "ballots": ballots}
        for found, ballots in product(items, ([ballot], [ballot, company]))
    ]
    return {
        "ballot_card": [{"standing": one} for one in (*states, *over, *results)],
        "award_result": [{"standing": one} for one in results],
        "award_opened": of_award,
        "award_closing": of_award,
        "award_cancelled": of_award,
        "award_list": [
            {"entries": entries}
            for entries in (
                [],
                [Entry(ballot, True)],
                [Entry(ballot, False), Entry(company, True)],
                [Entry(replace(ballot, code=f"AW-{no}"), True) for no in range(1, 7)],
            )
        ],
        "award_title_needed": [{}],
        "award_until_wrong": [{"asked": NOW}, {"asked": FRIDAY}],
        "award_which_team": [{"teams": teams} for teams in ([], [world.east, world.west])],
        "award_unknown": [{"code": "AW-9"}, {"code": ""}],
        "award_needed": [{"ballots": found} for found in ([], [ballot, company])],
        "award_which": [
            {"ballots": found, "doing": doing} for found in ([], [ballot, company]) for doing in ("vote", "nominate")
        ],
        "award_not_yours": of_award,
        "award_of_others": of_award[:1],
        "award_over": [{"ballot": one} for one in ended],
        "nominate_whom": of_award,
        "nominate_why": nominated,
        "nominate_done": nominated,
        "nominate_yourself": [{}],
        "nominate_too_long": [{"most": 300}],
        "form_nominate": of_award,
        "form_as_line": [
            {"command": command, "ballot": ballot}
            for command in COMMANDS
            if command.form in ("form_nominate", "form_vote")
        ],
        "form_vote": [{"ballot": ballot, "nominees": found} for found in (people, many)],
        "vote_card": [
            {"ballot": ballot, "nominees": found, "voted": voted, "unclear": unclear, "most": 10}
            for found in ((), people, many)
            for voted in (False, True)
            for unclear in (False, True)
        ],
        "vote_done": of_award,
        "vote_in_room": of_award,
        "nudge": [*world.facts()["nudge"], *nudges],
    }


def _standing(ballot: Ballot, nominees: tuple[Nominee, ...], voted: int, eligible: int) -> Standing:
    return Standing(ballot, nominees, voted, eligible, True, (), ())


def _results(ballot: Ballot, nominees: tuple[Nominee, ...]) -> list[Standing]:
    closed = replace(ballot, state="closed", closed_at=NOW)
    found = []
    for outcome, winners, totals in (
        ("won", nominees[:1], tuple(zip(nominees, (5, 3, 1), strict=True))),
        ("won", nominees[:2], tuple(zip(nominees, (4, 4, 1), strict=True))),
        ("won", nominees[:1], ()),
        ("won", nominees, ()),
        ("few", (), ()),
        ("nobody", (), ()),
    ):
        result = Result(outcome, 9, 12, 4)
        found.append(Standing(replace(closed, result=result), nominees, 9, 12, False, winners, totals))
    return found
