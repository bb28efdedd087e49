"""The demonstration's way in: one picks a person. Mounted only where VARDE_DEMO is set."""

from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.urls import reverse

from config.http import Request, go, onward, page
from config.policy import public
from programmes.forms.room import PersonForm
from programmes.models import Person
from programmes.queries import demo as queries


@public
def people(request: Request) -> HttpResponse:
    if request.method == "POST":
        form = PersonForm(request.POST)
        person = Person.objects.filter(public_id=form.data.get("person", "")[:12]).first() if form.is_valid() else None
        if person is None:
            raise Http404
        login(request, person)
        return go(request, onward(request, request.POST.get("next", "")[:500], reverse("start")))
    return page(request, "programmes/demo.html", {"cast": queries.cast(), "next": request.GET.get("next", "")})
