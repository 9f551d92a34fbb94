// Lab — a simulated town: SNMP agents from a town file, pings and incidents on a timeline.
//
// It is never part of a real watch.
