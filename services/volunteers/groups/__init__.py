"""Groups and associations of residents (兴趣队伍, 商铺自律会, 宠物协会): founded, dissolved, counted."""
