One of two power supplies fails
# Promise 4: a state is named as the device names it, and by which probe

town
  sw-1
  ap-1 … ap-2 behind sw-1
at first
  sw-1 tells part "psu 1" ok
  sw-1 tells part "psu 2" ok

08:00     sw-1 tells part "psu 2" failed
within 61 s
          sw-1 hardware "psu 2" is red because "failed" by "probe part"
+1 s      sw-1 hardware "psu 1" is green
          sw-1 is green
          3 hosts are green
          incident 1 is open: sw-1 hardware "psu 2", red
          event sw-1 hardware "psu 2" green → red because "failed"
          sw-1 tells part "psu 2" ok
within 61 s
          sw-1 hardware "psu 2" is green
+1 s      incident 1 is over: sw-1 hardware "psu 2", red at worst
