A battery, a laser and a disk come to their ends
# Delight 4: hardware faults with a date range

town
  ups-1, sw-1, nas-1
at first
  ups-1 has gone from 45 min to 22 min on battery 1 within 80 d
  sw-1 has the upper limit 0.09 on laser 1/1
  sw-1 has gone from 0.04 to 0.08 on laser 1/1 within 80 d
  nas-1 has gone from 2 to 72 on sectors Disk-3 within 60 d

08:00     the daemon looks ahead
+1 s      ups-1 hardware 1 is yellow because "the battery's runtime reaches its limit of 15 min between … and …, −17 s a day, now 22 min"
          sw-1 hardware "bias 1/1" is yellow because "the laser's current reaches its upper limit of 90 mA between … and …, +0.5 mA a day, now 80 mA"
          nas-1 hardware "badSectors Disk-3" is yellow because "bad sectors reach their limit of 100 between … and …"

# A limit that is reached is worse than one that is expected; and the agent that is silent knows nothing of the future.
+1 h      ups-1 tells battery 1 4 min
          the agent of sw-1 falls silent
within 6 min
          ups-1 hardware 1 is red because "4 min, limit 5 min"
          sw-1 hardware "bias 1/1" is grey
