"""摆到页上: what a page needs beside what was read — contents, tabs, filters."""
