"""Names compared over cases, spellings, languages and scripts."""

from onrecord.names.comparison.comparing import POSSIBLE, SAME, Comparison, Verdict, similarity

__all__ = ["POSSIBLE", "SAME", "Comparison", "Verdict", "similarity"]
