// SNMP — the protocol as values: BER, PDUs, v1/v2c/v3 messages, and the state machines of security, walking
// and request sizes.
//
// It opens no socket, keeps no clock and knows no device: bytes and moments come in as parameters. Every byte that is
// decoded is taken for hostile; each limit stands in `Limits`.
//
//   Message                              the values: VariableValue, VariableBinding, PDU, CommunityMessage
//   BERTag, BERReader, BERWriter         octets ↔ tags, lengths, numbers, names
//   ResponseHeader, BindingCursor        reading an answer where it lies, without allocating
//   CommunityMessage+coding              whole messages ↔ octets
//   EncodedOID, Request, RequestTemplate what is asked, encoded once and sent often
//   RequestPacking, ColumnRuns           many names split into few requests
//   RequestSizing, RetransmissionTimer   how much and how patiently a host is asked, learnt from its answers
//   Walk                                 a subtree by GETNEXT or GETBULK
//   ErrorStatus, ErrorRecovery           what an error answer costs, and what is asked again
//   Security/                            SNMPv3 with the User-based Security Model (RFC 3412, 3414, 3826, 7860):
//     SecurityProtocols                  the algorithms and their sizes
//     SecurityUser, KeyRing              a user's keys, derived from passwords once
//     LocalizedKeys, SecureMessage       a user at one engine: sealing and opening messages
//     SecureHeader, ScopedHeader         reading a message where it lies
//     SecuritySession                    one agent: its engine, its clock, what its reports mean
//     KeyDerivation, Ciphers             the only places that call net-snmp
