"""说明方案: shows, compares and traces what a profile says; prints docs/profile.md."""
