"""The wire: from which address a client calls, and how other servers are asked."""
