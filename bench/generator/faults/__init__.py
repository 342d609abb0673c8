"""差错模型: each kind of fault is one small function; `table.py` says how often each roster has it."""
