An outage in the night that lacks an hour
# Promise 11: time is right: both DST nights are tests

begins 2026-03-29 02:00
town
  core-1
  srv-1 behind core-1
at first
  srv-1 tells disk C: 50 %

02:59     srv-1 dies
+20 s     srv-1 is red
          any events
+40 s     srv-1 is red, since 02:59 to 02:59:20
          no light is yellow
04:01     srv-1 comes back
+70 s     all lights are green
          event srv-1 red → green
05:00     no events
          1 incident was opened
