"""The command line."""

import ipaddress
import sys
from typing import Annotated

import typer

from bot import first, logs
from bot.settings import Settings
from storage import schema

cli = typer.Typer(
    name="baton", help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(help="Port to listen on.")]


@cli.command()
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    local: Annotated[bool, typer.Option("--local", help="Open the local chat at /.")] = False,
) -> None:
    """Run everything that is configured."""
    _run(Settings(), host=host, port=port, local=local)


@cli.command()
def demo(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Run the local chat with a filled demo workspace."""
    settings = Settings()
    _ready(settings)
    first.fill(settings)
    _run(settings, host=host, port=port, local=True)


@cli.command()
def migrate() -> None:
    """Bring the store to this program's schema."""
    settings = Settings()
    schema.migrate(settings.database_url)
    print("The store is up to date.")  # noqa: T201


def _run(settings: Settings, *, host: str, port: int, local: bool) -> None:
    from bot.serve import Process  # imports the web stack

    if local and not ipaddress.ip_address("127.0.0.1" if host == "localhost" else host).is_loopback:
        _fail("the local chat has no passwords: it listens on 127.0.0.1 only; leave out --host")
    logs.configure(secrets=_secrets(settings))
    _ready(settings)
    process = Process(settings, host=host, port=port, local=local)
    if local:
        print(f"Baton is at http://{host}:{port}/  (Ctrl-C ends it)", flush=True)  # noqa: T201
    process.run()


def _ready(settings: Settings) -> None:
    try:
        schema.ready(settings.database_url, migrate_empty=True)
    except schema.SchemaMismatch as mismatch:
        _fail(str(mismatch))


def _secrets(settings: Settings) -> list[str]:
    return [part for part in settings.key().split(",") if part]


def _fail(why: str) -> None:
    print(why, file=sys.stderr)  # noqa: T201
    raise typer.Exit(2)


def main() -> None:
    """Enter the command line."""
    cli()


if __name__ == "__main__":
    main()
