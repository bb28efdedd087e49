"""What goals brings to the stage."""

from goals import exercises_beliefs, exercises_circle, exercises_period, exercises_sheets

__all__ = ["exercises_beliefs", "exercises_circle", "exercises_period", "exercises_sheets"]
