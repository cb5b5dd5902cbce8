"""Draws the demo's pictures: still-lifes of goods, wide scenes and brocade bands."""
