A camera that may be away for a minute
# Promise 4: a rule says how long a loss must last, and is named

town
  cam-1, cam-2, pinged only
rules
  reach, of cam-1, hold 1 min

08:00     cam-1, cam-2 die
+20 s     cam-2 is red by "built-in rule"
          cam-1 is green
+50 s     cam-1 is red by "hold-on-reach.story:7"
          2 incidents are open
