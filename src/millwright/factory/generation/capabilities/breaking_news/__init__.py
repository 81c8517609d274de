"""Breaking news: articles that editors flag stand at the top of the first page."""
