"""What happens by the clock."""

from stoa.services.identity.commands.sweep import sweep

__all__ = ["sweep"]
