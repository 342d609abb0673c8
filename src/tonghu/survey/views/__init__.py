"""排查的页: rounds and their board, the walk of a village, review, lock, feedback, declarations."""
