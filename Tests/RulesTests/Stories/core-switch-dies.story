The core switch dies at night
# Promise 2: one cause, one red, one mail; pain: alert storm

seeds 1 … 1
phases 20
begins 2026-11-23 03:00

town
  core-1
  sw-1 … sw-12 behind core-1
  ap-1 … ap-70 behind sw-1 … sw-12, in turn

03:00:05  all hosts are green
          no events
03:00:05  core-1 dies
within 15 s
          core-1 is red because "no connection, last answered 03:00:0…" told "green when it answers"
+30 s     core-1 is red, since 03:00:05 to 03:00:20
          82 hosts are grey behind core-1
          1 incident was opened
          incident 1 is open: core-1, red, 82 behind
          event core-1 green → red
          82 events green → grey of reach because "behind core-1"
03:03     core-1 comes back
+2 min    all hosts are green
          event core-1 red → green
          82 events grey → green of reach
          1 incident was opened
          incident 1 is over: core-1, red at worst, 82 behind
