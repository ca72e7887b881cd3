"""From text, bytes and files to a document's text, blocks and metadata."""

from onrecord.intake.documents import from_bytes, from_path, from_text
from onrecord.intake.given import Given, IntakeError

__all__ = ["Given", "IntakeError", "from_bytes", "from_path", "from_text"]
