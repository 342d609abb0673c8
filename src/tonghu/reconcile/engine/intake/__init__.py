"""名册读入: files in, text columns with known meaning out, every refusal in one Chinese sentence.

`read` is the one door. Parsing happens in a child process with hard limits, because a
1.5 KB workbook can claim 17 billion cells.
"""
