"""检查方案: faults that stop a profile, and findings that only warn."""
