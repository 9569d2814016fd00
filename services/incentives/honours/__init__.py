"""Honours (荣誉): certificates with a check page, re-issued and revoked. R48, R49."""
