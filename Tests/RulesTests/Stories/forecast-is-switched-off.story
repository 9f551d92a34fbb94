Nobody wants to know of a fan's end
# Colours: what is foretold is switched off, or looked for farther ahead, by a rule

town
  sw-1, sw-2
rules
  hardware, of sw-2, subject "fan *", no forecast
at first
  sw-1 and sw-2 have the lower limit 2000 on fan 1
  sw-1 and sw-2 have gone from 4800 to 3300 on fan 1 within 60 d

08:00     the daemon looks ahead
# 25 a day, and 1300 are left: more than a month.
+1 s      no light is yellow
+1 s      reload with rule hardware, subject "fan *", of sw-1, forecast 60 d
+2 min    the daemon looks ahead
+1 s      sw-1 hardware "fan 1" is yellow because "the fan's speed reaches its lower limit of 2000 rpm between … and …, −25 rpm a day, now 3300 rpm"
          sw-2 hardware "fan 1" has no light
