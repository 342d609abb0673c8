"""比对结果的呈现: discrepancies by town and owner, workbooks, the printed page, the summary."""
