"""登记簿的速度: 223,000 children in the database, people at their pages, p95 and CPU per request."""
