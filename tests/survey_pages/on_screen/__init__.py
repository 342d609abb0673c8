"""What only a real browser tells of the pages of a round."""
