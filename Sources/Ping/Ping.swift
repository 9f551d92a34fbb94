// Ping — ICMP and ICMPv6 echo as bytes and values, sequence bookkeeping, RTT, loss and jitter.
//
// It opens no socket and keeps no clock.
