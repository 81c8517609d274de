"""Who made a row, as the server knows it: nobody types "reported by"."""
