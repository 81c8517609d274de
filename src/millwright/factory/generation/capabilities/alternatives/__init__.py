"""What goes with a thing or stands in for it: substitutes, accessories, what is often bought together."""
