from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from config import throttle
from config.http import Request, go, page
from config.policy import public, to_sign_in
from programmes.forms import JoinForm
from programmes.models import Stage


@public
def join(request: Request, code: str = "") -> HttpResponse:
    """In by the code on the projector. The code says which gathering; who one is, sign-in says."""
    typed = request.POST if request.method == "POST" else {"code": code} if code else None
    form = JoinForm(typed)
    status = 200
    if typed is not None:
        if throttle.exhausted("join", throttle.source(request)):
            form.add_error("code", _("Det er prøvd mange feil koder herfra. Vent ett minutt, og prøv igjen."))
            status = 429
        elif form.is_valid():
            stage = (
                Stage.objects.filter(join_code=form.cleaned_data["code"], state=Stage.State.RUNNING)
                .select_related("gathering")
                .first()
            )
            if stage:
                there = reverse("gathering", args=[stage.gathering.public_id])
                return go(request, there) if request.user.is_authenticated else to_sign_in(request, back=there)
            throttle.count("join", throttle.source(request))
            form.add_error("code", _("Ingen samling har denne koden nå. Se på storskjermen, og skriv den en gang til."))
        status = 422 if form.errors and status == 200 else status
    return page(request, "programmes/join.html", {"form": form}, status=status)
