"""The pages of a round: board, walk, review, lock, feedback, family declarations."""
