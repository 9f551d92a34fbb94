The poller runs again after it stood still
# Promise 2: what is told by something wider is not told again; pain: stale shown green

town
  core-1
  srv-1 behind core-1

08:00     the poller freezes
+3 min 10 s
          all lights are grey
          event core-1 green → grey because "data too old, last 0…"
          event srv-1 green → grey because "data too old, last 0…"
          the poller runs again
within 70 s
          all lights are green
+1 s      event core-1 grey → green
          event srv-1 grey → green
