"""The leader's own pictures of a mood: put there, described, taken off."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse

from config.http import Request, go, jpeg, page
from config.policy import policy
from goals.forms.moods import MoodPictureForm
from goals.rules import own as rules_own
from goals.rules.own import OwnMoment
from goals.services import moods as services


@policy(rules_own.own_moment)
def mood_picture(request: Request, own: OwnMoment) -> HttpResponse:
    """The picture of one moment, and whether it goes along to others."""
    back = reverse("worksheet", args=[own.membership.public_id, "moods", own.mood.public_id]) + "#more"
    standing, bound = own.picture, request.method == "POST"
    if bound and request.POST.get("act") == "bare":
        services.take_picture_off(mood=own.mood, moment=own.moment)
        return go(request, back)
    form = MoodPictureForm(request.POST if bound else None, request.FILES if bound else None, standing=standing)
    if bound and form.is_valid():
        services.put_picture(mood=own.mood, moment=own.moment, **form.cleaned_data)
        return go(request, back)
    context = {
        "section": "goals",
        "membership": own.membership,
        "mood": own.mood,
        "moment": own.moment,
        "picture": standing,
        "form": form,
        "back": back,
    }
    return page(request, "goals/tools/mood_picture.html", context, status=422 if bound else 200)


@policy(rules_own.own_moment)
def mood_picture_file(request: Request, own: OwnMoment) -> HttpResponse:
    """The picture itself, to its leader; kept by no cache that others share."""
    picture = own.picture
    if picture is None:
        raise Http404
    return jpeg(bytes(picture.content))
