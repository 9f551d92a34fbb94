A limit is changed
# Promise 13: configuration is a short text file; promise 4: the light names the line

town
  srv-1
at first
  srv-1 tells disk C: 85 %

08:05     srv-1 disk C: is yellow by "probe disk"
          reload with rule disk, subject C:, yellow 96, red 98
within 61 s
          srv-1 disk C: is green because "85 %, limit 96" by "reload:1"
+1 s      incident 1 is over: srv-1 disk C:
          reload without rules
+4 min    srv-1 disk C: is yellow because "85 %, limit 80" by "probe disk"
