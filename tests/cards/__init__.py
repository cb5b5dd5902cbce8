"""Card payments against the fake Stripe over real HTTP: paid once, told in words, in the books to the đồng."""
