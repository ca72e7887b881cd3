"""Who is the same over documents.

``update`` settles it for documents that came, changed or went, and ``reasons`` tells why the names of an entity are
one's; what is left for a person to decide is told by ``record.waiting``. ``update`` also writes the rows of appearances
that are coming. What people decided is laid out in the tables ``bond`` (two appearances are one, or are not) and
``chosen`` for the documents that ``update`` is called with.
"""

from onrecord.record.joining.reasons import Reason, reasons
from onrecord.record.joining.updating import update

__all__ = ["Reason", "reasons", "update"]
