The configuration is loaded again as it is
# Promise 13: what still exists keeps its lights, its incidents and its age

town
  core-1
  srv-1 behind core-1
at first
  srv-1 tells disk C: 95 %

08:05     incident 1 is open: srv-1 disk C:, red
          any events
          reload as it is
          srv-1 disk C: is red since 07:59 to 08:01
          core-1 is green
+5 min    no events
          1 incident was opened
          core-1 dies
+30 s     reload as it is
          srv-1 is grey because "behind core-1"
          core-1 is red
+1 min    srv-1 is grey because "behind core-1"
          2 incidents were opened
