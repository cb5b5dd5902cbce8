"""What staff teach the search, and what it would change: the table of synonyms as stored, and saved queries tried with another one."""

from __future__ import annotations

from search.models import AmbiguousWord, SynonymSet
from search.synonyms import Rule, Synonyms, base_synonyms, terms_of


def stored_synonyms() -> Synonyms:
    """The table of the shop; the one that it began with while nothing is stored. Two queries."""
    sets = SynonymSet.objects.values_list("terms", flat=True)
    rules = AmbiguousWord.objects.values_list("word", "when", "beside")
    stored = Synonyms(tuple(map(terms_of, sets)), tuple(Rule.of(*rule) for rule in rules))
    return stored if stored.sets or stored.rules else base_synonyms()


def with_row(row: SynonymSet | AmbiguousWord, *, removed: bool = False) -> Synonyms:
    """The table of the shop as it would be with this row, saved or not, or without it."""
    sets = [(one.pk, one.terms) for one in SynonymSet.objects.all() if not (isinstance(row, SynonymSet) and one.pk == row.pk)]
    rules = [one for one in AmbiguousWord.objects.all() if not (isinstance(row, AmbiguousWord) and one.pk == row.pk)]
    if isinstance(row, SynonymSet) and not removed:
        sets.append((row.pk, row.terms))
    if isinstance(row, AmbiguousWord) and not removed:
        rules.append(row)
    return Synonyms(tuple(terms_of(terms) for _, terms in sets), tuple(Rule.of(rule.word, rule.when, rule.beside) for rule in rules))
