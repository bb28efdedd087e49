from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from config.http import Request, go, onward, page
from config.policy import policy, public
from programmes import rules
from programmes.context import of
from programmes.forms.room import LanguageForm
from programmes.models import Person
from programmes.panels import desks_for, panels_for
from programmes.queries import start as queries


@policy(rules.signed_in)
def start(request: Request, person: Person) -> HttpResponse:
    """Each role's first page: the next gathering, what is expected, what waits."""
    standing = of(request)
    memberships = {path.membership.pk: path.membership for path in standing.leading}
    queries.plan_next_days(standing.paths)
    leaves = queries.absences(person)
    look = next((path for path in standing.paths if path.is_dressed), None)
    context = {
        "section": "start",
        "today": timezone.localdate(),
        "leading": standing.leading,
        "look": look,
        "own_leave": next((each for each in leaves if each.membership.person_id == person.pk), None),
        "stand_ins": [each for each in leaves if each.membership.person_id != person.pk],
        "upcoming": queries.upcoming(person),
        "waiting": queries.waiting(standing.facilitating) if standing.facilitating else {},
        "next_days": queries.next_days(standing.hr_programmes) if standing.hr_programmes else {},
        "may_plan": queries.may_plan(standing),
        "runs_now": any(path.is_running for path in standing.facilitating),
        "facilitating": standing.facilitating,
        "hr_programmes": standing.hr_programmes,
        "panels": [panel for membership in memberships.values() for panel in panels_for(membership)],
        "desks": desks_for(standing),
    }
    return page(request, "programmes/start.html", context)


@public
def language(request: Request) -> HttpResponse:
    """Chooses the interface's language, for this browser and for the person who is signed in."""
    form = LanguageForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return go(request, reverse("start"))
    chosen = form.cleaned_data["language"]
    if request.user.is_authenticated:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    response = go(request, onward(request, form.cleaned_data["next"], reverse("start")))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 3600,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


@public
def healthz(request: Request) -> HttpResponse:
    """Whether the program answers; nothing more."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
