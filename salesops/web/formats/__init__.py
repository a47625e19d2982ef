"""How days and times are written: in lists short, sortable and the same in both languages."""
