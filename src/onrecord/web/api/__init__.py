"""The API, ``/api/v1``: the same verbs as the command line, a module a noun; each has a ``router``.

Answers are the Structs that ``Record`` gives, written by msgspec; their schemas in ``/openapi.json`` are made from the
same Structs (``schemas.py``), so that no list of fields stands twice. A call is a plain ``def`` that returns
``answers.one``, ``answers.page`` or ``answers.listed``; ``calls.Call`` sees to ETags and to parameters that are none.
"""
