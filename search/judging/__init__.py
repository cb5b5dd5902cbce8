"""How good the search is, measured: a catalogue and judged queries from files, scores that anybody can recompute."""
