Work is planned for the hour that is left out
# Promise 11: time is right: both DST nights are tests

begins 2026-03-29 02:50
sites
  hall "Town hall" maintenance "Sun 3-4"
town
  core-1

02:59     core-1 is green
          core-1 dies
+30 s     core-1 is red
04:01     core-1 is red
          incident 1 is open: core-1, red
