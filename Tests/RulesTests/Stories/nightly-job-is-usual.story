What runs every night is usual at night, and only then
# Pain: lights that come and go by themselves

begins 2026-11-24 01:30

town
  srv-1
  srv-2

at first
  srv-1 and srv-2 told cpu 5 to 9 % for 5 weeks
  srv-1 told cpu 75 % at 02:00 for 5 weeks
  srv-1 and srv-2 tell cpu 8 %

02:05   srv-1 and srv-2 tell cpu 76 %
+50 min srv-1 cpu is green
        srv-2 cpu is yellow because "7… %, in this hour of the last four weeks 5–9 %"
        1 incident was opened
        srv-1 and srv-2 tell cpu 8 %
+1 h    srv-2 cpu is green

# At noon the same load of srv-1 is out of the ordinary.
12:00   srv-1 tells cpu 76 %
+50 min srv-1 cpu is yellow because "7… %, in this hour of the last four weeks 5–9 %"
