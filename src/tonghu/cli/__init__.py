"""命令行: `tonghu <noun> <verb>`. A door: it holds no rule."""
