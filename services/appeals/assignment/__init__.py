"""Assignment (受理与交办): the workstation takes an appeal on or not, and gives it to a commissioner."""
