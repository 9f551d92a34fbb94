A host that is away for two seconds
# Promise 2: a loss is looked into before it is told; no alarm for a moment's drop

seeds 1 … 1
phases 20
town
  core-1
  sw-1 … sw-3 behind core-1

08:00     core-1 dies
+2 s      core-1 comes back
+2 min    all hosts are green
          no events
          no incident was opened
