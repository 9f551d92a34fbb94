A switch is plugged into another port
# Pain: what was changed by hand stands among what changed before, and nobody is alarmed

town
  core-1
  sw-2 behind core-1
  pc-1

08:00     sw-2 hangs on port A2 of core-1
          pc-1 hangs on port 3 of sw-2
+1 min    no events
+10 min   sw-2 hangs on port A7 of core-1
+1 min    event sw-2 tells "another port core-1:A2 → core-1:A7"
          no incident is open

# Of a host without a parent in the configuration nobody knows surely where it hangs
          pc-1 hangs on port 4 of sw-2
+1 min    no events

# Seen here and there within the hour: told once
          sw-2 hangs on port A2 of core-1
+1 min    no events
+2 h      sw-2 hangs on port A7 of core-1
+1 min    event sw-2 tells "another port core-1:A2 → core-1:A7"

# Also when the daemon was away meanwhile
+2 h      the daemon restarts after 30 s
+1 min    sw-2 hangs on port A9 of core-1
+1 min    event sw-2 tells "another port core-1:A7 → core-1:A9"
          no device has turned red
