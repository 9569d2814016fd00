"""Deciding (决定): the community's composite party committee appoints, and the term is set."""
