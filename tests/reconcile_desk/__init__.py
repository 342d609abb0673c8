"""Rosters and runs in the database, as the right person, seen by nobody else."""
