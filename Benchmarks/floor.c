/* What the kernel alone costs on this machine: the packets of polling or of pinging, at their pace, sent and received by a
 * bare loop that understands nothing of them. What a program needs beyond that is its own.
 *
 *     floor snmp PORT BURST BURSTS   requests for 48 counters each to 127.16.0.1 and on, by sendmmsg and recvmmsg
 *     floor echo BURST BURSTS        ICMP echoes to the same addresses, each sent by itself
 *
 * Prints CPU microseconds (user and system) for one request or echo with its answer. Between two bursts it sleeps
 * 10 ms, as the exchange does while answers come in.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BATCH = 64, NAMES = 48, LONGEST = 2048 };

static uint8_t request[LONGEST], answers[BATCH][LONGEST], stamps[BATCH][256];
static size_t request_length;

static void append(const void *octets, size_t count) {
    memcpy(request + request_length, octets, count);
    request_length += count;
}

/* A GetRequest (RFC 3416) for ifHCInOctets.1 to .48, community "public". */
static void make_snmp(void) {
    const size_t bindings = NAMES * 17, pdu = bindings + 16, message = pdu + 15;
    uint8_t head[] = {0x30, 0x82, message >> 8, message & 255, 2, 1, 1, 4, 6, 'p', 'u', 'b', 'l', 'i', 'c',
                      0xa0, 0x82, pdu >> 8, pdu & 255, 2, 4, 1, 2, 3, 4, 2, 1, 0, 2, 1, 0,
                      0x30, 0x82, bindings >> 8, bindings & 255};
    append(head, sizeof head);
    for (uint8_t port = 1; port <= NAMES; port++) {
        uint8_t binding[] = {0x30, 15, 6, 11, 0x2b, 6, 1, 2, 1, 31, 1, 1, 1, 6, port, 5, 0};
        append(binding, sizeof binding);
    }
}

/* An echo request of 24 octets (RFC 792), with its checksum. */
static void make_echo(void) {
    uint8_t echo[24] = {8, 0, 0, 0, 0x12, 0x34};
    uint32_t sum = 0x0800 + 0x1234;
    sum = ~(sum + (sum >> 16)) & 0xffff;
    echo[2] = sum >> 8;
    echo[3] = sum & 255;
    append(echo, sizeof echo);
}

static int receive(int descriptor, int wanted) {
    struct mmsghdr messages[BATCH] = {0};
    struct iovec vectors[BATCH];
    int got = 0;
    while (got < wanted) {
        struct pollfd ready = {descriptor, POLLIN, 0};
        if (poll(&ready, 1, 1000) <= 0) return got;
        for (int i = 0; i < BATCH; i++) {
            vectors[i] = (struct iovec){answers[i], LONGEST};
            messages[i].msg_hdr = (struct msghdr){.msg_iov = &vectors[i], .msg_iovlen = 1, .msg_control = stamps[i],
                                                  .msg_controllen = sizeof stamps[i]};
        }
        int count = recvmmsg(descriptor, messages, BATCH, MSG_DONTWAIT, NULL);
        if (count > 0) got += count;
    }
    return got;
}

int main(int argc, char **argv) {
    int is_snmp = argc == 5 && !strcmp(argv[1], "snmp");
    if (!is_snmp && !(argc == 4 && !strcmp(argv[1], "echo"))) {
        fprintf(stderr, "usage: floor snmp PORT BURST BURSTS | floor echo BURST BURSTS\n");
        return 64;
    }
    int port = is_snmp ? atoi(argv[2]) : 0, burst = atoi(argv[argc - 2]), bursts = atoi(argv[argc - 1]);
    if (burst < 1 || burst > BATCH || bursts < 1) return 64;
    int descriptor = is_snmp ? socket(AF_INET, SOCK_DGRAM, 0) : socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
    if (descriptor < 0) return perror("socket"), 71;
    int on = 1, buffer = 4 << 20;
    uint32_t filter = ~1u; /* echo replies only (linux/icmp.h, ICMP_FILTER is 1) */
    setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    if (!is_snmp) setsockopt(descriptor, 255 /* SOL_RAW */, 1, &filter, sizeof filter);
    is_snmp ? make_snmp() : make_echo();

    struct sockaddr_in peers[BATCH];
    struct mmsghdr messages[BATCH] = {0};
    struct iovec vector = {request, request_length};
    for (int i = 0; i < burst; i++) {
        peers[i] = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port),
                                        .sin_addr.s_addr = htonl(0x7f100001 + i)};
        messages[i].msg_hdr = (struct msghdr){.msg_name = &peers[i], .msg_namelen = sizeof peers[i],
                                              .msg_iov = &vector, .msg_iovlen = 1};
    }
    long answered = 0;
    for (int i = 0; i < bursts; i++) {
        if (is_snmp) sendmmsg(descriptor, messages, burst, 0);
        for (int k = 0; k < burst && !is_snmp; k++) sendmsg(descriptor, &messages[k].msg_hdr, 0);
        usleep(10000);
        answered += receive(descriptor, burst);
    }
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    double seconds = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    if (answered < (long)burst * bursts) fprintf(stderr, "floor: only %ld answers\n", answered);
    printf("%.2f\n", seconds * 1e6 / (answered ? answered : 1));
    return 0;
}
