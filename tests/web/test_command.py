"""``onrecord serve`` and ``onrecord users`` as a person in a shell meets them."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord import cli
from onrecord import record as records
from onrecord.web import command
from onrecord.web.access.audit import Audit
from onrecord.web.access.tokens import Tokens

WORD = "a long enough word"


@pytest.fixture
def place(tmp_path: Path) -> str:
    """The path of an empty record."""
    path = tmp_path / "record.db"
    records.open(path).close()
    return str(path)


def run(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(cli.main, list(arguments), input=text)


def add(place: str, name: str = "ines", role: str = "reader", word: str = WORD) -> Result:
    return run("users", "add", name, "--role", role, "--password-stdin", "--record", place, text=word + "\n")


@pytest.mark.parametrize(
    "asked",
    [("--host", "0.0.0.0"), ("--host", "::"), ("--public-url", "https://room.example"), ("--behind-proxy", "127.0.0.1"),
     ("--accounts",)],
)  # fmt: skip
def test_serve_refuses_other_addresses_while_there_are_no_accounts(place: str, asked: tuple[str, ...]) -> None:
    result = run("serve", "--record", place, *asked)
    assert result.exit_code == 2
    assert "onrecord users add" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("url", ["room.example", "ftp://room.example", "https://room.example/path", "https://["])
def test_serve_refuses_a_public_url_that_is_none(place: str, url: str) -> None:
    assert run("serve", "--record", place, "--public-url", url).exit_code == 2


def test_serve_says_when_the_port_is_taken(place: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--record", place, "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 1
    assert "this port is taken" in result.stderr


def test_serve_says_when_the_address_is_none_of_this_machine(place: str) -> None:
    add(place)
    for host in ("203.0.113.9", "no.such.host.invalid"):
        result = run("serve", "--record", place, "--host", host)
        assert result.exit_code == 1
        assert "no such address" in result.stderr


def test_serve_says_when_there_is_no_record_or_a_newer_one(tmp_path: Path, place: str) -> None:
    missing = run("serve", "--record", str(tmp_path / "none.db"))
    assert missing.exit_code == 1
    assert "there is no record here" in missing.stderr
    with records.open(place) as record, record.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    newer = run("serve", "--record", place)
    assert newer.exit_code == 1
    assert "newer" in newer.stderr


@pytest.mark.parametrize("arguments", [("serve",), ("users", "list")])
def test_the_missing_extra_is_named(place: str, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "fastapi" else object())
    result = run(*arguments, "--record", place)
    assert result.exit_code == 1
    assert 'pip install "onrecord[web]"' in result.stderr


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serve_prints_its_address_answers_and_stops_when_told(place: str, stop: signal.Signals) -> None:
    arguments = [sys.executable, "-m", "onrecord", "serve", "--record", place, "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as room:
        assert room.stdout
        line = room.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address, line
        assert urllib.request.urlopen(address[0]).status == 200
        room.send_signal(stop)
        assert room.wait(20) in (0, 130, -stop)
        assert room.stderr
        assert "Traceback" not in room.stderr.read()


def test_accounts_are_made_listed_changed_and_removed(place: str) -> None:
    assert add(place).stdout == "ines may come in as reader\n"
    assert run("users", "role", "ines", "admin", "--record", place).exit_code == 0
    (row,) = run("users", "list", "--json", "--record", place).stdout.splitlines()
    assert (json.loads(row)["name"], json.loads(row)["role"]) == ("ines", "admin")
    assert run("users", "password", "ines", "--password-stdin", "--record", place, text="another word\n").exit_code == 0
    assert run("users", "remove", "ines", "--record", place).exit_code == 0
    assert run("users", "list", "--record", place).stdout == ""
    with records.open(place) as record:
        whats = [entry.what for entry in Audit(record.database).read()]
    assert whats == ["account removed", "password changed", "role changed", "account added"]


@pytest.mark.parametrize(
    ("name", "word"), [("ines", "short"), ("ines", "x" * 1001), ("a b", WORD), ("", WORD), ("a\tb", WORD)]
)
def test_accounts_that_cannot_be_are_refused_in_a_line(place: str, name: str, word: str) -> None:
    result = add(place, name, word=word)
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_name_is_there_once_however_it_is_written(place: str) -> None:
    add(place, "ines")
    assert "there is an account" in add(place, "INES").stderr
    assert "no account of this name" in run("users", "remove", "oskar", "--record", place).stderr


def test_a_password_is_not_asked_for_where_there_is_no_terminal(place: str) -> None:
    result = run("users", "add", "ines", "--record", place)
    assert result.exit_code == 2
    assert "--password-stdin" in result.stderr


def test_tokens_are_made_listed_and_revoked(place: str) -> None:
    add(place)
    made = run("users", "token", "ines", "--for", "export", "--days", "9", "--record", place).stdout.strip()
    with records.open(place) as record:
        found = Tokens(record.database).account(made)
        assert found
        assert found.name == "ines"
    listed = run("users", "token", "ines", "--list", "--record", place).stdout
    assert listed.startswith("1\t")
    assert "export" in listed
    assert made not in listed
    assert run("users", "token", "ines", "--revoke", "1", "--record", place).exit_code == 0
    assert run("users", "token", "ines", "--revoke", "1", "--record", place).exit_code == 1
    assert run("users", "token", "ines", "--revoke", "1", "--list", "--record", place).exit_code == 2
