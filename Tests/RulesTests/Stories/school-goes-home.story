Friday 17:00, a school goes home
# Scene 8: no port changes colour, printers are blue "closed", no mail; on Monday nobody has to acknowledge anything

begins 2026-11-27 16:58
sites
  kuusela "School Kuusela" open "Mon-Fri 7-17"
town
  core-1
  sw-1 behind core-1, at kuusela, always on
  prn-1 … prn-3 behind sw-1, at kuusela, pinged only
  pc-1 … pc-40 behind sw-1, at kuusela, pinged only
rules
  traffic, of sw-1, subject "2*", not judged
at first
  sw-1 carries 80 Mbit/s on uplink A1
  sw-1 carries 5 Mbit/s on port 21
  sw-1 carries 5 Mbit/s on port 22

16:58     sw-1 traffic A1 is green
          sw-1 traffic 21 has no light
17:01     prn-1 … prn-3, pc-1 … pc-40 die
          sw-1 carries 0 bit/s on port 21
          sw-1 tells nothing of port 22
          sw-1 carries 1 kbit/s on uplink A1
+2 min    43 hosts are blue
          prn-1 is blue because "closed, opens Mon 30.11. 07:00"
          sw-1 traffic A1 is green
          sw-1 overall is green
          no banner is shown
          no events
          no incident was opened
2026-11-27 18:00
          prn-1 … prn-3, pc-1 … pc-40 come back
+1 min    all hosts are green
          no events
          no incident was opened
