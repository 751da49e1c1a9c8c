"""The canonical form of a document's text: its keys in the schema's order, its layout alike."""
