"""Input: what the facilitator shows the room between the exercises, page by page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from programmes import fullness
from programmes.models.gatherings import AgendaItem, Exercise

WIDEST = 1920  # pixels


class InputPage(Public):
    """A page of input in an agenda item: before its exercises, or after one of them."""

    data_class = DataClass.PROGRAMME

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="pages")
    after = models.ForeignKey(Exercise, models.SET_NULL, null=True, blank=True, related_name="pages_after")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=120)
    text = models.TextField(max_length=1500, blank=True)  # Markdown, see config/markdown.py
    quote = models.CharField(max_length=400, blank=True)
    quote_source = models.CharField(max_length=160, blank=True)
    # Its picture is the whole page: it came as a page of a PDF.
    is_slide = models.BooleanField(default=False)
    # The alternative text is what the PDF said, and no facilitator has read it over.
    alt_is_start = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(null=True, blank=True)  # may be undone for a day

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="inputpage_position_once_an_item"),
            models.CheckConstraint(condition=~Q(heading=""), name="inputpage_has_a_heading"),
            models.CheckConstraint(
                condition=Q(quote_source="") | ~Q(quote=""), name="inputpage_source_is_of_a_quotation"
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def size(self) -> str:
        """How large the projector sets it, as `fullness.size` has it; empty for a slide, which is its picture."""
        return "" if self.is_slide else fullness.size(self.text, self.quote, pictured=hasattr(self, "picture"))

    @property
    def is_too_full(self) -> bool:
        """The back row can't read it, or it is cut."""
        return self.size in fullness.TOO_FULL


class InputPicture(models.Model):
    """The picture of a page: made anew from what was sent, so that nothing but the picture is in it."""

    data_class = DataClass.PROGRAMME

    page = models.OneToOneField(InputPage, models.CASCADE, related_name="picture")
    content = models.BinaryField()  # JPEG
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(alt=""), name="inputpicture_has_an_alternative"),
            models.CheckConstraint(
                condition=Q(width__gte=1, width__lte=WIDEST, height__gte=1, height__lte=WIDEST),
                name="inputpicture_at_most_1920",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"


class SlideImport(Public):
    """A PDF of slides on its way to become pages: all of them, or none."""

    data_class = DataClass.PROGRAMME

    class State(models.TextChoices):
        WAITING = "waiting", _("Under arbeid")
        DONE = "done", _("Ferdig")
        REFUSED = "refused", _("Avvist")

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="slide_imports")
    after = models.ForeignKey(Exercise, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField(null=True, blank=True)  # the PDF, until it is done or refused
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    pages = models.PositiveSmallIntegerField(default=0)  # that were made
    problems = models.JSONField(default=list, blank=True)  # [page from 1 or 0 for the file, code of programmes/slides]
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "done", "refused"]), name="slideimport_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", content__isnull=False) | (~Q(state="waiting") & Q(content__isnull=True)),
                name="slideimport_keeps_no_file_afterwards",
            ),
            models.CheckConstraint(condition=Q(state="done") | Q(pages=0), name="slideimport_never_half"),
        ]

    def __str__(self) -> str:
        return self.name
