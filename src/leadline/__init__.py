"""Leadline does the job of a technical program manager; a person approves."""

__version__ = "0.1.0"
