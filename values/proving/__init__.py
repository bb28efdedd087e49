"""Measuring and proving with the vote that a gathering hangs on: 100 points from every phone."""
