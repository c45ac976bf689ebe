"""Many sources read: in their order, by one process or by several, each with what came of it."""
