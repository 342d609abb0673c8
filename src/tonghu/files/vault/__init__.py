"""文件库: encrypted content on disk, in chunks; written so that no power cut leaves half a file."""
