"""Training: folds of rows, fits of candidates, one `FoldResult` each."""
