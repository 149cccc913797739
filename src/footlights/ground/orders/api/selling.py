"""What is on sale."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from footlights.ground.orders import models
from footlights.ground.orders.types import (
    BadProduct,
    NoSuchProduct,
    Product,
    ProductDraft,
    ProductId,
    ProductKind,
)
from footlights.ground.works import api as works
from footlights.kernel.ids import WorkId
from footlights.kernel.money import Money, exponent_of
from footlights.kernel.text import Both

LONGEST_TITLE: Final = 200
_NO_TITLE = Both("Give the product a title in English and in Chinese.", "请填写商品的英文和中文名称。")
_NO_PRICE = Both(
    "A product has a price above nothing, in a real currency.", "商品价格须大于零，且为真实货币。"
)
_NO_WORK = Both(
    "A ticket and a rental are for one work; a pass is for none.",
    "票与租借对应一部作品；通行证不对应单部作品。",
)


def create_product(draft: ProductDraft, at: datetime) -> Product:
    """Put a product on sale. Raises BadProduct, works' NoSuchWork."""
    if not (
        0 < len(draft.title.en.strip()) <= LONGEST_TITLE and 0 < len(draft.title.zh.strip()) <= LONGEST_TITLE
    ):
        raise BadProduct(_NO_TITLE)
    try:
        exponent_of(draft.price.currency)
    except ValueError as fault:
        raise BadProduct(_NO_PRICE) from fault
    if not 0 < draft.price.minor < 10**12:
        raise BadProduct(_NO_PRICE)
    if (draft.work is None) != (draft.kind is ProductKind.PASS):
        raise BadProduct(_NO_WORK)
    if draft.work is not None:
        works.get_work(draft.work)
    row = models.Product.objects.create(
        kind=draft.kind.value,
        title_en=draft.title.en.strip(),
        title_zh=draft.title.zh.strip(),
        minor=draft.price.minor,
        currency=draft.price.currency,
        work=draft.work or "",
        lasts_seconds=None if draft.lasts is None else int(draft.lasts.total_seconds()),
        gates=draft.gates,
        created_at=at,
    )
    return product_of(row)


def get_product(product: ProductId) -> Product:
    """Return a product, on sale or not. Raises NoSuchProduct."""
    row = models.Product.objects.filter(id=product).first()
    if row is None:
        raise NoSuchProduct(product)
    return product_of(row)


def list_products(*, work: WorkId | None = None, limit: int = 50) -> list[Product]:
    """Return what is on sale, the newest first; of one work when it is named."""
    rows = models.Product.objects.filter(is_on_sale=True).order_by("-created_at", "-id")
    return [product_of(row) for row in (rows.filter(work=work) if work else rows)[:limit]]


def withdraw_product(product: ProductId) -> None:
    """Take a product off sale; what was bought stays bought. Raises NoSuchProduct."""
    if not models.Product.objects.filter(id=product).update(is_on_sale=False):
        raise NoSuchProduct(product)


def product_of(row: models.Product) -> Product:
    """Return a row as a product."""
    return Product(
        kind=ProductKind(row.kind),
        title=Both(row.title_en, row.title_zh),
        price=Money(row.minor, row.currency),
        work=WorkId(row.work) if row.work else None,
        lasts=None if row.lasts_seconds is None else timedelta(seconds=row.lasts_seconds),
        gates=row.gates,
        id=ProductId(row.id),
        is_on_sale=row.is_on_sale,
    )
