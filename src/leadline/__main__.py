"""`python -m leadline` is the `leadline` command."""

from leadline.cli.main import run

if __name__ == "__main__":
    run()
