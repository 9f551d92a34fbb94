An outage in the night that has an hour twice
# Promise 11: time is right: both DST nights are tests

begins 2026-10-25 03:00
town
  core-1
  srv-1 behind core-1
at first
  srv-1 tells disk C: 50 %

03:30     srv-1 dies
+20 s     srv-1 is red because "no connection, last answered 03:…" since 03:30 to 03:30:20
          event srv-1 green → red
03:10     srv-1 is red, since 03:30 to 03:30:20
          no events
03:30     srv-1 comes back
+70 s     all lights are green
          event srv-1 red → green
          1 incident was opened
          incident 1 is over: srv-1, red at worst
04:30     no events
