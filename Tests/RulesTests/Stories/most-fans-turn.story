Three quarters of the fans are enough
# Pain: one light for what is redundant: a share of it

town
  core-1
rules
  hardware, subject fan-*, at least 75 % good, named "fans"
at first
  core-1 tells part fan-1 ok
  core-1 tells part fan-2 ok
  core-1 tells part fan-3 ok
  core-1 tells part fan-4 ok

08:00     core-1 hardware fans is green because "4 of 4 in order, 3 needed"
          core-1 tells part fan-1 failed
+60 s     core-1 hardware fans is yellow because "3 of 4 in order, 3 needed: fan-1 failed"
          core-1 tells part fan-2 failed
+60 s     core-1 hardware fans is red because "2 of 4 in order, 3 needed: fan-1 failed, fan-2 failed"
          the agent of core-1 falls silent
+3 min    core-1 hardware fans is grey
          the agent of core-1 answers
+1 min    core-1 hardware fans is red
          1 incident is open
