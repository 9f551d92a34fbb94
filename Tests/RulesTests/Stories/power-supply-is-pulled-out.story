A power supply that is pulled out is not good
# Pain: a row that vanishes: what is no longer in the table is missed where it is counted

town
  core-1
rules
  hardware, of core-1, subject psu-*, red below 2 good, hold 2 of 2
at first
  core-1 tells part psu-1 ok
  core-1 tells part psu-2 ok
  core-1 tells part fan-1 ok

08:00     core-1 hardware psu is green because "2 of 2 in order, 2 needed"
          core-1 tells nothing of part psu-2
# Missed once is missed by chance; twice is gone, and the hold wants that twice.
+125 s    core-1 hardware psu is green
+60 s     core-1 hardware psu is red because "1 of 2 in order, 2 needed: psu-2 gone, in 2 of 2 polls"
          the daemon restarts after 20 s
+2 min    core-1 hardware psu is red because "1 of 2 in order, 2 needed: psu-2 gone, in 2 of 2 polls"
          1 incident was opened
          core-1 tells part psu-2 ok
+60 s     core-1 hardware psu is green
          incident 1 is over: core-1 hardware psu
          reload without rules
+60 s     core-1 hardware psu-2 is green
          core-1 hardware psu has no light
