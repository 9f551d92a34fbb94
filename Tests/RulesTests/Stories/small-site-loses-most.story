A small office loses most of its devices
# Promise 3: few hosts may well be gone at once: they are red, we are not blind

seeds 1 … 5
town
  host-1 … host-8

08:00     host-1 … host-6 die
+30 s     6 hosts are red
          no banner is shown
