"""These tests read with the weights of models/en-accurate: ``make test-accurate`` installs them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.statements.tagger import WeightsError
from onrecord.statements.transformer.weights import check_extra, installed


@pytest.fixture(scope="session")
def weights() -> Path:
    """The folder of the installed weights."""
    try:
        check_extra()
        folder = installed("en")
    except WeightsError:
        folder = None
    if folder is None:
        if "accurate" in os.environ.get("ONRECORD_REQUIRE", "").split(","):
            pytest.fail("the weights of the engine accurate are not installed (make test-accurate)")
        pytest.skip("the weights of the engine accurate are not installed (make test-accurate)")
    return folder
