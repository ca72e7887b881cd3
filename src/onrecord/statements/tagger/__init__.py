"""The trained part of the engine ``fast``, step by step: ``streams`` is what the tagger sees of a text, ``weights``
its scores, ``lattice`` the best labels, ``tagging`` what they say of the words, ``proposals`` every statement that the
rules or the tagger propose, ``evidence`` what is seen of one, ``judge`` how likely it is right, ``choice`` which stand.
"""


class WeightsError(Exception):
    """Weights are missing, damaged or of another version; the message is one line and says what to do."""
