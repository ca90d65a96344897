from datetime import UTC, datetime, timedelta

import pytest

from leadline.sources.http.pacing import Budget, budget, retry_at, says_too_much

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EPOCH = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("30", 30),
        ("0", 0),
        ("1.5", 1),
        ("Mon, 02 Mar 2026 09:00:30 GMT", 30),
        ("2026-03-02T09:00:30Z", 30),
        ("2026-03-02T10:00:30+01:00", 30),
        ("2026-03-02T09:00Z", 0),
        (str(EPOCH + 30), 30),
        (str((EPOCH + 30) * 1000), 30),
        (str(EPOCH - 30), 0),
        ("999999999999999", 86_400),
        ("31000000000000000000000", None),
        ("99999999", 0),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0),
        ("90000", 86_400),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_a_pause_is_read_in_every_form(said: str, seconds: int | None) -> None:
    found = retry_at({"retry-after": said}, NOW)

    assert found == (None if seconds is None else NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        # GitHub: seconds of an epoch
        (
            {"x-ratelimit-limit": "5000", "x-ratelimit-remaining": "12", "x-ratelimit-reset": str(EPOCH + 60)},
            (5000, 12, 60),
        ),
        # GitLab: the same, other names
        ({"ratelimit-limit": "600", "ratelimit-remaining": "0", "ratelimit-reset": str(EPOCH + 60)}, (600, 0, 60)),
        # Jira Cloud: a moment without seconds
        (
            {"x-ratelimit-limit": "350", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-03-02T09:01Z"},
            (350, 0, 60),
        ),
        # Linear: milliseconds of an epoch
        (
            {
                "x-ratelimit-requests-limit": "1500",
                "x-ratelimit-requests-remaining": "3",
                "x-ratelimit-requests-reset": str((EPOCH + 60) * 1000),
            },
            (1500, 3, 60),
        ),
        # the draft standard: seconds to go, and several windows in one header
        ({"ratelimit-limit": "100, 100;w=60", "ratelimit-remaining": "0", "ratelimit-reset": "60"}, (100, 0, 60)),
    ],
)
def test_a_budget_is_read_from_the_headers_of_each_tracker(
    headers: dict[str, str], expected: tuple[int, int, int]
) -> None:
    limit, remaining, seconds = expected

    assert budget(headers, NOW) == Budget(limit, remaining, NOW + timedelta(seconds=seconds))


def test_a_reply_that_tells_nothing_has_no_budget() -> None:
    assert budget({"content-type": "application/json"}, NOW) is None
    assert budget({"x-ratelimit-limit": "plenty"}, NOW) is None


def test_of_several_limits_the_one_that_is_spent_for_longest_counts() -> None:
    def said(requests: int, complexity: int) -> dict[str, str]:
        return {
            "x-ratelimit-requests-limit": "2500",
            "x-ratelimit-requests-remaining": str(requests),
            "x-ratelimit-requests-reset": str((EPOCH + 60) * 1000),
            "x-ratelimit-complexity-limit": "3000000",
            "x-ratelimit-complexity-remaining": str(complexity),
            "x-ratelimit-complexity-reset": str((EPOCH + 90) * 1000),
        }

    assert budget(said(7, 9), NOW) == Budget(2500, 7, NOW + timedelta(seconds=60))
    assert budget(said(0, 9), NOW) == Budget(2500, 0, NOW + timedelta(seconds=60))
    for requests in (7, 0):
        assert budget(said(requests, 0), NOW) == Budget(3_000_000, 0, NOW + timedelta(seconds=90))


@pytest.mark.parametrize(
    ("status", "body", "too_much"),
    [
        (429, b"", True),
        (403, b'{"message": "You have exceeded a secondary rate limit"}', True),
        (403, b'{"message": "Forbidden"}', False),
        (400, b'{"errors":[{"extensions":{"code":"RATELIMITED"}}]}', True),
        (200, b' {"errors": [{"extensions": {"code": "RATELIMITED"}}]}', True),
        (200, b'{"data":null,"errors":[{"extensions":{"code":"RATELIMITED"}}]}', True),
        (200, b'{"data":{"issue":{"title":"\\"code\\":\\"RATELIMITED\\""}}}', False),
        (200, b'{"data":{"code":"RATELIMITED"}}', False),
        (400, b'{"errors":[{"message":"RATELIMITED"}]}', False),
        (500, b'{"errors":[{"extensions":{"code":"RATELIMITED"}}]}', False),
    ],
)
def test_each_tracker_says_in_its_own_words_that_it_was_too_much(status: int, body: bytes, *, too_much: bool) -> None:
    assert says_too_much(status, body) is too_much


def test_a_moment_is_one_of_their_clock() -> None:
    # Ours is ten minutes late: what is 09:11 there is 09:01 here.
    theirs = {"date": "Mon, 02 Mar 2026 09:10:00 GMT", "retry-after": "Mon, 02 Mar 2026 09:11:00 GMT"}

    assert retry_at(theirs, NOW) == NOW + timedelta(minutes=1)
    # A reply that was kept in between (`Age`) does not say what time it is.
    assert retry_at({**theirs, "age": "600"}, NOW) == NOW + timedelta(minutes=11)


def test_nothing_is_waited_for_while_something_is_left() -> None:
    later = NOW + timedelta(seconds=60)

    assert Budget(100, 1, later).spent_until(NOW) is None
    assert Budget(100, 0, later).spent_until(NOW) == later
    assert Budget(100, 0, NOW).spent_until(NOW) is None
    assert Budget(100, 0, None).spent_until(NOW) is None
