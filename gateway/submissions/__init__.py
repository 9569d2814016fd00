"""Appeals as they come in: checked, numbered and handed on, each once."""
