A parent is written into the configuration
# Promise 13: a new parent explains what is behind it from then on

town
  sw-1
  ap-1 … ap-3

08:00     sw-1, ap-1 … ap-3 die
+30 s     4 hosts are red
          4 incidents are open
          reload with ap-1 … ap-3 behind sw-1
+1 min    1 host is red
          3 hosts are grey behind sw-1
