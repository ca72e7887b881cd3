"""onrecord: who said what, to whom, when, where, and according to whom."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from onrecord.document import Document
    from onrecord.intake import Given, IntakeError
    from onrecord.names.base_forms import BaseForm, base_forms
    from onrecord.names.comparison import Comparison, similarity
    from onrecord.people import Person, read_people
    from onrecord.reader import read, read_bytes
    from onrecord.record import Record, RecordError, open
    from onrecord.statements.tagger import WeightsError

__all__ = [
    "BaseForm",
    "Comparison",
    "Document",
    "Given",
    "IntakeError",
    "Person",
    "Record",
    "RecordError",
    "WeightsError",
    "__version__",
    "base_forms",
    "open",
    "read",
    "read_bytes",
    "read_people",
    "similarity",
]

_HOMES = {
    "BaseForm": "onrecord.names.base_forms",
    "Comparison": "onrecord.names.comparison",
    "Document": "onrecord.document",
    "Given": "onrecord.intake",
    "IntakeError": "onrecord.intake",
    "Person": "onrecord.people",
    "Record": "onrecord.record",
    "RecordError": "onrecord.record",
    "WeightsError": "onrecord.statements.tagger",
    "base_forms": "onrecord.names.base_forms",
    "open": "onrecord.record",
    "read": "onrecord.reader",
    "read_bytes": "onrecord.reader",
    "read_people": "onrecord.people",
    "similarity": "onrecord.names.comparison",
}


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first asked for: the command line starts faster."""
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
