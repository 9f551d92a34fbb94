A temperature rises fast, long before it is too high
# Promise 4: where the threshold comes from: how fast a value changes has a light of its own

town
  srv-1
rules
  hardware, subject intake, rises 5 in 10 min, margin 1
at first
  srv-1 tells temperature intake 22

08:00     srv-1 hardware "intake rise" is green because "rose 0 °C in 10 min, limit 5 °C" by "temperature-rises-fast.story:7" told "green below 4 °C in 10 min"
          srv-1 tells temperature intake 25
+3 min    srv-1 tells temperature intake 24
+3 min    srv-1 hardware "intake rise" is green because "rose 2 °C in 10 min, limit 5 °C"
          srv-1 tells temperature intake 28
+60 s     srv-1 hardware "intake rise" is yellow because "rose 6 °C in 10 min, limit 5 °C"
          srv-1 hardware intake is green because "28 °C, limit 60 °C" by "probe temperature"
          event srv-1 hardware "intake rise" green → yellow
          the daemon restarts after 20 s
+70 s     srv-1 hardware "intake rise" is yellow because "rose 6 °C in 10 min, limit 5 °C"
          srv-1 tells temperature intake 33
+60 s     srv-1 hardware "intake rise" is red because "rose 11 °C in 10 min, limit 10 °C"
# It stays warm, but rises no more.
+11 min   srv-1 hardware "intake rise" is green because "rose 0 °C in 10 min, limit 5 °C"
          1 incident was opened
          reload without rules
+60 s     srv-1 hardware "intake rise" has no light
          srv-1 hardware intake is green
