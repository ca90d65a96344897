"""`leadline clock`: queues what is due, as `leadline up` starts it."""


def clock() -> None:
    """Queue rounds and deliveries when they are due, until told to stop. `leadline up` starts this."""
    from leadline.cli.ready import doors
    from leadline.cli.running.child import run_until_told

    doors()
    from leadline.rounds.clock import run_clock

    run_until_told(run_clock)
