"""Workspaces install us from their browser: Bolt's flow, over stores of ours."""

import logging
import re
import secrets
from datetime import datetime, timedelta

from slack_bolt import BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth.installation_store import Installation, InstallationStore
from slack_sdk.oauth.state_store import OAuthStateStore
from sqlalchemy import Connection

from bot import first
from bot.program import Program
from bot.settings import Settings
from bot.slack import api
from bot.slack.manifest import SCOPES
from bot.slack.payload import DOOR, tenant_of
from bot.slack.people import People, Unreached
from bot.slack.tenants import UNNAMED
from handlers.message import Profile
from storage import bindings, installs, people, sending, workspaces
from storage.installs import Install

STATE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
GOOD_FOR = timedelta(minutes=10)
PAGE = "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Baton</title>"
DONE = (
    "<h1>Baton is installed</h1><p>Open Slack: in a new company Baton wrote to you what comes first;"
    " one that was here before goes on where it stopped.</p>"
    "<p>已安装。请回到 Slack：新公司会收到第一步的消息；以前装过的，接着上次继续。</p>"
)
NOT_NOW = "<h1>Not now</h1><p>Something did not answer. Please try again in a minute.</p><p>请稍后再试。</p>"
FAILED = (
    "<h1>Not installed</h1><p>{} Begin again at <a href=/slack/install>/slack/install</a>.</p>"
    "<p>没有安装成功：{}请从 <a href=/slack/install>/slack/install</a> 重新开始。</p>"
)
# By the reason Bolt gives; what came in the address is never shown.
BECAUSE = {
    "access_denied": ("Somebody pressed Cancel at Slack.", "在 Slack 里点了取消。"),
    "invalid_browser": (
        "This browser has not begun it: it was another one, more than ten minutes ago,"
        " or the page was not opened by https://.",
        "不是在这个浏览器里开始的，或者过了十分钟，或者页面不是用 https:// 打开的。",
    ),
    "invalid_state": ("That was more than ten minutes ago, or it was used already.", "过了十分钟，或者已经用过一次。"),
    "storage_error": (
        "Baton is installed in one workspace, not in a whole organisation: choose a workspace.",
        "Baton 只能装到一个工作区，不能装到整个组织：请选一个工作区。",
    ),
}
UNKNOWN = ("Slack did not bring back what it should.", "Slack 带回来的内容不对。")


