A restart in the middle of a hold
# Promise 9: nothing that was told is lost: a processor's half hour goes on

town
  srv-1
at first
  srv-1 tells cpu 0 100 %

08:25     srv-1 cpu is yellow
          the daemon restarts after 1 min
+30 s     srv-1 cpu is yellow
within 6 min
          srv-1 cpu is red
