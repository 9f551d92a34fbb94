A host comes back, and why it is green is told
# Promise 4: every colour explains itself: green for a loss of 100 % does not

town
  srv-1

08:00     srv-1 dies
+30 s     event srv-1 green → red
          srv-1 comes back
+30 s     event srv-1 red → green because "…loss 0 %"
