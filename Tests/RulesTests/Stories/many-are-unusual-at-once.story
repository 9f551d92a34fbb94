A day on which all servers are busy is no matter of one of them
# Pain: alarm storms

begins 2026-11-23 10:00

town
  srv-1 … srv-6

at first
  srv-1 … srv-6 told cpu 12 to 31 % for 5 weeks
  srv-1 … srv-6 tell cpu 20 %

10:00   srv-1 … srv-4 tell cpu 78 %
for 3 h
        srv-1 cpu is green
        no incident was opened

# Of two that are left nobody can say that it is the day.
+1 min  srv-1 and srv-2 tell cpu 20 %
+1 h    srv-3 cpu is yellow
        srv-4 cpu is yellow
        srv-1 cpu is green
