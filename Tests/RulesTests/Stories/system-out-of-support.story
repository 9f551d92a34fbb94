A server runs a system that is out of support
# Scene 5: systems out of support are seen, with the day

town
  srv-1, srv-2
versions
  "Windows Server 2012 R2" ends 2023-10-11 where "Windows Version 6\.3"
rules
  updates, hold 0 s
at first
  srv-1 says description "Hardware: Intel64 - Software: Windows Version 6.3 (Build 9600)"
  srv-2 says description "Hardware: Intel64 - Software: Windows Version 10.0 (Build 17763)"

08:00     srv-1 updates support is yellow because "Windows Server 2012 R2: out of support since 11.10.2023"
          srv-2 updates support has no light
          1 incident is open
