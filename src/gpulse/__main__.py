"""`python -m gpulse` is the `gpulse` command."""

from gpulse.cli import main

if __name__ == "__main__":
    main()
