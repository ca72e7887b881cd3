"""Weights of onrecord's engine ``accurate`` for English; the files beside this one are read by onrecord."""
