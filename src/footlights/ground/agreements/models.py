"""Tables of the deals. What was signed is not changed: later facts are added beside it."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


def _key(kind: str) -> models.CharField[str, str]:
    return models.CharField(primary_key=True, max_length=32, default=partial(new_id, kind), editable=False)


class Memorandum(models.Model):
    """A signed memorandum."""

    id = _key("mou")
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    text_en = models.TextField()
    text_zh = models.TextField()
    sectors = models.JSONField()
    signed_at = models.DateTimeField()
    place_en = models.CharField(max_length=200)
    place_zh = models.CharField(max_length=200)
    zone = models.CharField(max_length=64)
    is_binding = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title_en} · {self.title_zh}"


class Party(models.Model):
    """One side of a memorandum and who signed for it."""

    memorandum = models.ForeignKey(Memorandum, on_delete=models.PROTECT, related_name="parties")
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    signatory_en = models.CharField(max_length=200)
    signatory_zh = models.CharField(max_length=200)
    office_en = models.CharField(max_length=200)
    office_zh = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["memorandum", "institution"], name="a_party_signs_once")
        ]

    def __str__(self) -> str:
        return f"{self.institution} ({self.signatory_en})"


class Partnership(models.Model):
    """Two or more institutions at work together under a memorandum."""

    id = _key("par")
    memorandum = models.ForeignKey(Memorandum, on_delete=models.PROTECT, related_name="partnerships")
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    sector = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    institutions = models.ManyToManyField("people.Institution", related_name="+")
    lead = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    region_en = models.CharField(max_length=120, blank=True)
    region_zh = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title_en} · {self.title_zh}"


class Commitment(models.Model):
    """A promise, measured by an insight figure."""

    id = _key("com")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="commitments")
    kind = models.CharField(max_length=20)
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    measure = models.CharField(max_length=80)
    target = models.PositiveBigIntegerField()
    starts_on = models.DateField(null=True)
    due_on = models.DateField()
    works = models.ManyToManyField("works.Work", related_name="+")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title_en} · {self.title_zh}"


class Deliverable(models.Model):
    """A piece of content that a commitment owes: due, then delivered, then approved."""

    id = _key("del")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="deliverables")
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    due_on = models.DateField()
    delivered_on = models.DateField(null=True)
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(
        "people.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_on=None)
                | models.Q(delivered_on__isnull=False, approved_by__isnull=False),
                name="approved_after_delivery_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title_en} · {self.title_zh}"


class CampaignLink(models.Model):
    """A short address that leads somewhere and tells the house that it was followed."""

    id = _key("lnk")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="links")
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    target = models.CharField(max_length=1_000)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title_en} · {self.title_zh}"


class Follow(models.Model):
    """A campaign's link followed: one per viewer in each UTC half-hour, as views are counted."""

    link = models.ForeignKey(CampaignLink, on_delete=models.PROTECT, related_name="follows")
    viewer = models.CharField(max_length=32)
    half_hour = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link", "half_hour", "viewer"], name="followed_once_in_half_an_hour"
            )
        ]

    def __str__(self) -> str:
        return f"{self.link_id} · {self.half_hour:%Y-%m-%d %H:%M}"


class Declaration(models.Model):
    """What an institution declared that a partnership spent or employed in a region; a later one stands beside it."""

    id = _key("dec")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="declarations")
    subject = models.CharField(max_length=12)
    region = models.CharField(max_length=3)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, blank=True)
    declared_by = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    declared_on = models.DateField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.subject} {self.region}: {self.amount} {self.currency}"


class Agreement(models.Model):
    """An agreement under a partnership; ``amends`` is the one whose terms it supersedes from its own date on."""

    id = _key("agr")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=30)
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    signed_on = models.DateField()
    amends = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="amended_by")
    per_thousand_minor = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title_en} · {self.title_zh}"


class Share(models.Model):
    """What one institution gets of what an agreement earns, as a weight."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="shares")
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    weight = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "institution"], name="one_share_each")]

    def __str__(self) -> str:
        return f"{self.institution}: {self.weight}"


class Grant(models.Model):
    """A right given under an agreement. A bound is an instant or a word of kernel.window.Symbol, never both."""

    id = _key("grt")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="grants")
    territories = models.TextField()
    languages = models.JSONField()
    opens_at = models.DateTimeField(null=True)
    opens_when = models.CharField(max_length=20, blank=True)
    closes_at = models.DateTimeField(null=True)
    closes_when = models.CharField(max_length=20, blank=True)
    zone = models.CharField(max_length=64)
    exclusivity = models.CharField(max_length=20)
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(opens_at=None) ^ models.Q(opens_when=""))
                & (models.Q(closes_at=None) ^ models.Q(closes_when="")),
                name="a_bound_is_an_instant_or_a_word",
            )
        ]

    def __str__(self) -> str:
        return f"{self.id}: {self.territories}"


class Holdback(models.Model):
    """What an agreement forbids for a time: a right taken away, whatever other agreements grant."""

    id = _key("hbk")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="holdbacks")
    works = models.ManyToManyField("works.Work", related_name="+")
    media = models.JSONField()
    territories = models.TextField()
    opens_at = models.DateTimeField(null=True)
    opens_when = models.CharField(max_length=20, blank=True)
    closes_at = models.DateTimeField(null=True)
    closes_when = models.CharField(max_length=20, blank=True)
    zone = models.CharField(max_length=64)
    lifted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(opens_at=None) ^ models.Q(opens_when=""))
                & (models.Q(closes_at=None) ^ models.Q(closes_when="")),
                name="a_holdback_bound_is_an_instant_or_a_word",
            )
        ]

    def __str__(self) -> str:
        return f"{self.id}: {self.territories}"


class GrantLine(models.Model):
    """One work and medium that a grant covers: what a question about rights looks up."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="lines")
    work = models.ForeignKey("works.Work", on_delete=models.PROTECT, related_name="+")
    medium = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "medium", "grant"], name="a_grant_covers_a_work_once")
        ]

    def __str__(self) -> str:
        return f"{self.work_id} by {self.medium}"


class Statement(models.Model):
    """What a period's use earned: ``uses`` is frozen under its hash, ``portions`` are what followed from it."""

    id = _key("stm")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="statements")
    since = models.DateField()
    until = models.DateField()
    uses = models.TextField()
    sha256 = models.CharField(max_length=64)
    portions = models.JSONField()
    currency = models.CharField(max_length=3)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    posted = models.ForeignKey("ledger.Transaction", null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.since} to {self.until}"
