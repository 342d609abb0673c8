"""对照方法: the methods Tonghu is measured against, each run in a process of its own."""
