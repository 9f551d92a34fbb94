Two of three power supplies are enough
# Pain: one light for what is redundant: a failed supply of three is no red alarm, two are

town
  core-1, core-2
rules
  hardware, of core-1, subject psu-*, at least 2 good, named "power supplies"
at first
  core-1, core-2 tell part psu-1 ok
  core-1, core-2 tell part psu-2 ok
  core-1, core-2 tell part psu-3 ok
  core-1, core-2 tell part fan-1 ok

08:00     core-1 hardware "power supplies" is green because "3 of 3 in order, 2 needed" by "two-of-three-power-supplies.story:7"
          core-1 hardware psu-1 has no light
          core-1 hardware fan-1 is green
          core-2 hardware psu-1 is green
          core-1, core-2 tell part psu-2 failed
+60 s     core-1 hardware "power supplies" is yellow because "2 of 3 in order, 2 needed: psu-2 failed" told "green with 3 in order"
          core-2 hardware psu-2 is red because "failed"
          event core-1 hardware "power supplies" green → yellow
          event core-2 hardware psu-2 green → red
          core-1 tells part psu-1 warning
+60 s     core-1 hardware "power supplies" is red because "1 of 3 in order, 2 needed: psu-2 failed, psu-1 warning"
          core-1 tells part psu-1 ok
          core-1 tells part psu-2 ok
+60 s     core-1 hardware "power supplies" is green
