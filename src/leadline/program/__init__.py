"""The nouns of one program as frozen values, and pure changes of them. Standard library only."""
