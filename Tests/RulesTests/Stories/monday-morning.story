A printer is still off on Monday morning
# Scene 8: what is off outside the hours is blue; what is still off an hour after opening is told

begins 2026-11-30 06:50
sites
  kuusela "School Kuusela" open "Mon-Fri 7-17"
town
  core-1
  sw-1 behind core-1, at kuusela, always on
  prn-1, prn-2 behind sw-1, at kuusela, pinged only
at first
  prn-1, prn-2 die

06:50     prn-1, prn-2 are blue because "closed, opens 07:00"
07:10     prn-1 is blue because "not on yet, opened 07:00"
          no incident was opened
          prn-2 comes back
07:59     prn-1 is blue
          prn-2 is green
          no incident was opened
08:01     prn-1 is red
          incident 1 is open: prn-1, red
          prn-2 dies
+30 s     prn-2 is red
          incident 2 is open: prn-2, red
