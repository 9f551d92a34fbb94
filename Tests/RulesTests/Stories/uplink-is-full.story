An uplink is full
# Delight 12: traffic in human words, against the limit

town
  sw-1
at first
  sw-1 carries 500 Mbit/s on uplink A1

08:00     sw-1 carries 960 Mbit/s on uplink A1
within 2 min 5 s
          sw-1 traffic A1 is red because "960 Mbit/s, limit 950 Mbit/s"
+1 s      sw-1 carries 100 Mbit/s on uplink A1
within 2 min 5 s
          sw-1 traffic A1 is green because "100 Mbit/s, limit 800 Mbit/s"
