"""
What a page is made of: the values its components read. No Django, nothing computed; see the template of the same name.

A template asks for attributes, not for these classes, so a stored result with the same names serves as well.
"""

from leadline.charts.parts.finding import Action, Cause, Causes, Clue, EditLine, Quote, Remedy
from leadline.charts.parts.form import Field, Form, Option, Private
from leadline.charts.parts.letter import Approve, Letter, Proof
from leadline.charts.parts.notice import Banner, Empty, Progress, ProgressStep
from leadline.charts.parts.person import Evidence, Person, Talk
from leadline.charts.parts.price import Price, PromiseLine
from leadline.charts.parts.roadmap import Arrow, Lane, LaneGroup, Roadmap
from leadline.charts.parts.table import Cell, Column, Figure, LegendItem, Pager, Row, Table

__all__ = [
    "Action",
    "Approve",
    "Arrow",
    "Banner",
    "Cause",
    "Causes",
    "Cell",
    "Clue",
    "Column",
    "EditLine",
    "Empty",
    "Evidence",
    "Field",
    "Figure",
    "Form",
    "Lane",
    "LaneGroup",
    "LegendItem",
    "Letter",
    "Option",
    "Pager",
    "Person",
    "Price",
    "Private",
    "Progress",
    "ProgressStep",
    "PromiseLine",
    "Proof",
    "Quote",
    "Remedy",
    "Roadmap",
    "Row",
    "Table",
    "Talk",
]
