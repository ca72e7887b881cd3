"""The commands that work on a record, a module for each group of them."""
