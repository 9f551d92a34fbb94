// SNMP — the protocol as values: BER, PDUs, v1/v2c messages, and the state machines of walking and request sizes.
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
