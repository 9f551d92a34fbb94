One device dies behind a slow line
# Scene 1: what dies alone there is red by itself

seeds 1 … 3
timing
  visits 60 s, pings 5 s, slow 30 s, behind slow 60 s
sites
  kanerva "Day-care Kanerva", slow
town
  core-1
  rtr-1 behind core-1, at kanerva, slow
  ap-1 … ap-4 behind rtr-1, at kanerva, slow

08:00     ap-2 dies
within 192 s
          ap-2 is red
+2 min    1 host is red
          1 incident is open
