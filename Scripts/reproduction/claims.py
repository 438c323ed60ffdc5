"""What the five notes claim, in their order, with our figure, a verdict and the command that shows it."""

from reproduction.claim import Claim
from reproduction.claims_a_b import CLAIMS as A_B
from reproduction.claims_c_d import CLAIMS as C_D
from reproduction.claims_e import CLAIMS as E

CLAIMS: list[Claim] = A_B + C_D + E
