from django.http import HttpResponse

from config.colour import BRAND
from config.http import Request, page
from config.policy import policy
from programmes import rules
from programmes.models import GroupSet, MunicipalityMark, Programme
from programmes.queries import programmes as queries


@policy(rules.programme_run_by)
def programme(request: Request, programme: Programme) -> HttpResponse:
    """A programme as its facilitator sees it: gatherings and groups; nothing that leaders have written."""
    municipality = programme.municipality
    has_mark = MunicipalityMark.objects.filter(municipality=municipality).exists()
    context = {
        "section": "programme",
        "programme": programme,
        "gatherings": queries.gatherings(programme),
        "groups": queries.groups(programme),
        "networks": queries.groups(programme, GroupSet.Purpose.NETWORK),
        "has_mark": has_mark,
        "is_dressed": has_mark or {municipality.colour, municipality.second_colour} != {BRAND},
        "is_new": request.GET.get("new") == "1",
        "leaders": queries.leader_count(programme),
    }
    return page(request, "programmes/programme.html", context)
