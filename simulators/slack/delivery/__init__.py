"""How the app gets to know: Socket Mode or signed HTTP, and events with their retries."""
