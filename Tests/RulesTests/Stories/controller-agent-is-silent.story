The agent of a controller falls silent
# Promise 7: a lost controller is one incident, not seventy; promise 3: silent is not down

town
  core-1
  msm-1 behind core-1
  ap-1 … ap-70 behind core-1, listed by msm-1

08:00     the agent of msm-1 falls silent
+10 min   72 hosts are green
          msm-1 reach snmp is grey
          no light is red
          70 wireless lights are grey
          no incident was opened
          the agent of msm-1 answers
within 61 s
          all lights are green
