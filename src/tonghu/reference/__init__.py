"""制度与机构: profiles, divisions and units as readers want them."""
