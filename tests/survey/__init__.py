"""Rounds: rules, deeds with their events, scope, frozen figures."""
