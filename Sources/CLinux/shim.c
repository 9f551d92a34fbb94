#define _GNU_SOURCE
#include "CLinux.h"

#include <endian.h>
#include <errno.h>
#include <malloc.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <linux/icmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// Room for a time stamp, a drop count and either packet information, with their headers.
#define CONTROL_BYTES 256

union control {
    struct cmsghdr header;
    char bytes[CONTROL_BYTES];
};

struct clinux_batch {
    uint32_t count;
    uint32_t bytes;
    struct mmsghdr *messages;
    struct iovec *vectors;
    struct sockaddr_storage *addresses;
    union control *controls;
    uint8_t *buffer;
};

// MARK: addresses

static uint64_t load64(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return be64toh(word);
}

static void store64(uint8_t *bytes, uint64_t word) {
    word = htobe64(word);
    memcpy(bytes, &word, sizeof word);
}

static socklen_t to_sockaddr(const struct clinux_address *address, struct sockaddr_storage *storage) {
    memset(storage, 0, sizeof(struct sockaddr_in6));
    if (address->version == 4) {
        struct sockaddr_in *v4 = (struct sockaddr_in *)storage;
        v4->sin_family = AF_INET;
        v4->sin_port = htobe16(address->port);
        v4->sin_addr.s_addr = htobe32((uint32_t)address->low);
        return sizeof *v4;
    }
    if (address->version == 6) {
        struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)storage;
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htobe16(address->port);
        v6->sin6_scope_id = address->zone;
        store64(v6->sin6_addr.s6_addr, address->high);
        store64(v6->sin6_addr.s6_addr + 8, address->low);
        return sizeof *v6;
    }
    return 0;
}

static void from_in(const struct in_addr *in, struct clinux_address *address) {
    memset(address, 0, sizeof *address);
    address->version = 4;
    address->low = be32toh(in->s_addr);
}

static void from_in6(const struct in6_addr *in6, uint32_t zone, struct clinux_address *address) {
    memset(address, 0, sizeof *address);
    address->version = 6;
    address->high = load64(in6->s6_addr);
    address->low = load64(in6->s6_addr + 8);
    // Only link-local addresses (fe80::/10) need their interface to mean one host.
    address->zone = IN6_IS_ADDR_LINKLOCAL(in6) ? zone : 0;
}

static void from_sockaddr(const struct sockaddr_storage *storage, socklen_t length, struct clinux_address *address) {
    memset(address, 0, sizeof *address);
    if (storage->ss_family == AF_INET && length >= sizeof(struct sockaddr_in)) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)storage;
        from_in(&v4->sin_addr, address);
        address->port = be16toh(v4->sin_port);
    } else if (storage->ss_family == AF_INET6 && length >= sizeof(struct sockaddr_in6)) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)storage;
        from_in6(&v6->sin6_addr, v6->sin6_scope_id, address);
        address->port = be16toh(v6->sin6_port);
    }
}

// MARK: batches

struct clinux_batch *clinux_batch_create(uint32_t count, uint32_t bytes) {
    struct clinux_batch *batch = calloc(1, sizeof *batch);
    if (!batch) return NULL;
    batch->count = count;
    batch->bytes = bytes;
    batch->messages = calloc(count, sizeof *batch->messages);
    batch->vectors = calloc(count, sizeof *batch->vectors);
    batch->addresses = calloc(count, sizeof *batch->addresses);
    batch->controls = calloc(count, sizeof *batch->controls);
    batch->buffer = malloc((size_t)count * bytes);
    if (!batch->messages || !batch->vectors || !batch->addresses || !batch->controls || !batch->buffer) {
        clinux_batch_destroy(batch);
        return NULL;
    }
    for (uint32_t index = 0; index < count; index++) {
        batch->vectors[index].iov_base = batch->buffer + (size_t)index * bytes;
        batch->vectors[index].iov_len = bytes;
        batch->messages[index].msg_hdr.msg_iov = &batch->vectors[index];
        batch->messages[index].msg_hdr.msg_iovlen = 1;
        batch->messages[index].msg_hdr.msg_name = &batch->addresses[index];
    }
    return batch;
}

void clinux_batch_destroy(struct clinux_batch *batch) {
    if (!batch) return;
    free(batch->messages);
    free(batch->vectors);
    free(batch->addresses);
    free(batch->controls);
    free(batch->buffer);
    free(batch);
}

