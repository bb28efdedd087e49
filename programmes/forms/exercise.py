"""The form in which an exercise is made: rows of questions and of phases, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import Lines
from config.fingerprints import fingerprint_of
from config.text import whole
from programmes.contract import kind_of
from programmes.models import Exercise, Phase, Question
from programmes.services.exercises import DETACHED, PhaseText, QuestionText

MOST_QUESTIONS, MOST_PHASES, MOST_ROWS = 5, 8, 20
Row = dict[str, Any]
Mode, Writer, Answer = Phase.Mode, Phase.Writer, Question.Answer


class TitleForm(forms.Form):
    title = Lines(gettext_lazy("Navn på oppgaven"), 120, required=gettext_lazy("Skriv hva oppgaven heter."), rows=1)


class HeadForm(TitleForm):
    question = Lines(gettext_lazy("Spørsmål"), 300)


class QuestionForm(forms.Form):
    was = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    gone = forms.BooleanField(required=False, widget=forms.HiddenInput)
    text = Lines(gettext_lazy("Spørsmål"), 300, required=gettext_lazy("Skriv spørsmålet, eller ta det ut."))
    answer = forms.ChoiceField(label=gettext_lazy("Hvem svaret er for"), choices=Answer.choices)


class MinutesForm(forms.Form):
    was = forms.IntegerField(required=False, min_value=0, max_value=1000, widget=forms.HiddenInput)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutter"),
        min_value=1,
        max_value=240,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Skriv minutter fra 1 til 240.")
        ),
    )
    instruction = Lines(gettext_lazy("Hva de skal gjøre"), 500)


class KindPhaseForm(MinutesForm):
    """A phase of a kind that has its own: it keeps its mode and its writer, and may be left out."""

    gone = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("gone"):
            self.errors.clear()
        return data


class PhaseForm(MinutesForm):
    mode = forms.ChoiceField(label=gettext_lazy("Hvordan"), choices=Mode.choices)
    writer = forms.ChoiceField(label=gettext_lazy("Hvem skriver"), choices=Writer.choices)
    in_turn = forms.BooleanField(label=gettext_lazy("Ordet går rundt, like lenge til hver"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("in_turn") and data.get("mode") not in (Mode.PAIRS, Mode.GROUPS):
            self.add_error("in_turn", _("Ordet kan gå rundt bare i duoer og grupper."))
        return data


@dataclass(frozen=True)
class Typed:
    """An exercise as it stands in the form, checked or not."""

    head: Row = field(default_factory=dict)
    questions: list[Row] = field(default_factory=list)
    phases: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, exercise: Exercise) -> Typed:
        return cls(
            {"title": exercise.title, "question": exercise.question},
            [
                {"was": each.public_id, "text": each.text, "answer": each.answer, "gone": each.is_withdrawn}
                for each in exercise.questions.all()
            ],
            [
                {
                    "was": each.position,
                    "mode": each.mode,
                    "minutes": each.minutes,
                    "instruction": each.instruction,
                    "writer": each.writer,
                    "in_turn": each.in_turn,
                }
                for each in exercise.phases.all()
            ],
        )

    @classmethod
    def from_request(cls, data: Mapping[str, str]) -> Typed:
        return cls(
            {name: data.get(name, "") for name in ("title", "question")},
            list(_rows(data, "question", QuestionForm)),
            list(_rows(data, "phase", PhaseForm)),
        )


def _rows(data: Mapping[str, str], prefix: str, form: type[forms.Form]) -> Iterator[Row]:
    """As many rows as a request says that it has, up to what a form can hold."""
    for number in range(min(whole(data.get(f"{prefix}s", "")) or 0, MOST_ROWS)):
        yield {name: data.get(f"{prefix}-{number}-{name}", "") for name in form.base_fields}


def _is_gone(form: forms.Form) -> bool:
    """A hidden field says it in words, as it was sent."""
    return str(form["gone"].value() or "") not in ("", "False")


class ExerciseSheet:
    """The whole form. Bound with `data`, else it shows `typed`."""

    def __init__(
        self,
        typed: Typed,
        *,
        asks: bool = True,
        data: Any = None,
        answered: frozenset[str] = frozenset(),
        options: forms.Form | None = None,
    ) -> None:
        self.asks, self.bound, self.answered = asks, data is not None, answered
        self.typed, self.options = typed, options
        self.problems: list[str] = []
        self.head = (TitleForm if asks else HeadForm)(data, initial=typed.head)
        self.questions = [
            QuestionForm(data, prefix=f"question-{number}", initial=row)
            for number, row in enumerate(typed.questions if asks else [])
        ]
        self.phases = [
            (PhaseForm if asks else KindPhaseForm)(data, prefix=f"phase-{number}", initial=row)
            for number, row in enumerate(typed.phases)
        ]

    @property
    def parts(self) -> list[forms.Form]:
        return [self.head, *([self.options] if self.options else []), *self.questions, *self.phases]

    def is_valid(self) -> bool:
        # Each is looked at, so that everything that is wrong is said at once.
        sound = [form.is_valid() for form in self.parts]
        if all(sound) and self.asks:
            self.problems = problems(self.question_texts(), self.phase_texts())
        elif all(sound):
            self.problems = self._phase_problems()
        return all(sound) and not self.problems

    def _phase_problems(self) -> list[str]:
        texts = self.phase_texts()
        if any(text.gone and row["needed"] for text, row in zip(texts, self.typed.phases, strict=True)):
            return [_("Oppgaven henger ikke sammen uten fasen. Slett heller hele oppgaven.")]
        if not 1 <= sum(not text.gone for text in texts) <= MOST_PHASES:
            return [_("En oppgave har én til åtte faser.")]
        return []

    def question_texts(self) -> list[QuestionText]:
        return [QuestionText(**form.cleaned_data) for form in self.questions]

    def phase_texts(self) -> list[PhaseText]:
        if self.asks:
            return [PhaseText(**form.cleaned_data) for form in self.phases]
        return [
            PhaseText(
                mode=row["mode"],
                minutes=form.cleaned_data.get("minutes") or row["minutes"],
                instruction=form.cleaned_data.get("instruction", ""),
                writer=row["writer"],
                in_turn=row["in_turn"],
                was=row.get("was"),
                gone=form.cleaned_data["gone"],
            )
            for form, row in zip(self.phases, self.typed.phases, strict=True)
        ]

    def phase_rows(self) -> list[tuple[forms.Form, Row, bool]]:
        """Each phase with what it began as, and whether it is left out."""
        return [
            (form, row, not self.asks and _is_gone(form))
            for form, row in zip(self.phases, self.typed.phases, strict=True)
        ]

    def question_rows(self) -> list[tuple[forms.Form, bool, bool]]:
        """Each question with whether it has answers, and whether it is taken out."""
        return [(form, (form["was"].value() or "") in self.answered, _is_gone(form)) for form in self.questions]

    @property
    def may_add_question(self) -> bool:
        return sum(not gone for _form, _answers, gone in self.question_rows()) < MOST_QUESTIONS

    @property
    def may_add_phase(self) -> bool:
        return len(self.phases) < MOST_PHASES

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, what to do) for everything that must be mended."""
        if not self.bound:
            return []
        return [
            (bound.id_for_label, str(bound.label), str(error))
            for form in self.parts
            for bound in form
            for error in bound.errors
        ]


