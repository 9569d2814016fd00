"""Areas (区划) as the street's figures need them: which one took which one over."""
