The Wi-Fi of the schools is good while nearly all of its access points are
# Colours: applications: shares of a tag, good with most; a weight makes one host count for two

town
  ap-1 … ap-20 tagged wlan
  san-1, nas-1
applications
  wifi needs "70 % of tag wlan, good from 95 %"
  files needs "2 of san-1 (2), nas-1"

08:00     application wifi is green
          application files is green
          ap-1 dies
+30 s     application wifi is green
          ap-2 dies
+30 s     application wifi is yellow because of ap-1, ap-2
          ap-3 … ap-7 die
          nas-1 dies
+30 s     application wifi is red
          application files is yellow because of nas-1
          nas-1 comes back
          san-1 dies
+1 min    application files is red because of san-1
