"""Template tags of ``storefront.payments``."""
