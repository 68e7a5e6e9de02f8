"""What is done: each service a noun, and the bundle of them that handlers are given."""

from bot.services.bundle import Services

__all__ = ["Services"]
