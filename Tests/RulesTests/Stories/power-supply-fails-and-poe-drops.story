A power supply fails, and PoE drops three access points
# Scene 2: the switch still answers: one incident, the access points are grey "no PoE from kuusela-sw2", not three reds

seeds 1 … 3
town
  core-1
  kuusela-sw2 behind core-1, at kuusela
  kuusela-ap07, kuusela-ap09, kuusela-ap12 behind kuusela-sw2, at kuusela, pinged only, tagged access-point
at first
  kuusela-sw2 tells part "psu 2" ok
  kuusela-sw2 tells poe 31 delivering
  kuusela-sw2 tells poe 33 delivering
  kuusela-sw2 tells poe 36 delivering
  kuusela-ap07 hangs on port 31 of kuusela-sw2
  kuusela-ap09 hangs on port 33 of kuusela-sw2
  kuusela-ap12 hangs on port 36 of kuusela-sw2

08:00     all hosts are green
          kuusela-sw2 tells part "psu 2" failed
          kuusela-sw2 tells poe 31 denied
          kuusela-sw2 tells poe 33 denied
          kuusela-sw2 tells poe 36 denied
          kuusela-ap* die
+80 s     kuusela-sw2 is green
          kuusela-sw2 hardware "psu 2" is red because "failed"
          kuusela-ap07 is grey because "no PoE from kuusela-sw2:31"
          3 hosts are grey
          1 incident is open
          kuusela-sw2 tells part "psu 2" ok
          kuusela-sw2 tells poe 31 delivering
          kuusela-sw2 tells poe 33 delivering
          kuusela-sw2 tells poe 36 delivering
          kuusela-ap* come back
+3 min    all lights are green
          no incident is open
