// Lab — devices to try a monitor on: a simulated town with SNMP agents, echoes that can fall silent and mishaps on a
// timeline; or recordings of real devices, with faults.
//
// It is never part of a real watch, and it simulates what a network shows, not how devices work inside.
//
//   Town, TownFile            sites and devices, read from a compact description
//   Mishap, TownState         what goes wrong and when; who is reachable then
//   Rhythm, Glance            the hour of the day as numbers; one device at one moment
//   MIBView, …Objects         the objects of each kind of device
//   Responder, ObjectSource   a request → its response (RFC 1157, RFC 3416), of a view or of a recording
//   TownServer, ControlSocket sockets, delays, losses; `incident` from outside
//   Recording, RecordedAgents what devices once said, packed, and who is shown what of it
//   RecordingServer, Faults   thousands of recordings on one socket; how they misbehave
//   LabLauncher               two namespaces, one with the town, one with a command
//   TownConfiguration         the monitor's configuration for the town
