"""``python -m bot VERB``"""

import sys

from bot.app import memory


def main() -> int:
    """Run a verb; its exit status."""
    with memory.held():
        from bot.cli import parser
    return parser.main()


if __name__ == "__main__":
    sys.exit(main())
