"""Classical models: one file per model."""
