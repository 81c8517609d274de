"""Lists of the public site under headings: works by glaze, by firing temperature or by year."""
