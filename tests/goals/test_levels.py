"""Gaps and overlaps between levels: asked about where they are, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.levels import BETWEEN, ENDLESS, HOLE, OVERLAP, SAME, Finding, Span, look, read


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Jeg ringer 2 ganger i uka", Span(2, 2, ("gan", "i", "uka"))),
        ("to ganger i uka", Span(2, 2, ("gan", "i", "uka"))),
        ("3–4 ganger", Span(3, 4, ("gan",))),
        ("tre til fem samtaler", Span(3, 5, ("sam",))),
        ("minst tre samtaler", Span(3, ENDLESS, ("sam",))),
        ("mer enn 5 samtaler", Span(6, ENDLESS, ("sam",))),
        ("høyst 5 samtaler", Span(0, 5, ("sam",))),
        ("færre enn 5 samtaler", Span(0, 4, ("sam",))),
        ("ingen samtaler", None),
        ("2 samtaler og 3 møter", None),
        ("", None),
    ],
)
def test_a_number_or_a_span_is_read(text, span) -> None:
    assert read(text) == span


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({3: "Som avtalt"}, []),
        ({1: "aldri", 3: "ofte"}, [Finding(BETWEEN, 1, 3)]),
        ({1: "aldri", 2: " ", 3: "ofte"}, [Finding(BETWEEN, 1, 3)]),
        ({2: "Ofte", 3: "ofte "}, [Finding(SAME, 2, 3)]),
        ({2: "1–2 ganger", 3: "2–3 ganger"}, [Finding(OVERLAP, 2, 3, 2)]),
        ({3: "minst to ganger", 4: "minst fire ganger"}, [Finding(OVERLAP, 3, 4, 4)]),
        ({3: "2 ganger", 4: "5 ganger"}, [Finding(HOLE, 3, 4, 3)]),
        ({2: "5 klager", 3: "2 klager"}, [Finding(HOLE, 2, 3, 3)]),
        ({3: "2 ganger", 4: "3 ganger"}, []),
        ({3: "2 ganger i uka", 4: "2 timer i uka"}, []),
        ({1: "0 ganger", 2: "1 gang", 3: "2 ganger", 4: "3 ganger", 5: "mer enn 3 ganger"}, []),
    ],
)
def test_what_strikes_one(texts, found) -> None:
    assert look(texts) == found


@given(st.dictionaries(st.integers(1, 5), st.text(max_size=60)))
def test_any_text_is_looked_at_without_falling(texts) -> None:
    assert all(finding.lower < finding.upper for finding in look(texts))
