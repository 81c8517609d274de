"""Data platforms: people upload data, lay out dashboards of it, and show these to others."""
