"""The Calls API client, by itself: pure parts, and real sockets against a small host."""
