"""What the five notes claim, in their order, with our figure, a verdict and the command that shows it.

A figure is a text with fields in braces, which are filled from results.jsonl: see Figures in tables.py.
"""

from dataclasses import dataclass

# The verdicts, in both languages.
VERDICTS = {
    "holds": {"en": "holds", "zh": "成立"},
    "not": {"en": "does not hold", "zh": "不成立"},
    "other": {"en": "another run's", "zh": "是另一次训练的结果"},
    "open": {"en": "cannot be told", "zh": "无法判断"},
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


from reproduction.claims_a_b import CLAIMS as A_B  # noqa: E402
from reproduction.claims_c_d import CLAIMS as C_D  # noqa: E402
from reproduction.claims_e import CLAIMS as E  # noqa: E402

CLAIMS: list[Claim] = [Claim(*claim) for claim in A_B + C_D + E]
