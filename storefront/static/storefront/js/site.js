/* Built by `python -m storefront.assets` from the files beside it; edit those. */
