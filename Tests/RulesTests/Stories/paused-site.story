A whole school is paused
# Colours: paused is blue and counted: a pause of a site is one of all its hosts

sites
  rantala "School Rantala"
town
  core-1
  sw-1 behind core-1, at rantala
  ap-1 … ap-5 behind sw-1, at rantala

08:00     maija pauses site rantala until 15:00 because "electricians"
          6 hosts are blue
          ap-3 is blue because "paused until 15:00, maija: electricians"
          core-1 is green
14:59     6 hosts are blue
15:01     all hosts are green
          no incident was opened