int32_t clinux_batch_receive(struct clinux_batch *batch, int32_t descriptor, uint32_t limit) {
    if (limit > batch->count) limit = batch->count;
    for (uint32_t index = 0; index < limit; index++) {
        struct msghdr *header = &batch->messages[index].msg_hdr;
        header->msg_namelen = sizeof(struct sockaddr_storage);
        header->msg_control = &batch->controls[index];
        header->msg_controllen = CONTROL_BYTES;
        header->msg_flags = 0;
    }
    int received = recvmmsg(descriptor, batch->messages, limit, MSG_DONTWAIT, NULL);
    return received < 0 ? -errno : received;
}

void clinux_batch_get(const struct clinux_batch *batch, uint32_t index, struct clinux_datagram *datagram) {
    memset(datagram, 0, sizeof *datagram);
    if (index >= batch->count) return;
    const struct msghdr *header = &batch->messages[index].msg_hdr;
    datagram->bytes = header->msg_iov->iov_base;
    datagram->length = batch->messages[index].msg_len;
    datagram->truncated = (header->msg_flags & MSG_TRUNC) != 0;
    from_sockaddr(header->msg_name, header->msg_namelen, &datagram->peer);
    for (struct cmsghdr *control = CMSG_FIRSTHDR(header); control;
         control = CMSG_NXTHDR((struct msghdr *)header, control)) {
        const void *data = CMSG_DATA(control);
        if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SO_TIMESTAMPNS) {
            struct timespec stamp;
            memcpy(&stamp, data, sizeof stamp);
            datagram->nanoseconds = (int64_t)stamp.tv_sec * 1000000000 + stamp.tv_nsec;
            datagram->has_time = 1;
        } else if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SO_RXQ_OVFL) {
            memcpy(&datagram->drops, data, sizeof datagram->drops);
            datagram->has_drops = 1;
        } else if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO) {
            struct in_pktinfo packet;
            memcpy(&packet, data, sizeof packet);
            from_in(&packet.ipi_addr, &datagram->destination);
        } else if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO) {
            struct in6_pktinfo packet;
            memcpy(&packet, data, sizeof packet);
            from_in6(&packet.ipi6_addr, packet.ipi6_ifindex, &datagram->destination);
        }
    }
}

// Writes the source address as packet information into `control` and points `header` at it.
static int32_t set_source(struct msghdr *header, union control *control, const struct clinux_address *source) {
    header->msg_control = NULL;
    header->msg_controllen = 0;
    if (source->version == 0) return 0;
    memset(control, 0, sizeof *control);
    header->msg_control = control;
    header->msg_controllen = sizeof *control;
    struct cmsghdr *first = CMSG_FIRSTHDR(header);
    if (source->version == 4) {
        struct in_pktinfo packet = {.ipi_spec_dst.s_addr = htobe32((uint32_t)source->low)};
        first->cmsg_level = IPPROTO_IP;
        first->cmsg_type = IP_PKTINFO;
        first->cmsg_len = CMSG_LEN(sizeof packet);
        memcpy(CMSG_DATA(first), &packet, sizeof packet);
        header->msg_controllen = CMSG_SPACE(sizeof packet);
        return 0;
    }
    if (source->version == 6) {
        struct in6_pktinfo packet = {.ipi6_ifindex = source->zone};
        store64(packet.ipi6_addr.s6_addr, source->high);
        store64(packet.ipi6_addr.s6_addr + 8, source->low);
        first->cmsg_level = IPPROTO_IPV6;
        first->cmsg_type = IPV6_PKTINFO;
        first->cmsg_len = CMSG_LEN(sizeof packet);
        memcpy(CMSG_DATA(first), &packet, sizeof packet);
        header->msg_controllen = CMSG_SPACE(sizeof packet);
        return 0;
    }
    return -EINVAL;
}

int32_t clinux_batch_put(struct clinux_batch *batch, uint32_t index, const uint8_t *bytes, uint32_t length,
                         const struct clinux_address *peer, const struct clinux_address *source) {
    if (index >= batch->count) return -EINVAL;
    if (length > batch->bytes) return -EMSGSIZE;
    struct msghdr *header = &batch->messages[index].msg_hdr;
    header->msg_namelen = to_sockaddr(peer, &batch->addresses[index]);
    if (header->msg_namelen == 0) return -EINVAL;
    if (length > 0) memcpy(batch->vectors[index].iov_base, bytes, length);
    batch->vectors[index].iov_len = length;
    return set_source(header, &batch->controls[index], source);
}

int32_t clinux_batch_send(struct clinux_batch *batch, int32_t descriptor, uint32_t first, uint32_t count) {
    if (first > batch->count || count > batch->count - first) return -EINVAL;
    int sent = sendmmsg(descriptor, batch->messages + first, count, MSG_DONTWAIT | MSG_NOSIGNAL);
    return sent < 0 ? -errno : sent;
}

