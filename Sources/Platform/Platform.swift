// Platform — all that is Linux: datagram batches with kernel time stamps, the serial queue executor, terminal, sd_notify, peer credentials, local time.
//
// It knows no protocol and no trade.
