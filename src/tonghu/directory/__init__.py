"""名录: divisions 行政区划 today; units and bodies with Part 2."""
