Work is planned for Sunday night, when an hour comes twice
# Promise 11: time is right: both DST nights are tests; planned work goes by the wall clock

begins 2026-10-25 02:50
sites
  hall "Town hall" maintenance "Sun 3-4"
town
  core-1

02:59     core-1 is green
03:01     core-1 is blue because "planned work until 04:00…"
          core-1 dies
03:59     core-1 is blue
03:30     core-1 is blue
03:59     core-1 is blue
          no incident was opened
04:01     core-1 is red
          incident 1 is open: core-1, red
