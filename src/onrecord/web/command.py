"""The commands of the reading room: to open it, and to say who may come in."""

from __future__ import annotations

import getpass
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from onrecord.options import as_json, example, in_record, opened

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.web.access.accounts import Role
    from onrecord.web.room import Room
    from onrecord.web.settings import Settings

_NEEDS = ("argon2", "fastapi", "jinja2", "multipart", "uvicorn")
_ROLES = ("reader", "editor", "admin")


@click.command(
    epilog=example(
        "onrecord serve",
        "onrecord serve --record news.db --port 9000 --open",
        "onrecord serve --public-url https://room.example.org --behind-proxy 127.0.0.1",
    )
)
@in_record
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at; any "
              "but this machine's own asks people to sign in.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, metavar="PORT",
              help="The port to listen at; 0 takes a free one.")  # fmt: skip
@click.option("--public-url", metavar="URL", help="The address that people use, where a proxy stands before the room.")
@click.option("--behind-proxy", "proxies", multiple=True, metavar="ADDRESS", help="Believe what a proxy at this "
              "address says of who asks (X-Forwarded-For and -Proto); may be given again.")  # fmt: skip
@click.option("--accounts", is_flag=True, help="Ask people to sign in on this machine's own address too.")
@click.option("--max-upload", type=click.IntRange(1, 4096), default=64, show_default=True, metavar="MB",
              help="The most that may be sent at once to be added.")  # fmt: skip
@click.option("--open", "browse", is_flag=True, help="Open the room in a browser.")
def serve(
    place: str,
    host: str,
    port: int,
    public_url: str | None,
    proxies: tuple[str, ...],
    accounts: bool,
    max_upload: int,
    browse: bool,
) -> None:
    """Open the reading room: pages in the browser on which a record is read, searched and corrected.

    On this machine's own address everybody on it may come in without a password. At any other address people sign in,
    and the room does not open before there is an account: see ``onrecord users add``. Stop it with Ctrl-C.
    """
    _check_extra()
    from onrecord.web import serving
    from onrecord.web.settings import Settings

    _check_url(public_url)
    with opened(place) as record:
        settings = Settings(
            host=host, port=port, public_url=public_url, proxies=proxies, accounts=accounts,
            upload_bytes=max_upload << 20,
        )  # fmt: skip
        _check_accounts(settings, record)
        try:
            listening = serving.bound(settings)
        except serving.ServeError as error:
            raise click.ClickException(str(error)) from error
        settings = replace(settings, port=listening.getsockname()[1])

        def ready() -> None:
            click.echo(f"The reading room of {record.database.name} is open: {settings.address}")
            if settings.needs_accounts and not settings.secure:
                click.echo("onrecord: passwords travel unencrypted; put a proxy with TLS before the room", err=True)
            if browse:
                webbrowser.open(settings.address)

        serving.run(record, settings, listening, ready)


@click.group(epilog=example("onrecord users add ines --role editor"))
def users() -> None:
    """Users: who may come into the reading room, and what they may do.

    A reader reads and searches, an editor corrects and adds too, an admin sees accounts and the audit log as well.
    """


_name = click.argument("name", metavar="NAME")
_role_choice = click.Choice(_ROLES)
_password = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


@users.command(
    epilog=example("onrecord users add ines --role editor", "pass room | onrecord users add ines --password-stdin")
)
@_name
@click.option("--role", type=_role_choice, default="reader", show_default=True, help="What they may do.")
@_password
@in_record
def add(name: str, role: Role, password_stdin: bool, place: str) -> None:
    """Make an account; its password is asked for."""
    with _room(place, create=True) as room:
        from onrecord.web.access.accounts import checked_name

        name = checked_name(name)
        account = room.accounts.add(name, role, _asked(password_stdin))
        _noted(room, "account added", f"{account.name}, {account.role}")
    click.echo(f"{account.name} may come in as {account.role}")


@users.command("list", epilog=example("onrecord users list"))
@as_json
@in_record
def list_(as_json: bool, place: str) -> None:
    """List the accounts."""
    import json

    with _room(place) as room:
        for account in room.accounts.all():
            row = {"name": account.name, "role": account.role, "made": account.made}
            click.echo(json.dumps(row, ensure_ascii=False) if as_json else "\t".join(row.values()))


