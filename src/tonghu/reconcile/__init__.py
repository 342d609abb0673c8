"""比对核实: rosters in, every child exactly once; `engine` decides, `report` writes it down."""
