"""Stock: what is sold, used, bought or returned moves the number of what there is, and never below nought."""
