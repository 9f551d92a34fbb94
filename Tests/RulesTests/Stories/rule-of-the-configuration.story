A rule of the configuration
# Promise 4: where the threshold comes from: the file and line

town
  srv-1, srv-2
rules
  disk, of srv-1, yellow 60, red 70, margin 1, hold 0 s
at first
  srv-1, srv-2 tell disk C: 65 %

08:00     srv-1 disk C: is yellow because "65 %, limit 60" by "rule-of-the-configuration.story:7" told "green below 59 %"
          srv-2 disk C: is green by "probe disk"
