"""Settings that cannot be used are one line each, before anything is made of them."""

import pytest

from leadline.cli import environment
from leadline.cli.errors import BAD_INPUT, Stop


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-5", "80.5", "８４２０x"])
def test_what_is_no_port_is_bad_input_and_says_what_one_looks_like(port: str) -> None:
    with pytest.raises(Stop, match=f"“{port}” is no port. Give a number from 1 to 65535: PORT=8420") as refused:
        environment.a_port(port)

    assert refused.value.code == BAD_INPUT


def test_a_port_is_a_number_also_where_it_is_the_default() -> None:
    assert (environment.a_port("8420"), environment.a_port(8420)) == (8420, 8420)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("LEADLINE_SMTP_PORT", "smtp", "Give a whole number from 1 to 65,535"),
        ("LEADLINE_FUTURES", "0", "Give a whole number from 100 to 1,000,000"),
        ("LEADLINE_THREADS", "-1", "Give a whole number from 1 to 64"),
        ("LEADLINE_TIME_ZONE", "Mars/Base", "Write one as Europe/Berlin"),
        ("LEADLINE_TIME_ZONE", "../../etc/passwd", "Write one as Europe/Berlin"),
        ("LEADLINE_URL", "foo bar", "Write it as https://leadline.example.org"),
        ("LEADLINE_URL", "http://[half", "Write it as https://leadline.example.org"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Stop, match=says) as refused:
        environment.check()

    assert str(refused.value).startswith(f"{name}={value} ")
    assert refused.value.code == BAD_INPUT


def test_settings_that_can_be_used_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADLINE_TIME_ZONE", "Europe/Berlin")
    monkeypatch.setenv("LEADLINE_URL", "https://leadline.example.org/team")
    monkeypatch.setenv("LEADLINE_FUTURES", "100")

    environment.check()
