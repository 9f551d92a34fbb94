Somebody sets our clock forward by an hour
# Promise 11: time is right: old evidence is old, nothing is blamed

seeds 1 … 5
town
  core-1
  ap-1 … ap-12 behind core-1

08:00     the clock is set forward 1 h
for 2 min no host is red
+1 s      all lights are green
          no banner is shown
          no incident was opened
