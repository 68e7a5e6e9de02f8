"""The tables of the first schema, as they were, whatever the code believes by now."""
