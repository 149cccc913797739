"""How soon somebody should be seen."""

from __future__ import annotations

from enum import StrEnum

from footlights.kernel.text import Both


class Level(StrEnum):
    """How soon somebody should be seen, from the least to the most pressing."""

    SELF_CARE = "self-care"
    PRIMARY = "primary"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """Return 0 for self-care to 3 for an emergency."""
        return list(Level).index(self)

    @property
    def said(self) -> Both:
        """Return the level in words."""
        return _SAID[self]

    @property
    def in_britain(self) -> Both:
        """Return where to turn in Britain."""
        return _BRITAIN[self]

    @property
    def in_china(self) -> Both:
        """Return where to turn in China; the department is told with the condition."""
        return _CHINA[self]


_SAID = {
    Level.SELF_CARE: Both("Self-care", "可先自行护理"),
    Level.PRIMARY: Both("See a doctor in the next days", "近日就诊"),
    Level.URGENT: Both("Be seen today", "今天就诊"),
    Level.EMERGENCY: Both("Emergency: get help now", "急症：请立即求助"),
}
_BRITAIN = {
    Level.SELF_CARE: Both(
        "A pharmacist can advise; NHS 111 if it gets worse", "可咨询药房药师；加重时拨打 NHS 111"
    ),
    Level.PRIMARY: Both("Your GP", "家庭医生（GP）"),
    Level.URGENT: Both("NHS 111, or your GP today", "拨打 NHS 111，或今天联系家庭医生（GP）"),
    Level.EMERGENCY: Both("Call 999 or go to A&E", "拨打 999 或前往急诊（A&E）"),
}
_CHINA = {
    Level.SELF_CARE: Both("A pharmacist can advise; see a doctor if it gets worse", "可咨询药师；加重时就医"),
    Level.PRIMARY: Both("An outpatient clinic", "门诊"),
    Level.URGENT: Both(
        "An outpatient clinic today, or the emergency department at night", "今天看门诊；夜间看急诊"
    ),
    Level.EMERGENCY: Both("Call 120 or go to an emergency department", "拨打 120 或立即前往急诊"),
}
