A line that always loses a twentieth of its echoes
# Pain: alarms that come and go: a steady 5 % is below the limit of 10 %

timing
  visits 60 s, pings 5 s, slow 30 s, behind slow 60 s
sites
  kanerva "Day-care Kanerva", slow
town
  core-1
  rtr-1 behind core-1, at kanerva, slow
  ap-1 … ap-3 behind rtr-1, at kanerva, slow
at first
  rtr-1, ap-1 … ap-3 lose 5 % of echoes

08:00     no light is red
+24 h     no incident was opened
