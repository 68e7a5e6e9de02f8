"""How things look: pure functions from values of the domain to Slack's blocks.

Each takes the reader's texts first. Whatever people, files, scripts or hosts wrote goes through
``t.md``, which escapes it.
"""
