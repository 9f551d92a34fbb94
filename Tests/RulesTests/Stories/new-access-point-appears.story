A new access point appears in the table of its controller
# Promise 13: nothing has to be configured that can be discovered

town
  core-1
  msm-1 behind core-1
  ap-1 … ap-5 behind core-1, listed by msm-1

08:00     reload with ap-6, listed by msm-1
          ap-6 appears in the table of msm-1
          ap-6 is grey because "not checked yet"
          event ap-6 tells "new, managed by msm-1"
within 65 s
          ap-6 is green
          ap-6 wireless msm-1 is green
+1 s      no events
          no incident was opened
