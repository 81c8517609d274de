"""Lists of what needs somebody: unpaid, overdue, upcoming, low in stock, or in the state that waits for them."""
