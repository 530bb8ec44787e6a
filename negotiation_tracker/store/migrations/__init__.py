"""Schema changes, one file each; run only through `store.migrating`."""
