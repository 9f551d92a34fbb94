The numbers of incidents go on after a restart
# Colours: every incident has a number, the same everywhere: none is given twice

town
  srv-1, srv-2, srv-3

08:00     srv-1 dies
+30 s     incident 1 is open: srv-1
          srv-1 comes back
+1 min    incident 1 is over: srv-1
          srv-2 dies
+30 s     incident 2 is open: srv-2
          the daemon restarts after 20 s
+1 min    incident 2 is open: srv-2
          srv-3 dies
+30 s     incident 3 is open: srv-3
          3 incidents were opened
