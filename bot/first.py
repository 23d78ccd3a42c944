"""What a fresh store needs before anybody can talk: a workspace behind a door, its daily timers, a first admin."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.local.reading import TENANT
from handlers.setup import ASKED_FOR, PROMPTS, STEPS
from sales.playbook import PRESETS
from sales.staffing import handle_for
from storage import members, outbox, people, timers, workspaces
from storage.configs import Configs
from storage.store import Store
from templates.voice import Voice

# What a company is called until somebody says it.
NAMELESS = {"zh": "我的公司", "en": "My company"}
QUESTIONS = {"company": "setup_company", "team": "setup_team", "hours": "setup_hours", "stages": "setup_stages"}


def workspace(
    db: Connection,
    *,
    name: str,
    zone: str,
    language: str,
    currency: str,
    new: bool = False,
    behind: tuple[str, str] = ("local", TENANT),
    now: datetime,
) -> int:
    """Make a workspace behind a door, `default` behind the local one, with its daily timers; return its id."""
    id = workspaces.create(
        db,
        name=name,
        zone=zone,
        language=language,
        currency=currency,
        doors_open=[behind],
        new=new,
        now=now,
    )
    for kind, wait in (("anchor", timedelta(hours=1)), ("tidy", timedelta(minutes=10)), ("rhythm", timedelta(0))):
        timers.once(db, workspace=id, subject_kind="workspace", subject=id, kind=kind, due=now + wait)
    return id


def lead_home(
    store: Store, door: str, tenant: str, *, zone: str, name: str = NAMELESS["zh"], language: str = "zh", now: datetime
) -> None:
    """Have a platform's door lead to the workspace `default`, which a first start makes."""
    with store.write() as db:
        found = workspaces.of_door(db, door="local", tenant=TENANT)
        if found is None:
            currency = "CNY" if language == "zh" else "USD"
            id = workspace(db, name=name, zone=zone, language=language, currency=currency, new=True, now=now)
        else:
            id = found.id
        workspaces.open_door(db, workspace=id, door=door, tenant=tenant)


def company(db: Connection, voice: Voice, *, admin: str, language: str, zone: str, now: datetime) -> str:
    """Make a company of one, its first admin, who is asked in private what to set up; return the admin's handle."""
    name, currency = NAMELESS[language], "CNY" if language == "zh" else "USD"
    id = workspace(db, name=name, zone=zone, language=language, currency=currency, new=True, now=now)
    handle = handle_for(admin, ())
    user = ("local", TENANT, handle)
    member = first_admin(db, workspace=id, name=admin, language=language, zone=zone, user=user, now=now)
    ask(db, voice, workspace=id, member=member, local=True, now=now)
    return handle


def go_on(db: Connection, voice: Voice, *, workspace: int, member: int, now: datetime) -> None:
    """Ask again what this member was asked last, where the company is not set up yet."""
    asked = outbox.prompt(db, member=member, room=None, now=now)
    step = next((name for name, prompt in PROMPTS.items() if prompt == asked), None)
    if step is not None and not people.is_set_up(db, workspace=workspace):
        ask(db, voice, workspace=workspace, member=member, local=False, step=step, again=now.isoformat(), now=now)


def ask(
    db: Connection,
    voice: Voice,
    *,
    workspace: int,
    member: int,
    local: bool,
    step: str = STEPS[0],
    again: str = "0",
    now: datetime,
) -> None:
    """Ask a new company's first admin in private what it needs, one question at a time."""
    found, company = members.by_id(db, workspace=workspace, id=member, now=now), workspaces.find(db, id=workspace)
    assert found is not None
    voice.to_member(
        db,
        found,
        QUESTIONS[step],
        {
            "company": company,
            "calendar": Configs().of(db, workspace=workspace, version=company.config_version).calendar,
            "presets": PRESETS,
            "local": local,
            "again": False,
            "step": STEPS.index(step) + 1,
            "steps": len(STEPS),
        },
        workspace=workspace,
        about=f"setup:{step}:{again}",
        prompt=PROMPTS[step],
        prompt_until=now + ASKED_FOR,
        now=now,
    )


def first_admin(
    db: Connection,
    *,
    workspace: int,
    name: str,
    language: str,
    zone: str,
    user: tuple[str, str, str],
    now: datetime,
) -> int:
    """Make the first member of an empty company, its admin; return the id."""
    return workspaces.add_member(
        db,
        workspace=workspace,
        handle=handle_for(name, ()),
        name=name,
        roles=dict.fromkeys(("admin", "manager"), now.date().isoformat()),
        teams_of=[],
        language=language,
        zone=zone,
        users=[user],
        now=now,
    )
