"""The command line."""

import gc
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import console
from bot.importing.commands import group as imports
from bot.wecom.commands import group as webhooks

if TYPE_CHECKING:
    from bot.settings import Settings

cli = typer.Typer(
    name="baton", help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
audit = typer.Typer(help="The record of who changed what.", no_args_is_help=True)
cli.add_typer(audit, name="audit")
cli.add_typer(imports, name="import")
rates = typer.Typer(help="What other currencies are worth.", no_args_is_help=True)
cli.add_typer(rates, name="rates")

slack = typer.Typer(help="The app in Slack.", no_args_is_help=True)
cli.add_typer(slack, name="slack")

cli.add_typer(webhooks, name="webhook")

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


@cli.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    local: Annotated[bool, typer.Option("--local", help="Open the local chat at /.")] = False,
) -> None:
    """Run everything that is configured."""
    _run(console.settings(), host=host, port=port, local=local)


@cli.command()
def demo(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Run the local chat with a filled demo workspace."""
    from bot.demo import fill

    _run(console.settings(), host=host, port=port, local=True, fill=fill)


@cli.command()
def migrate() -> None:
    """Bring the store to this program's schema."""
    from storage import schema

    schema.migrate(console.settings().database_url)
    typer.echo("The store is up to date.")


@cli.command()
def doctor(as_json: AsJson = False) -> None:
    """Check everything this installation stands on, and say the cure."""
    from bot import doctor as checks
    from bot.clock import now

    found = checks.examine(now())
    typer.echo(json.dumps(checks.document(found), ensure_ascii=False) if as_json else "\n".join(checks.lines(found)))
    raise typer.Exit(checks.code(found))


@audit.command()
def verify(as_json: AsJson = False) -> None:
    """Read the whole record again and name what was changed, deleted or cut."""
    from bot import audit as words
    from storage.audit import verify
    from storage.snapshot import snapshot

    store = console.store()
    with snapshot(store) as db:
        found = verify(db)
    store.close()
    typer.echo(json.dumps(words.document(found), ensure_ascii=False) if as_json else "\n".join(words.lines(found)))
    raise typer.Exit(bool(found.findings))


@cli.command()
def backup(
    file: Path, force: Annotated[bool, typer.Option("--force", help="Replace a backup that is there.")] = False
) -> None:
    """Write the store into one file, also while it is in use."""
    from bot.backup import backup

    if file.exists() and not force:
        console.fail(f"{file} is there already: choose another name, or add --force")
    rows = backup(console.settings().database_url, file)
    typer.echo(f"{rows} rows are in {file}. It holds no secret key and no votes: keep the key somewhere else.")


@cli.command()
def restore(
    file: Path, force: Annotated[bool, typer.Option("--force", help="Replace a store that is not empty.")] = False
) -> None:
    """Bring a backup back; what was waiting then is not said any more."""
    from bot.backup import restore
    from bot.clock import now

    restored = restore(console.settings().database_url, file, force=force, now=now())
    told = f"{', '.join(restored.told)} will be told" if restored.told else "no admin can be told"
    typer.echo(
        f"{restored.rows} rows are back. {restored.skipped} unsent posts are skipped, {restored.moved} timers"
        f" moved to the next working morning; {told}.\n"
        "The secret key is not part of a backup: it must be the one of then, or the doors need their tokens anew."
        " Neither are votes: open ballots start again."
    )


@slack.command("manifest")
def slack_manifest(
    url: Annotated[
        str | None, typer.Option("--url", help="Our public address, such as https://baton.example: Slack calls it.")
    ] = None,
) -> None:
    """Print what a Slack app is made from: for a socket, or with an address for HTTP."""
    from bot.slack.manifest import NoAddress, manifest

    try:
        typer.echo(manifest(url), nl=False)
    except NoAddress:
        console.fail(f"{url} is not an address Slack can call: it begins with https:// and names a host")


@rates.command()
def load(
    file: Annotated[Path, typer.Argument(help="A CSV file with the columns currency, day, value.", dir_okay=False)],
    sure: Annotated[bool, typer.Option("--sure", help="Also rates ten times off the one before.")] = False,
    as_json: AsJson = False,
) -> None:
    """Load dated rates from a file: all of them or, if one line is wrong, none."""
    from bot.clock import now
    from bot.rates import BadFile, load

    store = console.store()
    try:
        done = load(store, file, sure=sure, now=now())
    except BadFile as bad:
        console.fail(str(bad))
    finally:
        store.close()
    if as_json:
        typer.echo(json.dumps({"written": done.written, "unchanged": done.unchanged}))
    else:
        typer.echo(f"{done.written} rates are written, {done.unchanged} were known.")


@cli.command()
def report(
    name: Annotated[str, typer.Argument(help="leaderboard, pipeline, forecast, conversion, lost or response.")],
    *,
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day; it belongs to it.")],
    team: Annotated[str | None, typer.Option(help="Only this team's deals.")] = None,
    zone: Annotated[str | None, typer.Option(help="On whose clock days begin, such as Asia/Shanghai.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the numbers of the chat for some days."""
    from bot import report as reports
    from bot.clock import now

    asked = reports.Asked(name, first.date(), last.date(), team, zone)
    store = console.store()
    try:
        with store.read() as db:
            found = reports.report(db, asked, now=now())
    except reports.CannotReport as cannot:
        console.fail(str(cannot))
    finally:
        store.close()
    typer.echo(json.dumps(found, ensure_ascii=False) if as_json else "\n".join(reports.lines(found)))


@cli.command()
def export(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Write everything the company owns as CSV and JSON, for you to read and keep from others."""
    from bot.export import export

    store = console.store()
    written = export(store, folder)
    store.close()
    told = ", ".join(f"{name} {rows:,}" for name, rows in written.items() if rows)
    typer.echo(f"{folder} holds: {told}. No secret key, no votes, nothing that waits to be said.")


@cli.command()
def key() -> None:
    """Print a new secret key, for BATON_SECRET_KEY."""
    from bot.vault import new_key

    typer.echo(new_key())


@cli.command()
def rights() -> None:
    """Print who may do what."""
    from bot.rightstable import table

    typer.echo(table(), nl=False)


def _run(
    settings: "Settings", *, host: str, port: int, local: bool, fill: Callable[["Settings"], None] | None = None
) -> None:
    gc.disable()  # nothing to collect while everything is loaded; the process lets it work again
    from bot import logs
    from bot.doors import DOORS
    from bot.serve import Process  # imports the web stack
    from storage import schema

    if local:
        _must_be_this_machine(host)
    settings.key()  # is made now where there was none, and is a secret from its first moment
    logs.configure(secrets=settings.secrets())
    schema.ready(settings.database_url, migrate_empty=True)
    process = Process(settings, host=host, port=port, local=local)
    if fill is not None:
        fill(settings)

    def up() -> None:
        doors = ["local"] if local else []
        doors += process.doors
        if local or process.doors:
            typer.echo(f"Baton is at http://{host}:{process.port}/  (Ctrl-C ends it)")
        if process.doors:
            closed = ", ".join(name for name in DOORS if name not in doors)
            typer.echo(f"Open: {', '.join(doors)}." + (f" Off: {closed}; `baton doctor` says why." if closed else ""))
        if not doors:
            typer.echo(
                "No door is open yet: `--local` opens the chat on this machine, `baton doctor` says what is off."
            )

    process.run(up)


def _must_be_this_machine(host: str) -> None:
    from ipaddress import ip_address

    try:
        here = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        here = False
    if not here:
        console.fail("the local chat has no passwords and listens on this machine only: leave out --host")


def main() -> None:
    """Enter the command line; what can be expected to go wrong ends in one sentence."""
    try:
        cli()
    except Exception as error:  # what nobody foresaw is raised again, with its traceback
        from bot.failures import sentence

        why = sentence(error)
        if why is None:
            raise
        console.fail(why)


if __name__ == "__main__":
    main()
