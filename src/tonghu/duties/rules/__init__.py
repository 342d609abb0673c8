"""履职的规则: whom a fact credits, how a duty stands, what a line of the assessment scores."""
