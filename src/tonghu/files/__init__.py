"""文件: uploads, sniffed, encrypted, erased on time."""
