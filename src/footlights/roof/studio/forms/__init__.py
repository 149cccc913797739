"""The guided forms of the studio: what a person types becomes a draft, or a message in their language."""

from .base import DealForm, GuidedForm
from .deal import AgreementForm, CommitmentForm, MemorandumForm, PartnershipForm
from .evidence import AmendmentForm, DeclarationForm, DeliverableForm, HoldbackForm, LinkForm, StatementForm

__all__ = [
    "AgreementForm",
    "AmendmentForm",
    "CommitmentForm",
    "DealForm",
    "DeclarationForm",
    "DeliverableForm",
    "GuidedForm",
    "HoldbackForm",
    "LinkForm",
    "MemorandumForm",
    "PartnershipForm",
    "StatementForm",
]
