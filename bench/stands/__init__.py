"""What stands around the contestants: a Slack and a Calls API host that cost next to nothing.

The simulators play every part truly, and would be the slower half of most rows: these only answer.
"""
