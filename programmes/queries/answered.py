"""What a room may see of its answers: on the wall, in the summary, and of the evaluation of an earlier day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil

from django.db.models import Q

from programmes.models import Gathering, GroupAnswer, Question, ReleasedText, Round, Stage

Answer = Question.Answer

# The wall: what one text may have, in characters; and heights in rem, of which a projector has 33.75.
ONE = 420
HIGH, QUESTION, QUESTION_LETTERS = 29.0, 2.8, 45  # what a question and its answers share, and a line of the question
USED = 0.96  # of a column: letters are not equally wide
HEADING, BARE = 2.45, 1.05  # the edge of a part with a heading, and without
BETWEEN, LINE = 0.7, 1.22  # between two texts; and a line's height, in em


@dataclass(frozen=True)
class Setting:
    """A size of the wall's texts: in so many columns, with at least so many letters a line, of that many rem."""

    name: str
    columns: int
    letters: int
    em: float

    def height(self, text: str) -> float:
        lines = sum(ceil(len(row) / self.letters) or 1 for row in text.splitlines())
        return lines * LINE * self.em + BETWEEN

    def holds(self, parts: list[Part], high: float) -> bool:
        """Whether all of it stands in columns of that height, no text over two of them."""
        column, filled = 1, 0.0
        for part in parts:
            edge = HEADING if part.heading else BARE
            for text in part.texts:
                tall = edge + self.height(text)
                if filled + tall > USED * high:
                    column, filled = column + 1, 0.0
                filled += tall
                edge = 0.0
        return column <= self.columns


FEW, SOME, MANY = Setting("few", 2, 27, 1.75), Setting("some", 2, 38, 1.25), Setting("many", 3, 31, 0.95)


@dataclass(frozen=True)
class Part:
    """Some texts under a heading: a group's name, or a theme."""

    heading: str
    texts: list[str]


@dataclass(frozen=True)
class WallPage:
    """A question, and what the room sees under it."""

    question: Question
    parts: list[Part]
    size: str
    """How large the texts stand."""
    left_out: int = 0


def shared(round: Round) -> list[GroupAnswer]:
    """What the groups let the room see, in the questions' and the groups' order."""
    return list(
        GroupAnswer.objects.filter(round=round, is_shared=True, question__is_withdrawn=False)
        .exclude(text="")
        .select_related("question", "group")
        .order_by("question__position", "group__position")
    )


def released(round: Round) -> list[ReleasedText]:
    """The anonymous texts that the room may see."""
    if not round.is_revealed:
        return []
    asked = {"question__answer": Answer.ANONYMOUS, "question__is_withdrawn": False}
    texts = ReleasedText.objects.filter(round=round, is_hidden=False, **asked)
    return list(texts.select_related("question").order_by("question__position", "position"))


def wall(round: Round) -> WallPage | None:
    """The last question that has something to show, so that it can be read from the back of the room."""
    texts, answers = released(round), shared(round)
    if texts:
        question = texts[-1].question
        return page_of(question, by_theme([text for text in texts if text.question_id == question.pk]))
    if answers:
        question = answers[-1].question
        parts = [Part(answer.group.name, [answer.text]) for answer in answers if answer.question_id == question.pk]
        return page_of(question, parts)
    return None


def summed_up(round: Round) -> list[str]:
    """All that the room may see, whole: a paragraph for each question's answers by a group, or for its texts."""
    found: dict[Question, list[str]] = {}
    for answer in shared(round):
        found.setdefault(answer.question, []).append(f"{answer.group.name}: {answer.text}")
    for text in released(round):
        found.setdefault(text.question, []).append(f"– {text.text}")
    return ["\n".join([question.text, *texts]) for question, texts in found.items()]


def by_theme(texts: list[ReleasedText]) -> list[Part]:
    """The themes with most texts first, and last what has none."""
    found: dict[str, list[str]] = {}
    for text in texts:
        found.setdefault(text.theme, []).append(text.text)
    order = sorted(found, key=lambda theme: (not theme, -len(found[theme]), theme))
    return [Part(theme, found[theme]) for theme in order]


