"""The pages, a module each; every module here that has a ``router`` is part of the room."""
