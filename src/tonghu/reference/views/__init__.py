"""看制度、区划和单位: pages of the door, one file for each kind of thing."""
