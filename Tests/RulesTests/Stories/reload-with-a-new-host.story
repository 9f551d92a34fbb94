A host is added to the configuration
# Promise 13: accept a host, and its lights are there within a minute

town
  core-1

08:00     reload with srv-1 behind core-1
          srv-1 is grey because "not checked yet"
          core-1 is green
within 60 s
          srv-1 is green
+1 min    all lights are green
          no events
