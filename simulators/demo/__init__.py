"""The demo: a Slack, a Calls API host, and the real bot between them, on one machine."""
