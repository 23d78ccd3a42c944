"""`baton webhook`: the keys of WeCom's group webhooks, kept encrypted in the store."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot import console

if TYPE_CHECKING:
    from sqlalchemy import Connection

group = typer.Typer(help="The keys of WeCom's group webhooks.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="What it is called when a group is bound to it: bind NAME.")]


@group.command()
def add(
    name: Name,
    key: Annotated[str, typer.Option(prompt=True, hide_input=True, help="Asked for; better not on the command line.")],
) -> None:
    """Keep a webhook's key: what follows key= in its address, or the whole address."""
    from bot.vault import Vault
    from handlers.webhooks import kept_name, key_in
    from storage import webhooks
    from storage.sealing import Seals

    found = key_in(key)
    if found is None:
        console.fail("that is no webhook's key: copy what follows key= in its address")
    settings = console.settings()
    store = console.store()
    try:
        sealed = Seals(Vault(settings.key())).lock(found)
        with store.write() as db:
            webhooks.keep(db, workspace=_home(db), name=kept_name(name), sealed=sealed)
    finally:
        store.close()
    typer.echo(f"Kept, encrypted. In its group, say to the bot: bind {name}")


@group.command(name="list")
def listed() -> None:
    """Print the names of the webhooks whose keys are kept."""
    from storage import webhooks

    store = console.store()
    try:
        with store.read() as db:
            names = webhooks.names(db, workspace=_home(db))
    finally:
        store.close()
    for name in names:
        typer.echo(name)


@group.command()
def remove(name: Name) -> None:
    """Forget a webhook's key."""
    from handlers.webhooks import kept_name
    from storage import webhooks

    store = console.store()
    try:
        with store.write() as db:
            known = webhooks.forget(db, workspace=_home(db), name=kept_name(name))
    finally:
        store.close()
    if not known:
        console.fail(f"there is no webhook called {name}")
    typer.echo("Forgotten. Groups bound to it hear the bot directly now.")


def _home(db: "Connection") -> int:
    """The company the bot leads to, else the one of the local chat."""
    from bot.home import home
    from bot.wecom.doors import bot_tenant
    from bot.wecom.reading import BOT
    from storage import workspaces

    found = workspaces.of_door(db, door=BOT, tenant=bot_tenant(console.settings())) or home(db)
    if found is None:
        console.fail("the store is empty: start Baton once, then add webhooks")
    return found.id
