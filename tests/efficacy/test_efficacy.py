"""Mastery belief: 0–100 in tens, unset until it is set, over time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from efficacy.forms.beliefs import RatingForm
from efficacy.models import Rating
from efficacy.queries.beliefs import curves
from efficacy.services import beliefs as services

pytestmark = pytest.mark.django_db


def test_a_day_has_one_rating_and_the_last_one_counts(here) -> None:
    belief = services.begin(membership=here.membership, about="Jeg gir tilbakemelding")
    services.rate(belief=belief, value=30)
    services.rate(belief=belief, value=70)
    assert [rating.value for rating in belief.ratings.all()] == [70]


@pytest.mark.parametrize("value", [-10, 5, 55, 101, 110])
def test_only_tens_from_0_to_100(here, value) -> None:
    belief = services.begin(membership=here.membership, about="x")
    with pytest.raises(ValueError, match="tens"):
        services.rate(belief=belief, value=value)
    assert not Rating.objects.filter(belief=belief).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("0", ""), ("100", ""), ("", "0 til 100"), ("105", "0 til 100"), ("45", "hele tiere"), ("mye", "0 til 100")],
)
def test_the_form_says_what_to_do(typed, said) -> None:
    form = RatingForm({"value": typed})
    assert form.is_valid() == (not said)
    assert said in str(form.errors)


def test_nothing_is_set_before_it_is_set(here, as_person) -> None:
    goal = here.membership.goal_card.areas.first().goals.first()
    url = reverse("goal-belief", args=[here.membership.public_id, goal.public_id])
    html = as_person(here.leader).get(url).content.decode()
    assert "data-unset" in html
    assert 'name="value" value=' not in html
    assert as_person(here.leader).post(url, {"value": ""}).status_code == 422
    assert as_person(here.leader).post(url, {"value": "60"}).status_code == 303
    goal.refresh_from_db()
    assert goal.belief.ratings.get().value == 60


def test_the_curve_goes_from_left_to_right_and_up(here) -> None:
    belief = services.begin(membership=here.membership, about="x")
    today = timezone.localdate()
    for days, value in ((60, 30), (30, 50), (0, 90)):
        services.rate(belief=belief, value=value, on=today - timedelta(days=days))
    curve = curves([belief, None])[belief.pk]
    xs, ys = zip(*curve.points, strict=True)
    assert (curve.first.value, curve.latest.value) == (30, 90)
    assert list(xs) == sorted(xs)
    assert list(ys) == sorted(ys, reverse=True)
