"""What goals brings to the stage."""

from goals import exercises_beliefs, exercises_circle, exercises_sheets

__all__ = ["exercises_beliefs", "exercises_circle", "exercises_sheets"]
