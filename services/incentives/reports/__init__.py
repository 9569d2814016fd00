"""Work reports (履职公示): drafted from the cards, approved, published in editions. R24."""
