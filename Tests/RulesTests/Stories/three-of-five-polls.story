A temperature that comes and goes counts by its polls
# Pain: a value that is bad every other minute: no hold by time ends, three of five polls are enough

town
  sw-1, sw-2
rules
  hardware, subject intake, hold 3 of 5
at first
  sw-1, sw-2 tell temperature intake 50

08:00     sw-1, sw-2 tell temperature intake 63
+60 s     sw-1, sw-2 tell temperature intake 50
+60 s     sw-1 tells temperature intake 64
+60 s     sw-1 tells temperature intake 65
          no light is yellow
          no events
+60 s     sw-1 hardware intake is yellow because "65 °C, limit 60 °C, in 3 of 5 polls" by "probe temperature" told "green below 57 °C in 3 of 5 polls"
          sw-2 hardware intake is green because "50 °C, limit 60 °C"
          event sw-1 hardware intake green → yellow
          incident 1 is open: sw-1 hardware intake, yellow
          sw-1 tells temperature intake 50
# The last poll was good, but the five hold three that were not.
+60 s     sw-1 hardware intake is yellow because "65 °C, limit 60 °C, in 3 of 5 polls"
+60 s     sw-1 hardware intake is green because "50 °C, limit 60 °C"
          incident 1 is over: sw-1 hardware intake
