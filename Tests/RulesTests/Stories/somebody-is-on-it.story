Somebody is on an incident
# Delight 9: acknowledge with name, reason, until; it keeps its colour

town
  core-1
  sw-1 behind core-1
  ap-1 … ap-2 behind sw-1

08:00     sw-1 dies
+30 s     incident 1 is open: sw-1, red, with nobody on it
          any events
          maija acknowledges incident 1 because "a new one is on its way"
          incident 1 is open: sw-1, red, with maija on it, 2 behind
          sw-1 is red
          event sw-1 tells "acknowledged, maija: a new one is on its way"
          the daemon restarts after 10 s
+1 min    incident 1 is open: sw-1, red, with maija on it
          no events
          sw-1 comes back
+1 min    incident 1 is over: sw-1, red at worst
          no incident is open
