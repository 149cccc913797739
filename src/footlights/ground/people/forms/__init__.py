"""Forms about people: what they tell of themselves, and the ways in."""

from .about import AboutYou, Erase, NameToken, SignUp
from .entry import Accept, Invite, NewPassword, ResetFor

__all__ = ["AboutYou", "Accept", "Erase", "Invite", "NameToken", "NewPassword", "ResetFor", "SignUp"]
