"""Room for a Saleor sales channel. Nothing is built here yet; `saleor_sdk` may be imported in this package only."""
