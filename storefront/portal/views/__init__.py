"""Pages of the members' portal, one module for each tab."""
