"""People who could follow a commissioner (人才梯队), if they agree."""
