"""Documents in other formats, one module each."""
