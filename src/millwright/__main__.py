"""``python -m millwright`` is the command line."""

from millwright.doors.cli import main

if __name__ == "__main__":
    main()
