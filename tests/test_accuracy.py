"""No figure may fall more than half a point under the committed baseline (bench/accuracy.py --write)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = 0.5  # points


def _bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_accuracy", ROOT / "bench" / "accuracy.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


accuracy = _bench()


@pytest.mark.parametrize(
    ("engine", "name"), [(engine, name) for engine, names in accuracy.ENGINES.items() for name in names]
)
def test_no_figure_falls_under_the_baseline(engine: str, name: str) -> None:
    if name not in accuracy.present(engine):
        pytest.skip(f"the gold of {name} is not here (set ONRECORD_DATA), or the weights of {engine}")
    before, now = accuracy.baseline()[engine][name], accuracy.measure(name, engine)
    worse = {
        figure: (value, now.get(figure))
        for figure, value in before.items()
        if figure not in now or _loss(figure, value, now[figure]) > ALLOWED
    }
    assert not worse, f"{name}: (baseline, now) {worse}"


def _loss(figure: str, before: float, now: float) -> float:
    """Points lost, to the one decimal that figures have."""
    return round(now - before if figure in accuracy.LESS_IS_BETTER else before - now, 1)


def test_a_fall_is_measured_in_the_right_direction() -> None:
    assert _loss("stmt", 60.0, 59.4) == 0.6
    assert _loss("ece", 5.0, 5.6) == 0.6
    assert _loss("ece", 5.0, 4.0) < 0


@pytest.mark.parametrize("engine", accuracy.ENGINES)
def test_the_documented_figures_are_the_baselines(engine: str) -> None:
    page = (accuracy.PAGES / f"accuracy.{engine}.md").read_text()
    assert page == accuracy.markdown(accuracy.baseline()[engine], accuracy.columns(engine), "gold")
