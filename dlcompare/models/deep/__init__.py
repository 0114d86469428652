"""Deep models: one file per model, and the one wrapper that trains them."""
