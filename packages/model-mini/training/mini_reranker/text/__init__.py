"""Text: BERT's basic tokeniser, WordPiece, the Porter stemmer, index terms."""
