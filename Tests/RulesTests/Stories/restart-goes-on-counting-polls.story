Polls that were bad before a restart count after it
# Promise 3: it sees itself: a restart loses nothing that was found

town
  sw-1
rules
  hardware, subject intake, hold 3 of 4
at first
  sw-1 tells temperature intake 50

08:00     sw-1 tells temperature intake 72
+120 s    sw-1 hardware intake is green
          the daemon restarts after 20 s
within 70 s
          sw-1 hardware intake is red because "72 °C, limit 70 °C, in 3 of 4 polls"
+5 s      the daemon restarts after 20 s
+70 s     sw-1 hardware intake is red because "72 °C, limit 70 °C, in 4 of 4 polls"
          reload with rule hardware, subject intake, hold 0 s
+1 s      sw-1 hardware intake is red because "72 °C, limit 70 °C"
          1 incident was opened
