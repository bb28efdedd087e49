from datetime import timedelta

from django.utils import timezone

from config.jobs import Running, daily
from programmes.models import Presence, Stage, Trail
from programmes.services import admissions, placements, stage
from programmes.services import day_invitations as day_invitations  # its own job
from programmes.services import input as input  # its own daily job
from programmes.services import invitations as invitations  # its own job
from programmes.services import shelf as shelf  # its own daily job
from programmes.services import slides as slides  # brings slides in
from programmes.services import worksheets as worksheets  # its own daily job

FORGOTTEN_AFTER = timedelta(days=1)
TRACED_FOR = timedelta(days=731)


@daily("stage.end_forgotten")
def end_forgotten(running: Running) -> None:
    """Ends days that nobody ended, so that no code and no sealed answer outlives its day."""
    for each in Stage.objects.filter(
        state=Stage.State.RUNNING, entered_at__lt=timezone.now() - FORGOTTEN_AFTER
    ).select_related("gathering__programme__municipality"):
        stage.end(stage=each, revision=each.revision, by=None)
    Presence.objects.filter(at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


@daily("admissions.forget")
def forget_devices(running: Running) -> None:
    """Forgets yesterday's devices, and the guests who have not claimed what they wrote within 14 days."""
    admissions.forget()


@daily("trail.forget")
def forget_trail(running: Running) -> None:
    """Who did what and when is kept for two years."""
    Trail.objects.filter(at__lt=timezone.now() - TRACED_FOR).delete()


@daily("placements.begin")
def begin_placements(running: Running) -> None:
    """Those whose new unit begins today work there from now on."""
    placements.refresh_all()
