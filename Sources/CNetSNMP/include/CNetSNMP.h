#pragma once

// What Swift needs of net-snmp: its parser and builder as the oracle of our tests, later its keys and ciphers.
// The library has no locks: all calls come from one task at a time.

// First, because net-snmp-config.h defines _GNU_SOURCE, with which <sys/select.h> would declare another fd_set than the
// one that Swift's Glibc module has.
#include <sys/select.h>

#include <net-snmp/net-snmp-config.h>

#include <net-snmp/net-snmp-includes.h>
