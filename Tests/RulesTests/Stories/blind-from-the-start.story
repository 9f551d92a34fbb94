The daemon starts without a network
# Promise 3: where nothing ever answered we are blind, not surrounded by dead devices

starts 2026-11-23 08:00
town
  host-1 … host-15
at first
  our line is cut

08:01     15 hosts are grey
          host-1 is grey because "monitoring cannot see it"
          the banner says "blind…"
          our line is back
+70 s     all hosts are green
          no banner is shown
          no incident is open
