"""The translations of the pages, and what makes them."""