def problems(questions: list[QuestionText], phases: list[PhaseText]) -> list[str]:
    """What questions and phases lack to work together, and what to do about it."""
    answers = {question.answer for question in questions if not question.gone}
    writers = {phase.writer for phase in phases}
    count = sum(not question.gone for question in questions)
    said = []
    if not 1 <= count <= MOST_QUESTIONS:
        said.append(_("En oppgave har ett til fem spørsmål."))
    if not 1 <= len(phases) <= MOST_PHASES:
        said.append(_("En oppgave har én til åtte faser."))
    if answers & set(DETACHED) and Answer.GROUP in answers:
        said.append(_("Gruppens svar og anonyme svar kan ikke stå i samme oppgave. Lag to oppgaver."))
    if answers & {Answer.OWN, *DETACHED} and Writer.EACH not in writers:
        said.append(_("Noen av spørsmålene besvares hver for seg. Velg «Hver for seg» i en av fasene."))
    if Answer.GROUP in answers and not writers & {Writer.SECRETARY, Writer.ANYBODY}:
        said.append(_("Gruppen skal svare på noe. Velg hvem som skriver for gruppen, i en av fasene."))
    return said


def rearranged(typed: Typed, act: str, answered: frozenset[str], *, kept: bool = False) -> tuple[Typed, str]:
    """The form after a row was added, moved or taken out, and the id of the field that the cursor goes to.

    `act` says which, as in "question:up:2" or "phase:add". A question that has answers stays, marked as gone;
    with `kept`, so does every phase.
    """
    which, what, at = (*act.split(":"), "", "")[:3]
    if which not in ("question", "phase"):
        return typed, ""
    rows = [dict(row) for row in (typed.questions if which == "question" else typed.phases)]
    number = -1 if (named := whole(at)) is None else named
    if kept:
        return replace(typed, phases=_left_out(rows, what, number)), f"phase-{what}-{number}"
    focus = _act(rows, which, what, number, answered)
    if which == "question":
        return Typed(typed.head, rows, typed.phases), focus
    return Typed(typed.head, typed.questions, rows), focus


def _left_out(rows: list[Row], what: str, number: int) -> list[Row]:
    if 0 <= number < len(rows) and what in ("remove", "back") and not rows[number].get("needed"):
        rows[number]["gone"] = "1" if what == "remove" else ""
    return rows


