A power cut in one room takes four servers
# Promise 3: four of forty hosts are devices that died, no blindness

seeds 1 … 5
town
  host-1 … host-40

08:00     host-1 … host-4 die
+30 s     4 hosts are red
          no banner is shown
          4 incidents are open
