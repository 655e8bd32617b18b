"""Which fields of each kind of record are edited, in which order; labels are message ids."""
