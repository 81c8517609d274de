"""What lapses: rows that go on to a state, or out of somebody's hands, by themselves once a time is over."""
