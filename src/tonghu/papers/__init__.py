"""文书: one content, printed as Word, PDF and Excel; numbered without gaps, kept, corrected, voided.

A higher module declares kinds (`contributions.PaperKind`) and builds content (`documents`);
`actions.issue` gives it a number and freezes it, the worker prints it in a child process
(`printing`), the ledger at `/papers/` finds it again, by the code at its foot too.
"""
