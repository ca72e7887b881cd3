"""A trained tagger that sees what the rules found, and a linker.

No weights are shipped yet, and no engine reads with it; ``train/fast.py`` makes weights.
"""
