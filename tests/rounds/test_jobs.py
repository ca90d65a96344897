"""Jobs: queued once, leased to one worker, taken over when it dies, parked when they keep failing."""

from datetime import UTC, datetime, timedelta

import pytest

from leadline.record import jobs
from leadline.record.models import Job

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_queueing_the_same_work_twice_queues_it_once() -> None:
    first = jobs.queue("deliver", NOON, lane=jobs.QUICK, key="outbox")
    second = jobs.queue("deliver", NOON, lane=jobs.QUICK, key="outbox")

    assert first.pk == second.pk
    assert Job.objects.count() == 1


def test_work_that_is_done_can_be_queued_again() -> None:
    job = jobs.queue("deliver", NOON, lane=jobs.QUICK, key="outbox")
    jobs.finish(job, NOON)

    assert jobs.queue("deliver", NOON, lane=jobs.QUICK, key="outbox").pk != job.pk


def test_a_job_goes_to_one_worker() -> None:
    jobs.queue("deliver", NOON, lane=jobs.QUICK, key="outbox")

    taken = jobs.take(jobs.QUICK, "one", NOON)

    assert taken is not None
    assert taken.worker == "one"
    assert jobs.take(jobs.QUICK, "two", NOON) is None


def test_the_job_of_a_dead_worker_is_taken_over_when_its_lease_has_run_out() -> None:
    jobs.queue("deliver", NOON, lane=jobs.QUICK, key="outbox")
    jobs.take(jobs.QUICK, "one", NOON)

    assert jobs.take(jobs.QUICK, "two", NOON + jobs.LEASE - timedelta(seconds=1)) is None
    taken = jobs.take(jobs.QUICK, "two", NOON + jobs.LEASE + timedelta(seconds=1))
    assert taken is not None
    assert taken.worker == "two"


def test_a_lease_that_is_renewed_is_kept() -> None:
    jobs.queue("deliver", NOON, lane=jobs.QUICK, key="outbox")
    job = jobs.take(jobs.QUICK, "one", NOON)
    assert job is not None

    later = NOON + timedelta(seconds=50)
    jobs.renew(job, later, 0.5, "half way")

    assert jobs.take(jobs.QUICK, "two", NOON + jobs.LEASE + timedelta(seconds=1)) is None
    assert Job.objects.get().share == 0.5


def test_a_job_that_fails_is_tried_again_later_and_later_and_then_parked_with_its_reason() -> None:
    jobs.queue("deliver", NOON, lane=jobs.QUICK, key="outbox")
    at, waits = NOON, []
    for _ in range(jobs.MOST_ATTEMPTS):
        job = jobs.take(jobs.QUICK, "one", at)
        assert job is not None
        jobs.fail(job, at, "the mail server is away")
        job.refresh_from_db()
        waits.append((job.not_before - at).total_seconds())
        at = max(job.not_before, at) + timedelta(seconds=1)

    # 5 · 2^n seconds after the n-th failure; the fifth parks it.
    assert waits[:4] == [10, 20, 40, 80]
    assert Job.objects.get().state == Job.FAILED
    assert Job.objects.get().error == "the mail server is away"
    assert jobs.take(jobs.QUICK, "one", at + timedelta(days=1)) is None


def test_a_poisonous_job_does_not_hold_up_the_others() -> None:
    poison = jobs.queue("deliver", NOON, lane=jobs.QUICK, key="poison")
    jobs.queue("deliver", NOON, lane=jobs.QUICK, key="good")
    jobs.fail(jobs.take(jobs.QUICK, "one", NOON) or poison, NOON, "boom")

    taken = jobs.take(jobs.QUICK, "one", NOON)

    assert taken is not None
    assert taken.key == "deliver:good"


def test_lanes_do_not_wait_for_each_other() -> None:
    jobs.queue("round", NOON, lane=jobs.ROUNDS, key="a")
    jobs.queue("quote", NOON, lane=jobs.QUICK, key="b")

    assert (jobs.take(jobs.QUICK, "q", NOON) or Job()).kind == "quote"
    assert (jobs.take(jobs.ROUNDS, "r", NOON) or Job()).kind == "round"
