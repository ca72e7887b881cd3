"""What people decided about a record, which wins over every reading.

Decisions are a log to which is only ever added. What stands in the tables follows from the readings and the decisions
that hold: ``apply`` carries out those about a document, joining follows those about people.
"""

from onrecord.record.decisions.applying import apply
from onrecord.record.decisions.log import forget, of_documents
from onrecord.record.decisions.people import people
from onrecord.record.decisions.types import Corrected, Decision, PeopleDecisions

__all__ = ["Corrected", "Decision", "PeopleDecisions", "apply", "forget", "of_documents", "people"]
