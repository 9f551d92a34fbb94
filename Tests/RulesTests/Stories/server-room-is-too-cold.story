A server room must be neither too warm nor too cold
# Promise 4: where the threshold comes from: a value that has to lie between two

town
  srv-1, srv-2
rules
  hardware, of srv-1, subject intake, yellow outside 18 to 27, red outside 10 to 35, margin 1
at first
  srv-1, srv-2 tell temperature intake 22

08:00     srv-1 hardware intake is green because "22 °C, limits 18 °C to 27 °C" by "server-room-is-too-cold.story:7" told "green from 19 °C to 26 °C"
          srv-2 hardware intake is green because "22 °C, limit 60 °C"
          srv-1, srv-2 tell temperature intake 16
+60 s     srv-1 hardware intake is yellow because "16 °C, limits 18 °C to 27 °C"
          srv-2 hardware intake is green
          srv-1 tells temperature intake 8
+60 s     srv-1 hardware intake is red because "8 °C, limits 10 °C to 35 °C"
          srv-1 tells temperature intake 18.5
+60 s     srv-1 hardware intake is yellow because "18.5 °C, limits 18 °C to 27 °C"
          srv-1 tells temperature intake 20
+60 s     srv-1 hardware intake is green
          srv-1 tells temperature intake 36
+60 s     srv-1 hardware intake is red because "36 °C, limits 10 °C to 35 °C"
          2 incidents were opened