def page_of(question: Question, parts: list[Part], *, below: float = 0.0) -> WallPage:
    """As much as fits, as large as it can; what is long is cut where a word ends, and what has no room is counted.

    `below` is what else stands on the page, in rem.
    """
    parts = [Part(part.heading, [cut(text) for text in part.texts]) for part in parts if part.texts]
    high = HIGH - below - QUESTION * ceil(len(question.text) / QUESTION_LETTERS)
    if len(parts) == 1 and len(parts[0].texts) == 1 and len(parts[0].texts[0]) <= 330:
        return WallPage(question, parts, "one")
    for setting in (FEW, SOME, MANY):
        if setting.holds(parts, high):
            return WallPage(question, parts, setting.name)
    kept: list[Part] = []
    left_out = 0
    for part in parts:
        texts: list[str] = []
        for text in part.texts:
            if MANY.holds([*kept, Part(part.heading, [*texts, text])], high):
                texts.append(text)
            else:
                left_out += 1
        if texts:
            kept.append(Part(part.heading, texts))
    return WallPage(question, kept, MANY.name, left_out)


def cut(text: str) -> str:
    return text if len(text) <= ONE else text[:ONE].rpartition(" ")[0].rstrip(",.;: ") + " …"


@dataclass(frozen=True)
class Texts:
    """A detached question, and its released texts."""

    question: Question
    texts: list[ReleasedText]


def texts_of(rounds: list[Round], *, theme: str | None = None, answers: tuple[str, ...] = ()) -> list[Texts]:
    """The released texts of rounds, by question; of one theme where it is given."""
    found: dict[int, Texts] = {}
    for text in _texts(rounds, answers):
        here = found.setdefault(text.question_id, Texts(text.question, []))
        if theme is None or text.theme == theme:
            here.texts.append(text)
    return list(found.values())


def themes_of(rounds: list[Round], answers: tuple[str, ...] = ()) -> list[tuple[str, int]]:
    """The themes with how many texts each has, those with most first."""
    counted = Counter(text.theme for text in _texts(rounds, answers) if text.theme)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _texts(rounds: list[Round], answers: tuple[str, ...]) -> list[ReleasedText]:
    texts = ReleasedText.objects.filter(round__in=rounds).select_related("question", "round")
    if answers:
        texts = texts.filter(question__answer__in=answers)
    return list(texts.order_by("round__pk", "question__position", "position"))


def readable(prefix: str = "") -> Q:
    """That facilitators may read what was said of the day: the round was opened for reading, or the day is over."""
    over = {f"{prefix}closed_at__isnull": False, f"{prefix}exercise__item__gathering__stage__state": Stage.State.ENDED}
    return Q(**{f"{prefix}revealed_at__isnull": False}) | Q(**over)


def evaluated(gathering: Gathering) -> list[Round]:
    """The rounds of a gathering in which the day was evaluated, and may be read of."""
    return list(
        Round.objects.filter(
            readable(), exercise__item__gathering=gathering, exercise__questions__answer=Answer.EVALUATION
        )
        .select_related("exercise__item__gathering__programme")
        .distinct()
        .order_by("pk")
    )


@dataclass(frozen=True)
class LastEvaluation:
    """What the participants said of an earlier gathering."""

    gathering: Gathering
    answers: int
    themes: list[tuple[str, int]]


def last_evaluation(gathering: Gathering) -> LastEvaluation | None:
    """The evaluation of the latest gathering before this one that has one to read."""
    texts = ReleasedText.objects.filter(
        readable("round__"),
        question__answer=Answer.EVALUATION,
        round__exercise__item__gathering__in=Gathering.objects.before(gathering).order_by(),
    ).select_related("round__exercise__item__gathering")
    last = texts.order_by(
        "-round__exercise__item__gathering__date", "-round__exercise__item__gathering__number"
    ).first()
    if last is None:
        return None
    before = last.round.exercise.item.gathering
    rounds = evaluated(before)
    return LastEvaluation(
        before, max(round.respondents or 0 for round in rounds), themes_of(rounds, (Answer.EVALUATION,))
    )
