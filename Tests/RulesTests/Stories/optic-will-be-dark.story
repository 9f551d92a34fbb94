An optic will be dark in some weeks
# Delight 4: hardware faults with a date range

town
  sw-1
at first
  sw-1 has the lower limit -14 dBm on light 1/0/49
  sw-1 has gone from -6 dBm to -11.6 dBm on light 1/0/49 within 56 d
  sw-1 has the lower limit -14 dBm on light 1/0/50
  sw-1 has gone from -6 dBm to -6.1 dBm on light 1/0/50 within 56 d

# Nothing judges the light, so it has none of its own until there is something to tell.
08:00     sw-1 hardware "rx 1/0/49" has no light
          sw-1 overall is green
+1 s      the daemon looks ahead
+1 s      sw-1 hardware "rx 1/0/49" is yellow because "the light reaches its lower limit of −14 dBm between 14 and 20 December, −0.1 dB a day, now −11.6 dBm" by "probe light"
          sw-1 hardware "rx 1/0/50" has no light
          sw-1 overall is yellow
          incident 1 is open: sw-1 hardware "rx 1/0/49", yellow

# It stays over a restart, and is confirmed by the next look.
09:00     the daemon restarts after 30 s
within 3 min
          sw-1 hardware "rx 1/0/49" is yellow because "the light reaches its lower limit of −14 dBm between …"
14:00     the daemon looks ahead
+1 s      sw-1 hardware "rx 1/0/49" is yellow because "the light reaches its lower limit of −14 dBm between …" and fresh

# Somebody has cleaned the plug: it stands as it does, and what was foretold is no longer true.
15:00     sw-1 has gone from -6 dBm to -6 dBm on light 1/0/49 within 56 d
+1 min    the daemon looks ahead
+1 s      sw-1 hardware "rx 1/0/49" has no light
          incident 1 is over: sw-1 hardware "rx 1/0/49"
          sw-1 overall is green
