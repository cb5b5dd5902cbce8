"""Writes the demo's content. Each step adds what is missing, found by natural keys (slug, SKU, number, e-mail), and changes nothing else.

So a second run changes nothing, and a run that was broken off is finished by the next one.
"""
