"""Wishes to have hours corrected (更正申请), by the person who served."""
