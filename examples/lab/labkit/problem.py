"""The one way in which the lab says no."""


class LabProblem(Exception):
    """What is missing or went wrong, in one sentence for the person at the terminal."""
