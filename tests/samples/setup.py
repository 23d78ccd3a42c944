"""Samples of setting a company up."""

from dataclasses import replace
from datetime import date, time

from handlers.staffing import Colleague, Crew
from sales.config import CalendarPolicy, Hours
from sales.periods import Period
from sales.playbook import PRESETS, STAGES
from sales.values import Workspace
from tests.samples.world import Facts, World


def facts(world: World) -> dict[str, list[Facts]]:
    """The questions, their answers and what can go wrong."""
    company = Workspace(1, world.name, "Asia/Shanghai", "zh", "CNY", 1)
    split = CalendarPolicy(days=(0, 1, 2, 3, 4, 5), hours=(Hours(time(9), time(12)), Hours(time(13, 30), time(18, 0))))
    calendars = (CalendarPolicy(), split)
    crew = (Colleague(world.li, ("rep",)), Colleague(world.wang, ("manager", "admin")))
    asked = [
        {"company": company, "calendar": one, "presets": PRESETS, "local": local, "again": again, "step": 2, "steps": 4}
        for one in calendars
        for local in (True, False)
        for again in (True, False)
    ]
    done: list[Facts] = [{key: facts[key] for key in ("company", "calendar", "presets", "local")} for facts in asked]
    return {
        "hello": [
            {"member": world.li, "tries": tries}
            for tries in (["lead_create", "pool", "lead_claim"], ["lead_create", "my_deals", "open_requests"], ["help"])
        ],
        "company_done": [
            {"company": company, "country": country, "fixed": fixed}
            for country in (None, "US")
            for fixed in (True, False)
        ],
        "company_needed": [{}],
        "company_unclear": [{"part": world.step}],
        "currency_fixed": [{"currency": "CNY"}],
        "team_needed": [{}],
        "team_is_hours": [{"hours": "9-18 Mon-Fri"}],
        "team_too_many": [{"most": 100}],
        "team_unknown": [{"teams": teams} for teams in ((), (world.east,), (world.east, world.west))],
        "team_done": [{"team": world.east, "people": people} for people in ((), crew[:1], crew)],
        "people": [{"crews": crews} for crews in ([], [Crew(world.east, crew)], [Crew(world.east, crew)] * 2)],
        "role_unknown": [{"asked": asked} for asked in ("", world.step)],
        "roles_done": [
            {"member": world.member, "before": before, "after": ("manager", "rep")} for before in ((), ("rep",))
        ],
        "last_admin": [{"member": world.member}],
        "left_holds": [
            {"member": world.member, "count": 1, "deals": (world.worked,)},
            {"member": world.member, "count": 12, "deals": (world.worked, world.claimed)},
        ],
        "left_done": [{"member": world.member}],
        "name_shared": [{"name": world.li.name}],
        "room_done": [{"team": team} for team in (world.east, None)],
        "room_is_private": [{"team": team} for team in (world.east, None)],
        **_regrouped(world),
        "hours_unreadable": [{}],
        "hours_done": [{"calendar": split, "before": CalendarPolicy()}],
        "country_unknown": [{"asked": "XX"}],
        "holidays_done": [{"country": country} for country in (None, "CN")],
        "preset_unknown": [{}],
        "stages_busy": [{"stages": STAGES[:count], "count": count} for count in (1, 3)],
        "stages_done": [{"stages": stages} for stages in PRESETS.values()],
        "setup_unknown": [{}],
        "setup_left": [{}],
        "setup_begins": [{"step": 1, "steps": 4}],
        "setup_company": [*asked, {**asked[0], "company": replace(company, currency="USD")}],
        "setup_team": list(asked),
        "setup_hours": list(asked),
        "setup_stages": list(asked),
        "setup_done": done,
    }


def _regrouped(world: World) -> dict[str, list[Facts]]:
    """Somebody changes teams, a team ends."""
    moved: list[Facts] = [
        {"member": world.member, "before": before, "team": world.east, "count": count, "by": world.by}
        for before in ((), (world.west,), (world.east, world.west))
        for count in (0, 1, 12)
    ]
    ahead = (Period("quarter", date(2026, 10, 1), date(2026, 12, 31)),)
    hangs: Facts = {"team": world.east, "others": (world.west,), "people": (), "rooms": (), "goals": ()}
    hangs |= {"people_count": 0, "rooms_count": 0}
    crowd: Facts = {"people": (world.member, world.by), "people_count": 7}
    rooms: Facts = {"rooms": (world.room,), "rooms_count": 3}
    ended: Facts = {"team": world.east, "heir": None, "count": 0, "more": False}
    return {
        "move_needed": [{}],
        "move_there_already": [{"member": world.member, "team": world.east}],
        "moved_you": moved,
        "move_done": [one | {"more": more} for one in moved for more in (False, True)],
        "team_remove_needed": [{}],
        "team_in_use": [
            hangs | crowd | rooms | {"goals": ahead},
            hangs | {"people": (world.member,), "people_count": 1, "others": ()},
            hangs | {"rooms": (world.room,), "rooms_count": 1, "others": ()},
        ],
        "team_has_deals": [
            {"team": world.east, "count": count, "others": others}
            for count in (1, 12)
            for others in ((), (world.west,))
        ],
        "team_removed": [ended, *(ended | {"heir": world.west, "count": 200, "more": more} for more in (False, True))],
    }
