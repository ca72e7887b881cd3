"""The first schema."""

from alembic import op

from onrecord.record import words
from onrecord.record.schema import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes all tables."""
    metadata.create_all(op.get_bind())
    words.create(op.get_bind())
