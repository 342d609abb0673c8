"""履职台账: every duty of every unit from its profile, proven by events; the yearly assessment.

Computes, never asks twice: a line is proven, transcribed, claimed or empty. Reads events of all
modules through `core.proofs`; knows conference and what lies below, not statistics.
"""
