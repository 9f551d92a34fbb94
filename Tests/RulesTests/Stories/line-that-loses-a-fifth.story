A line loses a fifth of its echoes
# Pain: link quality of slow sites: told as loss, not as a dead host

town
  core-1
  srv-1 behind core-1
at first
  srv-1 loses 20 % of echoes

within 20 min
          srv-1 link loss is yellow because "…, limit 10"
+1 s      srv-1 is green
          incident 1 is open: srv-1 link loss, yellow
          srv-1 loses no echoes
within 10 min
          srv-1 link loss is green
+1 s      no incident is open
