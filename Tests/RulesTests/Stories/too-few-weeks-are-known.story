Two weeks do not tell what is usual
# Promise 4: no light without a reason

begins 2026-11-23 10:00

town
  srv-1
  srv-2

at first
  srv-1 told cpu 12 to 31 % for 2 weeks
  srv-2 told cpu 12 to 31 % for 3 weeks
  srv-1 and srv-2 tell cpu 20 %

10:00   srv-1 and srv-2 tell cpu 78 %
+1 h    srv-1 cpu is green because "78 %, limit 80"
        srv-2 cpu is yellow because "78 %, in this hour of the last four weeks 12–31 %"
