"""Forms of the site for any kind of record: applications, donations, suggestions that visitors send in."""
