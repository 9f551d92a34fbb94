A host that may get no colour gets none for what is unusual
# Colours: yellow at most, and less where somebody says so

begins 2026-11-23 10:00

town
  srv-1 at most green

at first
  srv-1 told cpu 12 to 31 % for 5 weeks
  srv-1 tells cpu 20 %

10:00   srv-1 tells cpu 78 %
+1 h    srv-1 cpu is green
        no incident was opened
