"""What Alembic runs: the migrations, on the connection that the record was opened with."""

from alembic import context

from onrecord.record.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
