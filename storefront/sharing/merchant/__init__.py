"""The product list for Google Merchant Center: what can be bought now, one item for each pack, in each language."""
