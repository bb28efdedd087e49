"""What people write to questions, in forms: for themselves, for the group, without a name, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.fields import Lines
from programmes.forms.paper import PaperForm
from programmes.models import Question

if TYPE_CHECKING:
    from programmes.queries.questions import Field

MOST_OWN, MOST_DETACHED, MOST_THEME = 4000, 2000, 60
KEPT_BACK = _("Gruppen har skrevet et svar som bare gruppen ser. Skriver du her, tar det plassen.")


class TextForm(forms.Form):
    """A text that is kept as it is written, and the revision that was seen."""

    text = Lines(most=MOST_OWN, rows=4)
    revision = forms.IntegerField(min_value=0, max_value=2_000_000_000)
    # The newer one, where its writer has seen it and takes its place.
    instead = forms.IntegerField(min_value=0, max_value=2_000_000_000, required=False)

    @property
    def seen(self) -> int:
        """The revision that the writer knows of."""
        instead = self.cleaned_data["instead"]
        return int(self.cleaned_data["revision"] if instead is None else instead)

    @property
    def problem(self) -> str:
        """What to do about the text, or about a page that is too old to be understood."""
        said = self.errors.get("text")
        return str(said[0]) if said else str(_("Det forsto vi ikke. Last siden på nytt, og prøv igjen."))


class NoteForm(TextForm):
    """What one writes for oneself: in which of one's seats, and from which page."""

    seat = forms.SlugField(max_length=12, required=False)
    back = forms.ChoiceField(choices=[("", ""), ("notes", "notes")], required=False)


class AnswerForm(TextForm):
    """What the group answers, and whether the room may see it."""

    shared = forms.BooleanField(required=False)
    was_shared = forms.BooleanField(required=False)  # as the box stood when it was last sent

    @property
    def says_shared(self) -> bool | None:
        """None where its writer has not touched the box: then it says nothing of what another has ticked since."""
        shared = bool(self.cleaned_data["shared"])
        return shared if shared != self.cleaned_data["was_shared"] else None


class BallotForm(forms.Form):
    """Answers without a name to all detached questions of a round. Some may be left out, not all."""

    def __init__(self, questions: list[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"answer-{question.public_id}"] = Lines(
                question.text, MOST_DETACHED, rows=4, attrs={"autocomplete": "off"}
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.values()):
            raise forms.ValidationError(_("Skriv svar på minst ett spørsmål, så kan du sende."))
        return data

    def answers(self) -> dict[str, str]:
        return {name.removeprefix("answer-"): text for name, text in self.cleaned_data.items()}


class PaperAnswers(PaperForm):
    """What a group wrote on paper, question by question."""

    part = "programmes/questions/paper.html"

    def __init__(self, answers: list[Field], data: Any = None) -> None:
        super().__init__(data)
        self.questions = [answer.question for answer in answers]
        self._versions = [answer.revision for answer in answers]
        self._kept_back = {answer.question.public_id for answer in answers if answer.is_kept_back}
        for answer in answers:
            key = answer.question.public_id
            self.fields[f"text-{key}"] = Lines(
                answer.question.text,
                MOST_OWN,
                rows=4,
                initial="" if answer.is_kept_back else answer.text,
                help_text=KEPT_BACK if answer.is_kept_back else "",
            )
            self.fields[f"shared-{key}"] = forms.BooleanField(
                label=_("Vis dette i plenum"), required=False, initial=answer.is_shared
            )

    def versions(self) -> list[int]:
        return self._versions

    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for question in self.questions:
            yield self[f"text-{question.public_id}"], self[f"shared-{question.public_id}"]

    def answers(self) -> list[tuple[Question, str, bool]]:
        """What was entered; where the group keeps its answer to itself and nothing was, that stays as it is."""
        found = [
            (
                question,
                self.cleaned_data[f"text-{question.public_id}"],
                self.cleaned_data[f"shared-{question.public_id}"],
            )
            for question in self.questions
        ]
        return [each for each in found if each[1] or each[0].public_id not in self._kept_back]


class MarkForm(forms.Form):
    """The facilitator's mark on a released text."""

    text = forms.SlugField(max_length=12)
    act = forms.ChoiceField(choices=[(name, name) for name in ("theme", "hide", "show")])
    theme = forms.CharField(
        max_length=MOST_THEME,
        required=False,
        error_messages={"max_length": _("Bruk høyst 60 tegn, helst ett ord.")},
    )
    filter = forms.CharField(max_length=MOST_THEME, required=False)

    def clean_theme(self) -> str:
        return " ".join(str(self.cleaned_data["theme"]).split())
