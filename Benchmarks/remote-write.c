// The samples of a file of polls to a server that takes Prometheus' remote write protocol 0.1, in order of time.
//
//     remote-write PORT FILE.polls [SAMPLES-A-REQUEST]
//
// The file is described in StoreBenchmark/PollFile.swift. The bodies are snappy blocks of literals only: servers spend no
// time on what a real sender would have saved.
#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *const names[] = {"if_octets_total", "if_errors_total", "cpu_load", "storage_used_bytes",
                                    "sensor_value", "icmp_rtt_ms", "icmp_loss_percent", "if_oper_status"};
enum { kinds = sizeof names / sizeof *names, most_series = 64 };

struct group { uint32_t count; unsigned char *labels[most_series]; size_t length[most_series]; int is_real[most_series]; };

static FILE *file;
static unsigned char *body;
static size_t used, room;

static void fail(const char *what) { perror(what); exit(1); }

static int word(uint64_t *value) { return fread(value, 8, 1, file) == 1; }

static size_t varint(unsigned char *out, uint64_t number) {
    size_t n = 0;
    for (; number >= 0x80; number >>= 7) out[n++] = (unsigned char)(number | 0x80);
    out[n++] = (unsigned char)number;
    return n;
}

static void append(const void *bytes, size_t length) {
    if (used + length > room) {
        room = (used + length) * 2;
        if (!(body = realloc(body, room))) fail("realloc");
    }
    memcpy(body + used, bytes, length);
    used += length;
}

// TimeSeries.labels (1), each with name (1) and value (2), sorted by name as the protocol asks.
static size_t label(unsigned char *out, const char *name, const char *value) {
    unsigned char inner[256];
    size_t n = 0, a = strlen(name), b = strlen(value), m = 0;
    inner[m++] = 0x0A; m += varint(inner + m, a); memcpy(inner + m, name, a); m += a;
    inner[m++] = 0x12; m += varint(inner + m, b); memcpy(inner + m, value, b); m += b;
    out[n++] = 0x0A; n += varint(out + n, m); memcpy(out + n, inner, m);
    return n + m;
}

static void name_series(struct group *group, uint32_t place, uint64_t device, uint64_t series) {
    uint64_t kind = series & 0xFFFF, index = series >> 16 & 0xFFFF;
    unsigned char out[1024];
    char host[32], number[16];
    size_t n = 0;
    if (kind >= kinds) { fprintf(stderr, "no such kind: %" PRIu64 "\n", kind); exit(1); }
    snprintf(host, sizeof host, "host-%" PRIu64, device);
    snprintf(number, sizeof number, "%" PRIu64, kind == 0 ? index / 2 : index);
    n += label(out + n, "__name__", names[kind]);
    if (kind == 0) n += label(out + n, "direction", index & 1 ? "out" : "in");
    n += label(out + n, "index", number);
    n += label(out + n, "instance", host);
    n += label(out + n, "job", "town");
    if (!(group->labels[place] = malloc(n))) fail("malloc");
    memcpy(group->labels[place], out, n);
    group->length[place] = n;
    group->is_real[place] = series >> 32 & 1;
}

static void append_sample(const struct group *group, uint32_t place, int64_t time, uint64_t bits) {
    double value;
    if (group->is_real[place]) memcpy(&value, &bits, 8);
    else value = (double)(int64_t)bits;
    unsigned char sample[32], head[16];
    size_t n = 0, m = 0;
    sample[n++] = 0x09; memcpy(sample + n, &value, 8); n += 8;
    sample[n++] = 0x10; n += varint(sample + n, (uint64_t)time);
    unsigned char prefix[4] = {0x12, (unsigned char)n};
    head[m++] = 0x0A; m += varint(head + m, group->length[place] + 2 + n);
    append(head, m);
    append(group->labels[place], group->length[place]);
    append(prefix, 2);
    append(sample, n);
}

static void send_all(int connection, const void *bytes, size_t length) {
    for (const char *p = bytes; length > 0;) {
        ssize_t n = send(connection, p, length, MSG_NOSIGNAL);
        if (n <= 0) fail("send");
        p += n;
        length -= (size_t)n;
    }
}

// Reads the answer, which has no body when all is well.
static void expect_success(int connection) {
    char answer[4096];
    size_t n = 0;
    while (n < sizeof answer - 1) {
        ssize_t got = recv(connection, answer + n, sizeof answer - 1 - n, 0);
        if (got <= 0) fail("recv");
        n += (size_t)got;
        answer[n] = 0;
        if (strstr(answer, "\r\n\r\n")) break;
    }
    if (strncmp(answer, "HTTP/1.1 2", 10)) { fprintf(stderr, "refused: %s\n", answer); exit(1); }
}

static void post(int connection) {
    static unsigned char *packed;
    static size_t packed_room;
    size_t n = 0, need = used + used / 65536 * 3 + 32;
    if (need > packed_room && !(packed = realloc(packed, packed_room = need * 2))) fail("realloc");
    n += varint(packed, used);
    for (size_t place = 0; place < used;) {
        size_t length = used - place < 65536 ? used - place : 65536;
        packed[n++] = 61 << 2;
        packed[n++] = (unsigned char)(length - 1);
        packed[n++] = (unsigned char)((length - 1) >> 8);
        memcpy(packed + n, body + place, length);
        n += length;
        place += length;
    }
    char head[512];
    int length = snprintf(head, sizeof head,
        "POST /api/v1/write HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-protobuf\r\n"
        "Content-Encoding: snappy\r\nX-Prometheus-Remote-Write-Version: 0.1.0\r\nContent-Length: %zu\r\n\r\n", n);
    send_all(connection, head, (size_t)length);
    send_all(connection, packed, n);
    expect_success(connection);
    used = 0;
}

int main(int count, char **arguments) {
    if (count < 3) { fprintf(stderr, "usage: remote-write PORT FILE.polls [SAMPLES-A-REQUEST]\n"); return 2; }
    long most = count > 3 ? atol(arguments[3]) : 10000;
    if (!(file = fopen(arguments[2], "r"))) fail(arguments[2]);
    setvbuf(file, NULL, _IOFBF, 1 << 18);
    uint64_t header[8];
    if (fread(header, 8, 8, file) != 8 || memcmp(header, "POLLS1\0\0", 8)) {
        fprintf(stderr, "%s is no file of polls\n", arguments[2]);
        return 1;
    }
    struct group *groups = calloc(header[1], sizeof *groups);
    if (!groups) fail("calloc");
    for (uint64_t g = 0; g < header[1]; g++) {
        uint64_t head, series;
        if (!word(&head)) fail("reading");
        groups[g].count = head & 0x7FFFFFFF;
        for (uint32_t place = 0; place < groups[g].count; place++) {
            if (!word(&series)) fail("reading");
            name_series(&groups[g], place, head >> 32, series);
        }
    }
    int connection = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(arguments[1])),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(connection, (struct sockaddr *)&server, sizeof server)) fail("connect");
    uint64_t time, head, present, bits, total = 0;
    long waiting = 0;
    while (word(&time) && word(&head) && word(&present)) {
        const struct group *group = &groups[head & 0xFFFFFFFF];
        for (uint32_t place = 0; place < group->count; place++) {
            if (!(present >> place & 1)) continue;
            if (!word(&bits)) fail("reading");
            append_sample(group, place, (int64_t)time, bits);
            total++;
            waiting++;
        }
        if (waiting >= most) { post(connection); waiting = 0; }
    }
    if (waiting) post(connection);
    close(connection);
    printf("%" PRIu64 "\n", total);
    return 0;
}
