"""What values brings to the stage."""

from values import exercises_diamond, exercises_gallery, exercises_lines, exercises_points, exercises_purpose

__all__ = ["exercises_diamond", "exercises_gallery", "exercises_lines", "exercises_points", "exercises_purpose"]
