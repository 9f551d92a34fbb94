A school loses one access point of ten, then three
# Colours: one of ten is yellow, three are red; each one's own light is red

town
  core-1
  ap-1 … ap-10 behind core-1, at kuusela, pinged only, tagged access-point

08:00     ap-1 dies
+30 s     ap-1 is red
          incident 1 is open: ap-1, yellow, yellow at worst
          ap-2, ap-3 die
+2 min    3 hosts are red
          incident 1 is open: ap-1, red, red at worst
          incident 2 is open: ap-2, red
          3 incidents are open
          ap-3 comes back
+30 s     incident 1 is open: ap-1, yellow, red at worst
          2 hosts are red
