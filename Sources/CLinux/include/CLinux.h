// CLinux — the few parts of Linux that Swift's importer cannot see: macros (CMSG_*), structures behind _GNU_SOURCE
// (mmsghdr, ucred, in6_pktinfo) and the ICMP filters.
//
// It decides nothing: every rule stands in Platform. Types are those of <stdint.h>, so that this header never meets
// Swift's Glibc module with other feature macros. Functions return 0 or a count, or the negative errno.
#pragma once
#include <stdint.h>

// An IPv4 or IPv6 address with port, in host byte order. `version` is 4, 6 or 0 for none; IPv4 stands in `low`.
struct clinux_address {
    uint64_t high;
    uint64_t low;
    uint32_t zone;
    uint16_t port;
    uint8_t version;
};

// One datagram of a receive batch; `bytes` belongs to the batch and lives until the next receive.
struct clinux_datagram {
    const uint8_t *bytes;
    uint32_t length;
    uint32_t drops;
    int64_t nanoseconds;
    uint8_t truncated;
    uint8_t has_time;
    uint8_t has_drops;
    struct clinux_address peer;
    struct clinux_address destination;
};

// Message headers, buffers and control space for recvmmsg and sendmmsg, allocated once. A batch is for one direction.
// Reason: struct mmsghdr is behind _GNU_SOURCE, CMSG_* are macros, and the headers point into one another.
struct clinux_batch;
struct clinux_batch *clinux_batch_create(uint32_t count, uint32_t bytes);
void clinux_batch_destroy(struct clinux_batch *batch);

// recvmmsg without waiting: the number of datagrams, or the negative errno (-EAGAIN: none there).
int32_t clinux_batch_receive(struct clinux_batch *batch, int32_t descriptor, uint32_t limit);
// Datagram `index` of the last receive, its control messages taken apart. Reason: CMSG_NXTHDR, struct in6_pktinfo.
void clinux_batch_get(const struct clinux_batch *batch, uint32_t index, struct clinux_datagram *datagram);

// Copies a datagram into place `index`; `source` (version 0: the kernel's choice) becomes IP_PKTINFO. -EMSGSIZE if the
// place is too small, -EINVAL if there is no such place or no such address family.
int32_t clinux_batch_put(struct clinux_batch *batch, uint32_t index, const uint8_t *bytes, uint32_t length,
                         const struct clinux_address *peer, const struct clinux_address *source);
// sendmmsg of places first ..< first + count: the number sent, or the negative errno of the first.
int32_t clinux_batch_send(struct clinux_batch *batch, int32_t descriptor, uint32_t first, uint32_t count);

// sendmsg of one datagram. Reason: CMSG_* for the source address.
int32_t clinux_send(int32_t descriptor, const uint8_t *bytes, uint32_t length, const struct clinux_address *peer,
                    const struct clinux_address *source);

// bind, connect and getsockname in terms of clinux_address. Reason: the sockaddr casts, kept in one place with those above.
int32_t clinux_bind(int32_t descriptor, const struct clinux_address *address);
int32_t clinux_connect(int32_t descriptor, const struct clinux_address *address);
int32_t clinux_local_address(int32_t descriptor, struct clinux_address *address);

// Lets only the ICMP types of `bits` through to a raw socket (bit n of word n / 64: type n). Reason: ICMP_FILTER lives
// in <linux/icmp.h>, ICMP6_FILTER is a set of macros. `version` is 4 or 6; ICMPv4 has types 0 ..< 32 in the filter.
int32_t clinux_icmp_filter(int32_t descriptor, uint8_t version, const uint64_t bits[4]);

// Who is at the other end of a connected Unix socket. Reason: struct ucred is behind _GNU_SOURCE.
int32_t clinux_peer_credentials(int32_t descriptor, int32_t *process, uint32_t *user, uint32_t *group);

// The message and the name (`EACCES`) of an errno; "unknown error" and "" if it has none. Reason: strerror is not
// thread-safe, strerrordesc_np is behind _GNU_SOURCE.
const char *clinux_error_text(int32_t code);
const char *clinux_error_name(int32_t code);

// An unnamed file in memory, and a descriptor that is readable when a process has ended. Reason: both are behind
// _GNU_SOURCE. The descriptor, or the negative errno.
int32_t clinux_memory_file(const char *name);
int32_t clinux_process_descriptor(int32_t process);

// Writes a byte to `writer` (non-blocking) whenever `signal` comes, from now on; -1 ignores the signal instead.
// Reason: a handler may only call async-signal-safe functions (man 7 signal-safety), which Swift cannot promise, and a
// dispatch source is installed some time after it is asked for and loses what comes before.
int32_t clinux_signal_to(int32_t signal, int32_t writer);

// posix_spawn_file_actions_addclosefrom_np. Reason: behind _GNU_SOURCE. `actions` is a posix_spawn_file_actions_t *.
int32_t clinux_spawn_close_from(void *actions, int32_t first);

// At most so many heaps for all threads. Reason: Swift's Glibc module leaves out <malloc.h>.
void clinux_limit_heaps(int32_t count);