int32_t clinux_send(int32_t descriptor, const uint8_t *bytes, uint32_t length, const struct clinux_address *peer,
                    const struct clinux_address *source) {
    struct sockaddr_storage address;
    union control control;
    struct iovec vector = {.iov_base = (void *)bytes, .iov_len = length};
    struct msghdr header = {.msg_name = &address, .msg_iov = &vector, .msg_iovlen = 1};
    header.msg_namelen = to_sockaddr(peer, &address);
    if (header.msg_namelen == 0) return -EINVAL;
    int32_t result = set_source(&header, &control, source);
    if (result < 0) return result;
    return sendmsg(descriptor, &header, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 ? -errno : 0;
}

// MARK: sockets

int32_t clinux_bind(int32_t descriptor, const struct clinux_address *address) {
    struct sockaddr_storage storage;
    socklen_t length = to_sockaddr(address, &storage);
    if (length == 0) return -EINVAL;
    return bind(descriptor, (struct sockaddr *)&storage, length) < 0 ? -errno : 0;
}

int32_t clinux_connect(int32_t descriptor, const struct clinux_address *address) {
    struct sockaddr_storage storage;
    socklen_t length = to_sockaddr(address, &storage);
    if (length == 0) return -EINVAL;
    return connect(descriptor, (struct sockaddr *)&storage, length) < 0 ? -errno : 0;
}

int32_t clinux_local_address(int32_t descriptor, struct clinux_address *address) {
    struct sockaddr_storage storage;
    socklen_t length = sizeof storage;
    memset(&storage, 0, sizeof storage);
    if (getsockname(descriptor, (struct sockaddr *)&storage, &length) < 0) return -errno;
    from_sockaddr(&storage, length, address);
    return 0;
}

int32_t clinux_icmp_filter(int32_t descriptor, uint8_t version, const uint64_t bits[4]) {
    if (version == 4) {
        struct icmp_filter filter = {.data = ~(uint32_t)bits[0]};
        return setsockopt(descriptor, SOL_RAW, ICMP_FILTER, &filter, sizeof filter) < 0 ? -errno : 0;
    }
    struct icmp6_filter filter;
    ICMP6_FILTER_SETBLOCKALL(&filter);
    for (int type = 0; type < 256; type++) {
        if (bits[type / 64] >> (type % 64) & 1) ICMP6_FILTER_SETPASS(type, &filter);
    }
    return setsockopt(descriptor, IPPROTO_ICMPV6, ICMP6_FILTER, &filter, sizeof filter) < 0 ? -errno : 0;
}

int32_t clinux_peer_credentials(int32_t descriptor, int32_t *process, uint32_t *user, uint32_t *group) {
    struct ucred credentials;
    socklen_t length = sizeof credentials;
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) < 0) return -errno;
    *process = credentials.pid;
    *user = credentials.uid;
    *group = credentials.gid;
    return 0;
}

// MARK: signals

// By signal number, one more than the descriptor so that 0 is none.
static _Atomic int signal_writers[_NSIG];

static void write_signal(int signal) {
    int saved = errno;
    int writer = atomic_load(&signal_writers[signal]) - 1;
    // A full pipe already wakes its reader.
    if (writer >= 0) (void)!write(writer, "", 1);
    errno = saved;
}

int32_t clinux_signal_to(int32_t signal, int32_t writer) {
    if (signal <= 0 || signal >= _NSIG) return -EINVAL;
    struct sigaction action = {.sa_handler = writer < 0 ? SIG_IGN : write_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    atomic_store(&signal_writers[signal], writer + 1);
    return sigaction(signal, &action, NULL) < 0 ? -errno : 0;
}

// MARK: errors and processes

const char *clinux_error_text(int32_t code) {
    const char *text = strerrordesc_np(code);
    return text ? text : "unknown error";
}

const char *clinux_error_name(int32_t code) {
    const char *name = strerrorname_np(code);
    return name ? name : "";
}

int32_t clinux_memory_file(const char *name) {
    int descriptor = memfd_create(name, MFD_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

int32_t clinux_process_descriptor(int32_t process) {
    int descriptor = pidfd_open(process, 0);
    return descriptor < 0 ? -errno : descriptor;
}

int32_t clinux_spawn_close_from(void *actions, int32_t first) {
    return -posix_spawn_file_actions_addclosefrom_np(actions, first);
}

void clinux_limit_heaps(int32_t count) { mallopt(M_ARENA_MAX, count); }
