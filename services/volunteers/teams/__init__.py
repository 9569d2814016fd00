"""Teams (专员团队): one for each commissioner's post."""
