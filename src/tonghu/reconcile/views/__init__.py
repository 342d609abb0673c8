"""比对的页: rosters handed in, runs and their results, pairs, questions."""
