"""Pictures that go with a shared link (Open Graph, 1200 × 630), drawn by the shop from its own fonts, bands and still lifes."""
