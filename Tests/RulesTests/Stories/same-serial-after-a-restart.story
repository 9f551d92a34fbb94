The daemon restarts, a switch is the one that it was
# Promise 7: identity survives change; a restart tells nothing twice

town
  sw-1
at first
  sw-1 says serial SG100, version 16.10

08:00     no events
          the daemon restarts after 1 min
+3 min    no events
          sw-1 says serial SG101
+65 s     event sw-1 tells "another device, serial number SG100 → SG101"
