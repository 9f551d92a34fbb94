// Ping — ICMP and ICMPv6 echoes: bytes ↔ values, which answer belongs to which echo, and what that says of a host.
//
// It opens no socket, keeps no clock and draws no random numbers of its own: all three come in as parameters.
// It does not judge: a lost reach is a fact, its colour and its cause are the business of Rules.
//
//   EchoRequest, EchoAnswer      what goes out and what comes back (RFC 792, RFC 4443)
//   PortRefusal                  a host says that nobody listens on a UDP port
//   EchoDecodingError            why bytes are no answer, and where
//   EchoLedger                   all echoes under way: matches answers, tells the lost ones
//   RoundTripEstimator           how long to wait for this host (RFC 6298)
//   RoundTripStatistics          sent, received, minimum, average, maximum, jitter of one interval
//   ReachProbe                   one host: when to ask again, when it is lost, when it is back
