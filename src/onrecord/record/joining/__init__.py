"""Who is the same over documents."""

from onrecord.record.joining.updating import update

__all__ = ["update"]
