"""Regulations (规章制度) and work flows (工作流程): the implementation measures, version by version."""