class States(OAuthStateStore):
    """Each begun installation has a state that is good once, for ten minutes."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def issue(self, *_args: object, **_more: object) -> str:
        """Return the state of an installation that begins now."""
        state, now = secrets.token_urlsafe(32), self._program.clock()
        with self._program.store.write() as db:
            installs.begin(db, state=state, until=now + GOOD_FOR, now=now)
        return state

    def consume(self, state: str) -> bool:
        """Whether an installation was begun with this state, which is no good any more."""
        if not STATE.fullmatch(state):
            return False
        with self._program.store.write() as db:
            return installs.finish(db, state=state, now=self._program.clock())


class Installations(InstallationStore):
    """Keeps who installed us; a new company gets its workspace, and the installer is its first admin."""

    def __init__(self, program: Program, settings: Settings) -> None:
        self._program = program
        self._settings = settings

    def save(self, installation: Installation) -> None:
        """Keep an installation, and make the company it is for where there is none yet."""
        team, token = installation.team_id, installation.bot_token
        if not team or not token:  # installed into a whole organisation, which the manifest does not offer
            raise BoltError("an installation without a workspace")
        tenant = tenant_of(installation.enterprise_id or "", team)
        about = self._installer(tenant, token, installation.user_id or "")
        now = self._program.clock()
        with self._program.store.write() as db:
            workspace = self._workspace(db, tenant, installation.team_name or UNNAMED, about, now)
            installs.save(db, self._kept(installation, tenant, workspace), now=now)
            sending.hurry(db, workspace=workspace, door=DOOR, now=now)
            if installation.user_id and people.nobody_yet(db, workspace=workspace):
                self._found(db, (DOOR, tenant, installation.user_id), workspace, about, now)
            elif known := bindings.member(db, door=DOOR, tenant=tenant, user=installation.user_id or ""):
                first.go_on(db, self._program.voice, workspace=workspace, member=known, now=now)
        self._program.sender.wake()

    def _workspace(self, db: Connection, tenant: str, name: str, about: Profile, now: datetime) -> int:
        """The company behind a workspace, made where there is none yet."""
        here = workspaces.of_door(db, door=DOOR, tenant=tenant)
        if here is not None:
            return here.id
        return first.workspace(
            db,
            name=name,
            zone=about.zone or self._settings.zone,
            language=about.language or "en",
            currency="CNY" if about.language == "zh" else "USD",
            new=True,
            behind=(DOOR, tenant),
            now=now,
        )

    def _kept(self, installation: Installation, tenant: str, workspace: int) -> Install:
        scopes = installation.bot_scopes or ()
        return Install(
            tenant=tenant,
            workspace=workspace,
            enterprise=installation.enterprise_id or "",
            team=installation.team_id or "",
            name=installation.team_name or "",
            bot_user=installation.bot_user_id or "",
            scopes=scopes if isinstance(scopes, str) else ",".join(scopes),
            installer=installation.user_id or "",
            token=self._program.dispatcher.services.vault.lock({"token": str(installation.bot_token)}),
        )

    def _found(self, db: Connection, user: tuple[str, str, str], workspace: int, about: Profile, now: datetime) -> None:
        """Let who installs us be the first admin, and tell them what comes first."""
        name, language, zone = about.name or user[2], about.language or "en", about.zone or self._settings.zone
        member = first.first_admin(db, workspace=workspace, name=name, language=language, zone=zone, user=user, now=now)
        first.ask(db, self._program.voice, workspace=workspace, member=member, local=False, now=now)

    def _installer(self, tenant: str, token: str, user: str) -> Profile:
        """What Slack says of who installs us; without it they are called by their id."""
        web = api.client(self._settings.slack_api_url, token)
        try:
            return People(lambda _: web).profile(tenant, user) if user else Profile()
        except Unreached:
            return Profile()


def flow(program: Program, settings: Settings) -> OAuthFlow | None:
    """Return the way to install us, where there are credentials for it."""
    if settings.slack_client_id is None or settings.slack_client_secret is None:
        return None
    quiet = logging.getLogger("slack.oauth")
    quiet.setLevel(logging.ERROR)  # its warnings repeat the code a browser brought
    return OAuthFlow(
        client=api.client(settings.slack_api_url),
        logger=quiet,
        settings=OAuthSettings(
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret.get_secret_value(),
            scopes=SCOPES,
            user_scopes=(),
            install_page_rendering_enabled=False,
            installation_store=Installations(program, settings),
            state_store=States(program),
            callback_options=CallbackOptions(success=_done, failure=_failed),
            logger=quiet,
        ),
    )


def _done(_args: SuccessArgs) -> BoltResponse:
    return _page(200, DONE)


def _failed(args: FailureArgs) -> BoltResponse:
    status = 400 if args.suggested_status_code in (200, 500) else args.suggested_status_code
    return _page(status, FAILED.format(*BECAUSE.get(args.reason, UNKNOWN)))


def not_now() -> BoltResponse:
    """Return the page for when Slack or the store does not answer."""
    return _page(503, NOT_NOW)


def _page(status: int, text: str) -> BoltResponse:
    """A page of ours: nothing that came in the address stands on it."""
    gone = "slack-app-oauth-state=deleted; Secure; HttpOnly; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
    return BoltResponse(
        status=status, body=PAGE + text, headers={"content-type": "text/html; charset=utf-8", "set-cookie": [gone]}
    )
