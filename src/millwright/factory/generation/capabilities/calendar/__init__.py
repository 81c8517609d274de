"""Records on the days that they belong to: a month, a week and a list of days, in the workspace and on the site."""
