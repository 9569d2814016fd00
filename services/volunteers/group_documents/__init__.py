"""Rules, handbooks and opinions of groups (章程、手册、意见), each with its versions."""
