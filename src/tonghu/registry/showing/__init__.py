"""档案的说法: values in words, lines of the six blocks, events as sentences. Pure, no database."""
