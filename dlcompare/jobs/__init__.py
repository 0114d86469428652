"""Work that outlives the page: the store, the driver, its lanes and its launcher."""
