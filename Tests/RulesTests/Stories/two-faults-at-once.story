Two switches in two buildings die in one second
# Promise 2: two causes are two reds, each with what is behind it

seeds 1 … 10
town
  core-1
  sw-1 … sw-6 behind core-1
  ap-1 … ap-30 behind sw-1 … sw-6, in turn

08:00     sw-2, sw-5 die
+40 s     2 hosts are red
          sw-2, sw-5 are red
          5 hosts are grey behind sw-2
          5 hosts are grey behind sw-5
          2 incidents are open
          no banner is shown
          sw-2 comes back
+1 min    1 host is red
          5 hosts are grey
          1 incident is open
