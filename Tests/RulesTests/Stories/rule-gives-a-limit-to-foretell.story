A server room gets warmer, week by week
# Delight 4: where a device names no limit, a rule may

town
  srv-1, srv-2
rules
  hardware, subject "temperature *", yellow 60
# What names no subject is meant for others: 60 of what?
  hardware, of srv-2, yellow 50
at first
  srv-1 has gone from 38 to 55 on warmth Inlet within 80 d
  srv-2 has gone from 30 to 30.4 on warmth Inlet within 80 d

08:00     the daemon looks ahead
+1 s      srv-1 hardware "temperature Inlet" is yellow because "the temperature reaches its upper limit of 60 °C between … and …, +0.21 °C a day, now 55 °C"
          srv-2 hardware "temperature Inlet" has no light
