// SNMP — the protocol as values: BER, PDUs, v1/v2c messages, and the state machines of walking and request sizes.
//
// It opens no socket, keeps no clock and knows no device: bytes and moments come in as parameters.
