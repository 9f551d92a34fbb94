A new host on its first day
# Colours: first day: its yellows are muted; its reds are told once it was green for an hour

timing
  visits 60 s, pings 5 s, grace 24 h
town
  core-1
  srv-1 behind core-1
at first
  srv-1 tells disk C: 85 %

08:10     srv-1 disk C: is yellow
          incident 1 is open: srv-1 disk C:, yellow, muted
          core-1 dies
+30 s     core-1 is red
          incident 2 is open: core-1, red, muted
          core-1 comes back
+1 h 5 min
          core-1 is green
          incident 1 is open: srv-1 disk C:, yellow, muted
          core-1 dies
+30 s     incident 3 is open: core-1, red
          core-1 comes back
+24 h     srv-1 disk C: is yellow
          incident 1 is open: srv-1 disk C:, yellow
