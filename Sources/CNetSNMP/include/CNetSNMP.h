#pragma once

// What Swift needs of net-snmp: its keys and ciphers, and its parser and builder as the oracle of our tests.
// The library has no locks: all calls come from one task at a time. Keys, digests and ciphers touch none of its state.

// First, because net-snmp-config.h defines _GNU_SOURCE, with which <sys/select.h> would declare another fd_set than the
// one that Swift's Glibc module has.
#include <sys/select.h>

#include <net-snmp/net-snmp-config.h>

#include <net-snmp/net-snmp-includes.h>

// net-snmp only reads keys, initial vectors and what is to be decrypted, but does not say so.

static inline int monitor_sc_encrypt(const oid *cipher, size_t cipherLength, const u_char *key, u_int keyLength,
                                     const u_char *vector, u_int vectorLength, const u_char *text, u_int textLength,
                                     u_char *result, size_t *resultLength) {
    return sc_encrypt(cipher, cipherLength, (u_char *)key, keyLength, (u_char *)vector, vectorLength, text, textLength,
                      result, resultLength);
}

static inline int monitor_sc_decrypt(const oid *cipher, size_t cipherLength, const u_char *key, u_int keyLength,
                                     const u_char *vector, u_int vectorLength, const u_char *text, u_int textLength,
                                     u_char *result, size_t *resultLength) {
    return sc_decrypt(cipher, cipherLength, (u_char *)key, keyLength, (u_char *)vector, vectorLength, (u_char *)text,
                      textLength, result, resultLength);
}
