A bad cable makes errors
# Colours: link quality: errors a second, by their growth

town
  sw-1
at first
  sw-1 counts 0 a second on errors A7

08:00     sw-1 link A7 is green because "0 /s, limit 1 /s"
          sw-1 counts 4 a second on errors A7
within 2 min 5 s
          sw-1 link A7 is yellow because "4 /s, limit 1 /s"
+2 min    sw-1 reboots
for 2 min no light of sw-1 is red
