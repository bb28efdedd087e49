from django.http import HttpResponse

from config.http import Request, page
from config.policy import policy
from programmes import rules
from programmes.models import Programme
from programmes.queries import programmes as queries


@policy(rules.programme_run_by)
def programme(request: Request, programme: Programme) -> HttpResponse:
    """A programme as its facilitator sees it: gatherings and groups; nothing that leaders have written."""
    context = {
        "section": "programme",
        "programme": programme,
        "gatherings": queries.gatherings(programme),
        "groups": queries.groups(programme),
        "leaders": queries.leader_count(programme),
    }
    return page(request, "programmes/programme.html", context)
