Friday 17:00, all computers of a school go off
# Scene 8: ports that are recorded only change no colour

begins 2026-11-27 16:58
town
  core-1
  sw-1 behind core-1
rules
  traffic, of sw-1, subject "2*", not judged
at first
  sw-1 carries 80 Mbit/s on uplink A1
  sw-1 carries 5 Mbit/s on port 21
  sw-1 carries 5 Mbit/s on port 22
  sw-1 carries 5 Mbit/s on port 23

16:58     sw-1 traffic A1 is green
          sw-1 traffic 21 has no light
17:00     sw-1 carries 0 bit/s on port 21
          sw-1 carries 0 bit/s on port 22
          sw-1 tells nothing of port 23
          sw-1 carries 1 kbit/s on uplink A1
for 3 h   all lights are green
+1 s      no events
          no incident was opened
