An acknowledgement ends at its time
# Delight 9: acknowledge until; what is not mended by then comes back

town
  sw-1

08:00     sw-1 dies
+30 s     maija acknowledges incident 1 for 2 h
+1 h 59 min
          incident 1 is open: sw-1, red, with maija on it
+2 min    incident 1 is open: sw-1, red, with nobody on it
          sw-1 is red
          1 incident was opened
