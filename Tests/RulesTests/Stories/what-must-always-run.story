The switch of a closed school dies at night
# Colours: hours close lights; what must always run says so

begins 2026-11-28 03:00
sites
  kuusela "School Kuusela" open "Mon-Fri 7-17"
town
  core-1
  sw-1 behind core-1, at kuusela, always on
  prn-1 behind sw-1, at kuusela, pinged only

03:00     sw-1 dies
+1 min    sw-1 is red
          incident 1 is open: sw-1, red
          1 incident was opened
