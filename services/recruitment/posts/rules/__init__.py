"""What counts for posts: `states`, `places` under the cap, `built_in` templates, `needs`."""
