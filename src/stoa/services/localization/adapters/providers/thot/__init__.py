"""Thot, statistical translation by phrases, trained from the memory itself. Source: Ortiz-Martínez 2014.

Its library has the LGPL, so it is no dependency of Stoa: it lives in an environment of its own and is spoken
to over pipes (`work.py`).
"""
