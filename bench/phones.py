"""People who do not exist, and lists of them."""

from __future__ import annotations


def phones(count: int, first: int = 0) -> list[str]:
    """Russian mobile numbers of a range that no operator uses for people."""
    return [f"7912{number:07d}" for number in range(first, first + count)]


def csv_of(count: int) -> bytes:
    """A list as a CRM exports it: a number as people write it, and two columns for the script."""
    lines = ["phone,name,sum"]
    for number, phone in enumerate(phones(count)):
        written = f"+{phone[0]} {phone[1:4]} {phone[4:7]}-{phone[7:9]}-{phone[9:]}"
        lines.append(f"{written},Client {number},{number % 9_000}.50")
    return "\n".join(lines).encode()
