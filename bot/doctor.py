"""Checks everything an installation stands on: each is ok, a warning or bad, and then says the cure."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import Connection

from bot import cures
from bot.cards import parse, title_text
from bot.check import Check
from bot.failures import sentence
from bot.first import NAMELESS
from bot.logs import Redactor
from bot.settings import Settings, SettingsError
from bot.slack import examine as slack
from bot.wecom import examine as wecom
from handlers.turn import calendar_of
from storage import inspection, members, schema, sending, timers, unreachable, workspaces
from storage.configs import Configs
from storage.store import Store
from storage.unreachable import Unreachable
from templates.words import Templates

LATE = timedelta(minutes=5)
SKEW = timedelta(seconds=2)
MOST = 10
OLDEST_POSTGRES = 14
QUOTES = ("'", '"', "“", "‘", "`")
LIKE = 0.75  # as BATON_SLACK_TOKEN is like BATON_SLACK_BOT_TOKEN
ANNOUNCED_IN = 11  # the State Council decrees the next year's days off in November


def examine(now: datetime) -> list[Check]:
    """Check everything; what cannot be reached keeps only what stands on it from being checked."""
    try:
        settings = Settings()
        secrets = settings.secrets()
    except (SettingsError, OSError, ValueError) as error:  # pydantic's, tomllib's and Unicode's are ValueErrors
        return [Check("settings", "bad", _why(error), "Set it right in the environment or in baton.toml.")]
    checks = [_settings(), *_miswritten(settings), *_key(settings), *_database(settings, now), *_doors(settings, now)]
    hide = Redactor(secrets).text
    return [Check(check.name, check.state, hide(check.says), hide(check.cure)) for check in checks]


def code(checks: Sequence[Check]) -> int:
    """Return the exit code: 1 when something is bad."""
    return int(any(check.state == "bad" for check in checks))


def lines(checks: Sequence[Check]) -> list[str]:
    """Return the checks for people, the cure under what needs one."""
    return [
        f"{check.state:<5} {check.name:<9} {check.says}" + (f"\n{'':<16}{check.cure}" if check.cure else "")
        for check in checks
    ]


def document(checks: Sequence[Check]) -> dict[str, object]:
    """Return the checks for programs."""
    return {"ok": not code(checks), "checks": [asdict(check) for check in checks]}


def _settings() -> Check:
    file = Path("baton.toml")
    if file.exists() and _open_to_others(file):
        return Check("settings", "warn", "baton.toml can be read by others", "Run chmod 600 baton.toml.")
    return Check("settings", "ok", "from the environment" + (" and baton.toml" if file.exists() else ""))


def _miswritten(settings: Settings) -> Iterator[Check]:
    """Values that stand in quotes, and names nobody reads that look like ours; no value is repeated."""
    known = {f"BATON_{name}".upper(): getattr(settings, name) for name in type(settings).model_fields}
    for name, found in known.items():
        value = found.get_secret_value() if isinstance(found, SecretStr) else found
        if isinstance(value, str) and (value != value.strip() or value.strip()[:1] in QUOTES):
            says = f"{name} stands in quotes or between spaces"
            yield Check("settings", "bad", says, "Take them away: only a shell does so by itself, not an env file.")
    for name in sorted(os.environ.keys() - known.keys()):
        ours = name.upper().startswith("BATON_") and name.upper() not in known
        if ours and (meant := get_close_matches(name.upper(), known, n=1, cutoff=LIKE)):
            yield Check("settings", "warn", f"nobody reads {name}", f"Is it {meant[0]} that is meant?")


def _key(settings: Settings) -> Iterator[Check]:
    file = settings.key_file()
    if file is not None and not file.exists():
        yield Check("key", "ok", f"is made at the first start, in {file}")
        return
    try:
        settings.key()
    except (SettingsError, OSError) as error:
        yield Check("key", "bad", _why(error), "Set the key this store was made with.")
        return
    if file is not None and _open_to_others(file):
        yield Check("key", "bad", f"{file} can be read by others", f"Run chmod 600 {file}.")
    else:
        yield Check("key", "ok", "from BATON_SECRET_KEY" if file is None else f"in {file}")


def _database(settings: Settings, now: datetime) -> Iterator[Check]:
    file = settings.file()
    if file is not None and not file.exists():
        yield Check("database", "warn", f"there is no store at {file}", "baton serve makes one.")
        return
    if file is not None and _open_to_others(file):
        yield Check("database", "warn", f"{file} can be read by others", f"Run chmod 600 {file}*.")
    store = Store(settings.database_url, connections=1)
    try:
        yield from _store(store, now)
    except Exception as error:  # a damaged store may raise anything; it is a finding, and the doors are looked at too
        yield Check("database", "bad", _why(error), "See that it runs and that BATON_DATABASE_URL leads to it.")
    finally:
        store.close()


def _store(store: Store, now: datetime) -> Iterator[Check]:
    with store.read() as db:
        yield _reached(db)
        yield (current := _schema(db))
        if current.state != "bad":
            for check in (_clock, _outbox, _kept_back, _lost, _timers):
                yield from check(db, now)
            for id in inspection.every_workspace(db):
                yield from _workspace(db, id, now)
            if workspaces.empty(db):
                yield Check("people", "warn", "nobody is here yet", "baton demo fills a store to try.")
    if store.sqlite:
        # The writer has a connection of its own, which must be as safe.
        with store.write() as db:
            yield _pragmas(db)


def _reached(db: Connection) -> Check:
    which, wrong = inspection.server(db), inspection.wrong_settings(db)
    if which.startswith("PostgreSQL") and int(which.split()[1].split(".")[0]) < OLDEST_POSTGRES:
        return Check("database", "bad", f"{which} is too old", f"Use PostgreSQL {OLDEST_POSTGRES} or newer.")
    if wrong:
        return Check("database", "bad", f"{which}: {'; '.join(wrong)}", "Remove what overrules Baton's own settings.")
    return Check("database", "ok", which)


def _pragmas(db: Connection) -> Check:
    wrong = inspection.wrong_settings(db)
    if wrong:
        return Check("writing", "bad", "; ".join(wrong), "Keep the store on a local disk, where SQLite can use WAL.")
    return Check("writing", "ok", "as durable as promised")


def _schema(db: Connection) -> Check:
    version = schema.version(db)
    if version == schema.newest():
        return Check("schema", "ok", f"version {version}")
    if version is None or version in schema.known():
        return Check("schema", "bad", "older than this program", "Make a backup, then run baton migrate.")
    return Check("schema", "bad", "made by a newer Baton", "Update this program.")


def _clock(db: Connection, now: datetime) -> Iterator[Check]:
    theirs = inspection.clock(db)
    if theirs is None:
        yield Check("clock", "ok", "one machine, one clock")
    elif abs(theirs - now) <= SKEW:
        yield Check("clock", "ok", f"{abs(theirs - now).total_seconds():.1f} s apart from the database's")
    else:
        apart = f"{abs(theirs - now).total_seconds():.0f} s apart from the database's"
        yield Check("clock", "bad", apart, "Have both machines follow a time server.")


def _outbox(db: Connection, now: datetime) -> Iterator[Check]:
    counts = sending.counts(db)
    said = [f"{counts[state][0]} {state}" for state in ("waiting", "sending", "unknown", "dead") if state in counts]
    ages = [now - counts[state][1] for state in ("waiting", "sending") if state in counts]
    if ages and max(ages) > LATE:
        says = f"{', '.join(said)}; the oldest waits for {_long(max(ages))}"
        yield Check("outbox", "warn", says, "See that baton serve runs and that its doors are on.")
    else:
        yield Check("outbox", "ok", ", ".join(said) or "nothing waits")


def _kept_back(db: Connection, now: datetime) -> Iterator[Check]:
    for why in inspection.kept_back(db):
        posts = f"{_counted(why.posts, 'post')} {'waits' if why.posts == 1 else 'wait'}"
        says = f"{posts} because {why.door} did not take {'it' if why.posts == 1 else 'them'}: {why.error}"
        yield Check("outbox", "warn", says, _cure(why))


def _lost(db: Connection, now: datetime) -> Iterator[Check]:
    for post in inspection.lost(db, most=MOST):
        says = f"post {post.id} ({post.key}) through {post.door} is {post.state}, {_long(now - post.created_at)} old"
        cure = _cure(post) if post.state == "dead" else "Look whether it arrived; it is not said twice."
        yield Check("posts", "warn", says + (f": {post.error}" if post.error else ""), cure)


def _cure(post: inspection.Lost | inspection.KeptBack | Unreachable) -> str:
    """What an admin was told helps, in the same words."""
    said = Templates().render("_cure", "en", ZoneInfo("UTC"), cures.facts(post.door, post.error, cure=post.cure))
    return title_text(parse(said))


def _timers(db: Connection, now: datetime) -> Iterator[Check]:
    late = timers.lateness(db, now=now)
    if late > LATE:
        yield Check("timers", "warn", f"the oldest is {_long(late)} late", "See that baton serve runs.")
    else:
        yield Check("timers", "ok", "nothing is late")


def _workspace(db: Connection, id: int, now: datetime) -> Iterator[Check]:
    workspace = workspaces.find(db, id=id)
    config = Configs().of(db, workspace=id, version=workspace.config_version)
    calendar = calendar_of(config.calendar, workspace.zone)
    local = now.astimezone(ZoneInfo(workspace.zone))
    for year in (local.year, local.year + 1) if local.month >= ANNOUNCED_IN else (local.year,):
        if not calendar.year_known(year):
            says = f"the working days {config.calendar.country} makes up in {year} are not known"
            yield Check(
                "calendar", "warn", says, "Update Baton, or name them in the calendar's days opened and closed."
            )
    if unbound := inspection.unreachable(db, workspace=id):
        says = f"no door leads to {_some(unbound)}"
        yield Check("people", "warn", says, "Have them write to Baton once, or end their membership.")
    for one in unreachable.listed(db, workspace=id)[:MOST]:
        says = f"{one.door} has not reached {one.name} for {_long(now - one.since)}: {one.error}"
        yield Check("people", "warn", says, _cure(one))
    everybody = members.everybody(db, workspace=id, now=now)
    if not any("admin" in member.roles for member in everybody):
        called = "the company" if workspace.name in NAMELESS.values() else workspace.name
        yield Check("people", "warn", f"{called} has no admin", "Make somebody admin: they hear what breaks.")
    managed = {team for member in everybody if "manager" in member.roles for team in member.teams}
    if alone := [team.name for team in workspaces.all_teams(db, workspace=id) if team.id not in managed]:
        says = f"{_some(alone)} {'has' if len(alone) == 1 else 'have'} no manager"
        yield Check("teams", "warn", says, "Make somebody manager: until then the directors hear what is late.")


def _doors(settings: Settings, now: datetime) -> Iterator[Check]:
    yield Check("local", "ok", "opened by baton serve --local")
    yield from slack.checks(settings, now)
    yield from wecom.checks(settings, now)


def _open_to_others(file: Path) -> bool:
    return bool(stat.S_IMODE(file.stat().st_mode) & 0o077)


def _why(error: Exception) -> str:
    return sentence(error) or type(error).__name__


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST
    return ", ".join(names[:MOST]) + (f" and {more} more" if more > 0 else "")


def _long(span: timedelta) -> str:
    """A length of time as people say it."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 120:
        return _counted(minutes, "minute")
    return _counted(minutes // 60, "hour") if minutes < 2_880 else _counted(minutes // 1_440, "day")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
