A burst of a quarter of an hour is nobody's matter
# Pain: lights that come and go by themselves

begins 2026-11-23 10:00

town
  srv-1

at first
  srv-1 told cpu 12 to 31 % for 5 weeks
  srv-1 tells cpu 20 %

10:00   srv-1 tells cpu 79 %
+15 min srv-1 tells cpu 20 %
for 2 h
        srv-1 cpu is green
        no incident was opened
