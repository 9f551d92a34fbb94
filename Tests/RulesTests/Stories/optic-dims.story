An optic gets dim
# Delight 4: optics dimming, against the device's own limit

town
  sw-1
at first
  sw-1 tells optic A1 -6.1 dBm

08:00     sw-1 link A1 is green because "−6.1 dBm, limit −12 dBm"
          sw-1 tells optic A1 -12.4 dBm
within 61 s
          sw-1 link A1 is yellow because "−12.4 dBm, limit −12 dBm"
+1 s      sw-1 tells optic A1 -14.2 dBm
within 61 s
          sw-1 link A1 is red because "−14.2 dBm, limit −14 dBm"
