A disk fills up
# Promise 4: value, limit, where the limit comes from, since when, what would make it green

town
  srv-1
at first
  srv-1 tells disk C: 50 %

08:00     srv-1 disk C: is green because "50 %, limit 80" by "probe disk"
          srv-1 tells disk C: 85 %
+2 min    srv-1 disk C: is green
within 61 s
          srv-1 disk C: is yellow because "85 %, limit 80" since 08:02 to 08:03:01 told "green below 78 %"
+1 s      srv-1 overall is yellow
          incident 1 is open: srv-1 disk C:, yellow
          srv-1 tells disk C: 95 %
+1 min    srv-1 disk C: is yellow
within 2 min 1 s
          srv-1 disk C: is red because "95 %, limit 90"
+1 s      incident 1 is open: srv-1 disk C:, red, red at worst
          srv-1 tells disk C: 89 %
+1 min    srv-1 disk C: is red
          srv-1 tells disk C: 70 %
+1 min    srv-1 disk C: is green
          event srv-1 disk C: green → yellow
          event srv-1 disk C: yellow → red
          event srv-1 disk C: red → green
          incident 1 is over: srv-1 disk C:, red at worst
          1 incident was opened
