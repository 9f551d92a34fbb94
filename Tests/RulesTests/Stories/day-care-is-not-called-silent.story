The line of a day-care centre dies, and no agent is called silent for it
# Promise 3: down and silent are two things: who does not answer pings is not "answers ping, SNMP silent"

seeds 1 … 6
begins 2026-11-23 07:10
timing
  visits 60 s, pings 5 s, slow 30 s, behind slow 60 s
sites
  kanerva "Day-care Kanerva", slow
town
  core-1
  rtr-1 behind core-1, at kanerva, slow
  sw-1 behind rtr-1, at kanerva, slow
  ap-1 … ap-8 behind sw-1, at kanerva, slow

07:10     all hosts are green
          rtr-1 dies
within 90 s
          rtr-1 is red because "no connection, last answered 07:…"
+3 min    9 hosts are grey behind rtr-1
          1 host is red
          core-1 is green
          event rtr-1 green → red
          9 events green → grey because "behind rtr-1"
          1 incident was opened
          incident 1 is open: rtr-1, red, 9 behind
08:00     no events
          rtr-1 comes back
+4 min    all hosts are green
          1 incident was opened
          incident 1 is over: rtr-1, red at worst, 9 behind
          event rtr-1 red → green
          9 events grey → green