@users.command(epilog=example("onrecord users role ines admin"))
@_name
@click.argument("role", type=_role_choice)
@in_record
def role(name: str, role: Role, place: str) -> None:
    """Give an account another role."""
    with _room(place) as room:
        account = room.accounts.set_role(name, role)
        _noted(room, "role changed", f"{account.name}, {account.role}")
    click.echo(f"{account.name} is {account.role} now")


@users.command(epilog=example("onrecord users password ines"))
@_name
@_password
@in_record
def password(name: str, password_stdin: bool, place: str) -> None:
    """Give an account another password; whoever is signed in with it is signed out."""
    with _room(place) as room:
        account = room.accounts.named(name)
        room.accounts.set_password(account.name, _asked(password_stdin))
        _noted(room, "password changed", account.name)
    click.echo(f"{account.name} has a new password")


@users.command(epilog=example("onrecord users remove ines"))
@_name
@in_record
def remove(name: str, place: str) -> None:
    """Take an account away, with its sessions and tokens; what it corrected stays."""
    with _room(place) as room:
        account = room.accounts.remove(name)
        _noted(room, "account removed", account.name)
    click.echo(f"{account.name} may no longer come in")


@users.command(
    epilog=example("onrecord users token ines --for 'nightly export' --days 90", "onrecord users token ines --revoke 3")
)
@_name
@click.option("--for", "purpose", default="", metavar="TEXT", help="What the token is for.")
@click.option("--days", type=click.IntRange(1, 36500), metavar="DAYS", help="How long it is good; until it is revoked "
              "where nothing is said.")  # fmt: skip
@click.option("--list", "listed", is_flag=True, help="List the account's tokens.")
@click.option("--revoke", type=int, metavar="NUMBER", help="Take a token back, by its number in the list.")
@in_record
def token(name: str, purpose: str, days: int | None, listed: bool, revoke: int | None, place: str) -> None:
    """Make a token by which a program uses the API in the name of an account, and print it once."""
    if listed and revoke is not None:
        raise click.UsageError("--list and --revoke: give one of them")
    with _room(place) as room:
        account = room.accounts.named(name)
        if listed:
            for one in room.tokens.of(account.id):
                click.echo(f"{one.id}\t{one.made}\t{one.ends or 'until revoked'}\t{one.purpose}")
        elif revoke is not None:
            room.tokens.revoke(account.id, revoke)
            _noted(room, "token revoked", f"{account.name}, {revoke}")
            click.echo(f"token {revoke} of {account.name} is revoked")
        else:
            made = room.tokens.add(account.id, purpose, days)
            _noted(room, "token made", f"{account.name}, {purpose}")
            click.echo(made)


@contextmanager
def _room(place: str, create: bool = False) -> Iterator[Room]:
    _check_extra()
    from onrecord.record import RecordError
    from onrecord.web.room import Room
    from onrecord.web.settings import Settings

    with opened(place, create=create) as record:
        try:
            yield Room(record, Settings())
        except RecordError as error:
            raise click.ClickException(str(error)) from error


def _noted(room: Room, what: str, about: str) -> None:
    room.audit.write(room.settings.who, "command line", what, about)


def _asked(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask for the password; give it with --password-stdin")
    given = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != given:
        raise click.ClickException("the two passwords differ; nothing was changed")
    return given


def _check_extra() -> None:
    if missing := [name for name in _NEEDS if find_spec(name) is None]:
        raise click.ClickException(
            f'the reading room needs the extra "web": pip install "onrecord[web]" (missing: {", ".join(missing)})'
        )


def _check_url(url: str | None) -> None:
    if url is None:
        return
    try:
        parts = urlsplit(url)
        right = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/") and not parts.query
    except ValueError:
        right = False
    if not right:
        raise click.UsageError(f"--public-url {url}: give an address like https://room.example.org, without a path")


def _check_accounts(settings: Settings, record: Record) -> None:
    from onrecord.web.access.accounts import Accounts

    if settings.needs_accounts and not Accounts(record.database).all():
        where = settings.public_url or settings.host
        raise click.UsageError(
            f"{where}: people have to sign in there, and there are no accounts yet; "
            f"make the first one with: onrecord users add NAME --role admin --record {record.database.name}"
        )
