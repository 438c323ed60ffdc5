"""A claim of a note, with our figure and a verdict, in both languages.

A figure is a text with fields in braces, which are filled from results.jsonl: see Figures in tables.py.
"""

from dataclasses import dataclass

# The verdicts, in both languages.
VERDICTS = {
    "holds": {"en": "holds", "zh": "成立"},
    "not": {"en": "does not hold", "zh": "不成立"},
    "other": {"en": "another run's", "zh": "出自另一次训练"},
    "open": {"en": "undecided", "zh": "无法判断"},
    "silent": {"en": "the note does not say", "zh": "笔记未给出"},
}


@dataclass(frozen=True)
class Claim:
    """One claim; `row` names a training whose command the table shows, `command` another one."""

    note: str
    verdict: str
    en: tuple[str, str]  # the claim, and our figure
    zh: tuple[str, str]
    command: str = ""
    row: str = ""
