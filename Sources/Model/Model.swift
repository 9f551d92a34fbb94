// Model — the words of the trade as values.
//
// It holds no behaviour that needs time, files, sockets or a thread, and imports nothing, not even Foundation.
// It does not judge (Rules), read files (Config) or talk to anybody (SNMP, Ping, Control).
//
//   Timestamp, Endpoint, OID, Secret …   the small values everything is made of
//   Site, Host, Fleet                    what is watched
//   Probe, Expression, Condition, Rule   how a device is read and judged, as data
//   GroupLayout, Readings, PollReport    what one visit brings home
//   Status, Aspect, Check, Verdict       the light, and why it has its colour
//   Event, Incident                      what changed, and what a person hears about
//   Board, HostDetail                    what screens and `status` read
//   Language, Wording                    the three languages people are spoken to in