def _act(rows: list[Row], which: str, what: str, number: int, answered: frozenset[str]) -> str:
    if what == "add" and len(rows) < MOST_ROWS:
        rows.append({"answer": Answer.NOTHING} if which == "question" else dict(NEW_PHASE))
        return f"id_{which}-{len(rows) - 1}-{'text' if which == 'question' else 'mode'}"
    if not 0 <= number < len(rows):
        return ""
    if what in ("up", "down"):
        to = max(0, min(len(rows) - 1, number + (1 if what == "down" else -1)))
        rows.insert(to, rows.pop(number))
        return f"{which}-{what}-{to}"
    if what == "back":
        rows[number]["gone"] = ""
    elif what == "remove" and which == "question" and rows[number].get("was") in answered:
        rows[number]["gone"] = "1"
    elif what == "remove":
        rows.pop(number)
    return f"{which}-add"


NEW_PHASE: Row = {"mode": Mode.GROUPS, "minutes": 10, "writer": Writer.NOBODY}


def fingerprint(exercise: Exercise | None) -> str:
    """Changes whenever somebody has changed the exercise."""
    if exercise is None:
        return ""
    options = kind_of(exercise).options(exercise)
    return fingerprint_of(Typed.of(exercise), sorted(options.initial.items()) if options else [])


def phase(mode: str, minutes: int, instruction: str, writer: str = Writer.NOBODY, *, in_turn: bool = False) -> Row:
    return {"mode": mode, "minutes": minutes, "instruction": instruction, "writer": writer, "in_turn": in_turn}


STARTS: dict[str, Any] = {
    "pairs": gettext_lazy("Påkobling i duoer"),
    "notes": gettext_lazy("Noter, så drøft i gruppen"),
    "safety": gettext_lazy("Psykologisk trygghet"),
    "anonymous": gettext_lazy("Anonymt spørsmål"),
    "evaluation": gettext_lazy("Evaluering av dagen"),
}


def starting_point(name: str) -> Typed:
    """A form that is filled already; any other name: one that is nearly empty."""
    if name not in STARTS:
        return Typed({}, [{"answer": Answer.NOTHING}], [dict(NEW_PHASE)])
    questions, phases = {
        "pairs": _pairs,
        "notes": _notes,
        "safety": _safety,
        "anonymous": _anonymous,
        "evaluation": _evaluation,
    }[name]()
    return Typed({"title": str(STARTS[name])}, [{"text": text, "answer": answer} for text, answer in questions], phases)


Start = tuple[Sequence[tuple[str, str]], list[Row]]


def _pairs() -> Start:
    return [(_("Hva har du vært opptatt av siden sist?"), Answer.NOTHING)], [
        phase(Mode.PAIRS, 7, _("Snakk sammen i duoer. Husk å fordele tiden mellom dere."))
    ]


def _notes() -> Start:
    return [(_("Hva tenker du selv?"), Answer.OWN), (_("Hva vil vi dele i plenum?"), Answer.GROUP)], [
        phase(Mode.ALONE, 3, _("Tenk alene, og noter. Ingen andre leser det."), Writer.EACH),
        phase(Mode.GROUPS, 15, _("Drøft i gruppen. Bli enige om hva dere vil dele."), Writer.SECRETARY),
        phase(Mode.TOGETHER, 10, _("Hva går igjen?")),
    ]


def _safety() -> Start:
    questions = [
        (_("Jeg opplever psykologisk trygghet i denne ledergruppen når …"), Answer.OWN),
        (_("Jeg opplever det ikke når …"), Answer.OWN),
        (_("Hva kan du bidra med for å øke den psykologiske tryggheten?"), Answer.OWN),
        (_("Hva vil vi dele i plenum?"), Answer.GROUP),
    ]
    return questions, [
        phase(Mode.ALONE, 3, _("Tenk alene, og skriv i jeg-form. Ingen andre leser det."), Writer.EACH),
        phase(Mode.GROUPS, 15, _("Si det til hverandre etter tur. De andre lytter."), in_turn=True),
        phase(Mode.TO_PLENARY, 5, _("Bli enige om hva dere vil dele med de andre gruppene."), Writer.SECRETARY),
        phase(Mode.TOGETHER, 10, _("Hva går igjen? Hva kan vi gjøre i denne ledergruppen?")),
    ]


def _anonymous() -> Start:
    return [(_("Hva bør vi snakke om som vi ikke snakker om?"), Answer.ANONYMOUS)], [
        phase(Mode.ALONE, 5, _("Svar kort. Ingen ser hvem som har skrevet hva."), Writer.EACH),
        phase(Mode.TOGETHER, 10, _("Les svarene sammen. Hva går igjen?")),
    ]


def _evaluation() -> Start:
    questions = [
        (_("Hva synes dere har vært bra med dagens samling, og hvorfor?"), Answer.EVALUATION),
        (_("Hva ønsker dere mer av på neste samling, og hvordan?"), Answer.EVALUATION),
    ]
    return questions, [
        phase(
            Mode.ALONE,
            5,
            _("Svar kort. Bare prosesslederne leser svarene, og ingen ser hvem som har skrevet hva."),
            Writer.EACH,
        )
    ]
