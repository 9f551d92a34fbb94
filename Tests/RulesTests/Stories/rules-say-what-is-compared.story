Rules say what is compared, and how far it may go
# Promise 4: what is unusual names its rule

begins 2026-11-23 10:00

town
  srv-1 … srv-4

rules
  cpu, of srv-2, not compared
  cpu, of srv-3, unusual 3 times
  disk, of srv-4, compared

at first
  srv-1 … srv-3 told cpu 12 to 31 % for 5 weeks
  srv-1 … srv-3 tell cpu 20 %
  srv-4 told disk C: 30 to 31 % for 5 weeks
  srv-4 tells disk C: 30 %

10:00   srv-1 and srv-2 tell cpu 79 %
        srv-3 tells cpu 60 %
        srv-4 tells disk C: 75 %
+1 h    srv-1 cpu is yellow by "learnt"
        srv-2 cpu is green
        srv-3 cpu is yellow because "60 %, in this hour of the last four weeks 12–31 %", by "rules-say-what-is-compared.story:11"
        srv-4 disk C: is yellow because "75 %, in this hour of the last four weeks 30–31 %", by "rules-say-what-is-compared.story:12"
# A limit is worse than what is unusual.
        srv-4 tells disk C: 91 %
+5 min  srv-4 disk C: is red because "91 %, limit 90", by "probe disk"
# What nobody wants compared any more ends.
        reload with rule cpu, of srv-1, not compared
+2 min  srv-1 cpu is green
