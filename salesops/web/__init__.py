"""Pages' bases, answers and components."""
