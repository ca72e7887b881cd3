"""Who is the same over documents.

``update`` settles it for documents that came, changed or went; ``proposals`` are what a person has to decide, and
``reasons`` why the names of an entity are one's. What people decided is laid out in the tables ``bond`` (two
appearances are one, or are not) and ``chosen`` for the documents that ``update`` is called with.
"""

from onrecord.record.joining.proposing import Proposal, Reason, Side, proposals, reasons
from onrecord.record.joining.updating import update

__all__ = ["Proposal", "Reason", "Side", "proposals", "reasons", "update"]
