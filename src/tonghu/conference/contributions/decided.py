"""议定以后带来的: workflows, tasks, papers, what is proposed for the next agenda."""
