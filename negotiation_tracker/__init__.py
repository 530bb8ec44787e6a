"""Negotiation Tracker: a record of labor negotiations, kept on your own computer."""

__version__ = "0.1.0"
