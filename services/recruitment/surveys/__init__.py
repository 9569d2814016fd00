"""Needs surveys (需求问卷): asked once per household or phone, without keeping who said what."""
