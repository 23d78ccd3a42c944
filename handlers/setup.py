"""A new company in a few questions; each is answered by an ordinary command that works ever after."""

from dataclasses import replace
from datetime import timedelta

from handlers.language.words import Words
from handlers.turn import Reply, Turn
from sales.config import CalendarPolicy, Hours
from sales.playbook import PRESETS
from sales.refusal import Refused
from sales.territory import country_of
from storage import people

# What is asked, in order, and the beginning of the line that answers it.
PROMPTS = {"company": "company name", "team": "add team", "hours": "working hours", "stages": "stages"}
STEPS = tuple(PROMPTS)
ASKED_FOR = timedelta(days=7)
AWAY = ("next", "stop")


def start(turn: Turn, words: Words) -> Reply:
    """Go through the questions of a new company, or through one of them again."""
    step = words.choice or STEPS[0]
    if step == "done":
        return _done(turn)
    if step not in STEPS:
        raise Refused("setup_unknown")
    _ask(turn, step)
    return Reply("setup_begins", {"step": STEPS.index(step) + 1, "steps": len(STEPS)})


def go_on(turn: Turn, step: str) -> None:
    """While the company is new, ask what comes after this step; a team may be followed by another."""
    if people.is_set_up(turn.db, workspace=turn.workspace.id):
        return
    if step == "team":
        _ask(turn, "team", again=True)
    elif step == STEPS[-1]:
        _end(turn)
        turn.ask("setup_done", _state(turn), about=_about(turn, "done"), prompt="help", until=turn.now)
    else:
        _ask(turn, STEPS[STEPS.index(step) + 1])


def passed_over(turn: Turn, words: Words, step: str) -> Reply:
    """Leave a question of the set-up for the next one, or leave all of them for later."""
    if words.choice == "stop":
        turn.wrote = True
        for prompt in PROMPTS.values():
            turn.settle(prompt)
        return Reply("setup_left")
    if step == "company":
        _home_holidays(turn)
    after = STEPS.index(step) + 1
    return start(turn, replace(words, choice=STEPS[after] if after < len(STEPS) else "done"))


def company(turn: Turn, words: Words) -> Reply:
    """Say what the company is called, its base currency and its time zone."""
    if words.choice in AWAY:
        return passed_over(turn, words, "company")
    now = turn.workspace
    currency, zone = words.currency or now.currency, words.zone or now.zone
    fixed = currency != now.currency and people.has_deals(turn.db, workspace=now.id)
    if fixed and words.title in (None, now.name) and zone == now.zone:
        raise Refused("currency_fixed", currency=now.currency)
    currency = now.currency if fixed else currency
    people.rename(
        turn.db, workspace=now.id, name=words.title or now.name, currency=currency, zone=zone, old_zone=now.zone
    )
    after = replace(now, name=words.title or now.name, currency=currency, zone=zone)
    fields = {name: (getattr(now, name), getattr(after, name)) for name in ("name", "currency", "zone")}
    turn.record("workspace", now.id, "company", {name: pair for name, pair in fields.items() if pair[0] != pair[1]})
    turn.workspace = after
    if zone != now.zone and turn.member.zone == now.zone:  # whoever lived by the company's clock still does
        turn.change_self(replace(turn.lock_self(), zone=zone), "zone")
    country = _home_holidays(turn)
    go_on(turn, "company")
    return Reply("company_done", {"company": after, "country": country, "fixed": fixed})


def hours(turn: Turn, words: Words) -> Reply:
    """Set the working hours and days that due times and reminders follow."""
    if words.choice in AWAY:
        return passed_over(turn, words, "hours")
    policy = turn.config.calendar
    after = replace(
        policy,
        hours=tuple(Hours(start, end) for start, end in words.hours),
        days=policy.days if words.days is None else words.days,
    )
    turn.change_config(replace(turn.config, calendar=after), why="hours")
    go_on(turn, "hours")
    return Reply("hours_done", {"calendar": after, "before": policy})


def holidays(turn: Turn, words: Words) -> Reply:
    """Choose the country whose public holidays are days off."""
    country = None if words.choice == "none" else words.choice
    if country is not None and not _known(country):
        raise Refused("country_unknown", asked=country)
    turn.change_config(replace(turn.config, calendar=replace(turn.config.calendar, country=country)), why="holidays")
    return Reply("holidays_done", {"country": country})


def stages(turn: Turn, words: Words) -> Reply:
    """Choose a playbook: short, standard or long."""
    if words.choice in AWAY:
        return passed_over(turn, words, "stages")
    wanted = PRESETS[words.choice or "standard"]
    keys = {stage.key for stage in wanted}
    lost = {
        stage: count
        for stage, count in people.in_stages(turn.db, workspace=turn.workspace.id).items()
        if stage not in keys
    }
    if lost:
        names = [turn.config.stage(stage) for stage in lost]
        raise Refused("stages_busy", stages=names, count=sum(lost.values()))
    turn.change_config(replace(turn.config, stages=wanted), why="stages")
    go_on(turn, "stages")
    return Reply("stages_done", {"stages": wanted})


def _ask(turn: Turn, step: str, *, again: bool = False) -> None:
    facts = {**_state(turn), "again": again, "step": STEPS.index(step) + 1, "steps": len(STEPS)}
    about, prompt, until = _about(turn, step), PROMPTS[step], turn.now + ASKED_FOR
    match step:
        case "company":
            turn.ask("setup_company", facts, about=about, prompt=prompt, until=until)
        case "team":
            turn.ask("setup_team", facts, about=about, prompt=prompt, until=until)
        case "hours":
            turn.ask("setup_hours", facts, about=about, prompt=prompt, until=until)
        case _:
            turn.ask("setup_stages", facts, about=about, prompt=prompt, until=until)


def _done(turn: Turn) -> Reply:
    turn.wrote = True
    _end(turn)
    return Reply("setup_done", _state(turn))


def _end(turn: Turn) -> None:
    """The company is set up: what its founder says from here is no answer to a question of ours."""
    people.set_up(turn.db, workspace=turn.workspace.id, at=turn.now)
    for prompt in PROMPTS.values():
        turn.settle(prompt)


def _state(turn: Turn) -> dict[str, object]:
    return {
        "company": turn.workspace,
        "calendar": turn.config.calendar,
        "presets": PRESETS,
        "local": turn.message.door == "local",
    }


def _about(turn: Turn, step: str) -> str:
    return f"setup:{step}:{turn.inbox}"


def _home_holidays(turn: Turn) -> str | None:
    """Let a new company elsewhere live by its own country's public holidays; return the country when it changed."""
    calendar, country = turn.config.calendar, country_of(turn.workspace.zone)
    if country is None or calendar.country in (None, country) or calendar.country != CalendarPolicy().country:
        return None
    if people.is_set_up(turn.db, workspace=turn.workspace.id) or not _known(country):
        return None
    turn.change_config(replace(turn.config, calendar=replace(calendar, country=country)), why="holidays")
    return country


def _known(country: str) -> bool:
    from holidays import list_supported_countries  # a third of a second: only for those who ask

    code, _, part = country.partition("-")
    parts = list_supported_countries().get(code)
    return parts is not None and (not part or part in parts)
