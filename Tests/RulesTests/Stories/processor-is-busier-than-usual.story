A processor is busier than it is at this hour
# Promise 4: what is unusual is yellow at most, and says what is usual

begins 2026-11-23 10:00

town
  srv-1

at first
  srv-1 told cpu 12 to 31 % for 5 weeks
  srv-1 tells cpu 20 %

10:00   srv-1 cpu is green because "20 %, limit 80", by "probe cpu"
        srv-1 tells cpu 78 %
for 25 min
        srv-1 cpu is green
within 20 min
        srv-1 cpu is yellow because "7… %, in this hour of the last four weeks 12–31 %", by "learnt"
        event srv-1 cpu green → yellow because "7… %, in this hour of the last four weeks 12–31 %"
        1 incident is open

# It is read anew after a restart; until then it stays as it was.
+1 min  the daemon restarts after 30 s
for 1 h
        srv-1 cpu is yellow
        no events

# A moment of calm is no end, a quarter of an hour is one.
+1 min  srv-1 tells cpu 25 %
for 15 min
        srv-1 cpu is yellow
within 25 min
        srv-1 cpu is green because "25 %, limit 80"
        event srv-1 cpu yellow → green
        incident 1 is over: srv-1 cpu
