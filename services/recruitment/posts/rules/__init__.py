"""The rules of posts: `states`, `places` under the cap, `built_in` templates, `needs`."""
