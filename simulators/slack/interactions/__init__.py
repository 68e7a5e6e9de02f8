"""What people do: type, click, choose, fill in, drop files, move between channels."""
