"""Units."""


def unit_price(price_vnd: int, net_quantity: int, unit: str) -> tuple[str, int] | None:
    return None
