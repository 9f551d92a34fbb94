A switch is exchanged in a pause
# Promise 1: paused is blue, never green; nothing is raised, nothing is lost

town
  core-1
  sw-1, sw-2 behind core-1
  ap-1 … ap-4 behind sw-1, sw-2, in turn

08:00     maija pauses sw-1 for 1 h because "new switch"
          sw-1 is blue because "paused until 09:00, maija: new switch"
          sw-1 overall is blue
          any events
          sw-1 dies
+30 min   sw-1 is blue
          ap-1, ap-3 are blue
          ap-2 is green
          no incident was opened
          no events
+31 min   sw-1 is red
          ap-1 is grey because "behind sw-1"
          incident 1 is open: sw-1, red, 2 behind
