"""The API under /api/v1; every module here that has a ``router`` is part of it."""
