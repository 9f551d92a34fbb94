#include "CPowerLoss.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// What a file holds.

typedef struct {
    unsigned char *data;
    size_t size, room;
} Bytes;

typedef struct {
    int is_truncation;
    size_t offset; // of a truncation: the new size
    size_t count;
    unsigned char *data;
} Change;

typedef struct Inode {
    Bytes synced;
    Change *changes; // since then
    size_t count, room;
    struct Inode *next;
} Inode;

typedef struct Name {
    char *path;
    Inode *now;    // NULL: deleted
    Inode *synced; // what the directory on the disk says
    struct Name *next;
} Name;

typedef struct {
    sqlite3_file base;
    Inode *inode; // NULL: not on the disk
    int is_name_unsynced;
    sqlite3_file *real;
} File;

// The disk.

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_vfs *system_vfs;
static sqlite3_vfs vfs;
static char *root;
static int sector_bytes, flags_now, is_off, open_files;
static int64_t calls, cut_call;
static Name *names;
static Inode *inodes;

static void *checked(void *memory) {
    if (!memory) abort();
    return memory;
}

static void resize(Bytes *bytes, size_t size) {
    if (size > bytes->room) {
        bytes->room = size * 2;
        bytes->data = checked(realloc(bytes->data, bytes->room));
    }
    if (size > bytes->size) memset(bytes->data + bytes->size, 0, size - bytes->size);
    bytes->size = size;
}

static void put(Bytes *bytes, size_t offset, const void *data, size_t count) {
    if (count == 0) return;
    if (offset + count > bytes->size) resize(bytes, offset + count);
    memcpy(bytes->data + offset, data, count);
}

static void apply(Bytes *bytes, const Change *change) {
    if (change->is_truncation)
        resize(bytes, change->offset);
    else
        put(bytes, change->offset, change->data, change->count);
}

static void note(Inode *inode, int is_truncation, size_t offset, const void *data, size_t count) {
    if (inode->count == inode->room) {
        inode->room = inode->room ? inode->room * 2 : 16;
        inode->changes = checked(realloc(inode->changes, inode->room * sizeof(Change)));
    }
    Change *change = &inode->changes[inode->count++];
    *change = (Change){.is_truncation = is_truncation, .offset = offset, .count = count};
    if (count) {
        change->data = checked(malloc(count));
        memcpy(change->data, data, count);
    }
}

static void forget_changes(Inode *inode) {
    for (size_t i = 0; i < inode->count; i++) free(inode->changes[i].data);
    inode->count = 0;
}

static void sync_inode(Inode *inode) {
    for (size_t i = 0; i < inode->count; i++) apply(&inode->synced, &inode->changes[i]);
    forget_changes(inode);
}

static void sync_names(void) {
    for (Name *name = names; name; name = name->next) name->synced = name->now;
}

static Inode *new_inode(void) {
    Inode *inode = checked(calloc(1, sizeof(Inode)));
    inode->next = inodes;
    inodes = inode;
    return inode;
}

// Connections to other files may outlive the disk.
static int is_on_disk(const char *path) {
    if (!root || !path) return 0;
    size_t length = strlen(root);
    return strncmp(path, root, length) == 0 && path[length] == '/';
}

static Name *name_of(const char *path) {
    for (Name *name = names; name; name = name->next)
        if (strcmp(name->path, path) == 0) return name;
    Name *name = checked(calloc(1, sizeof(Name)));
    name->path = checked(strdup(path));
    name->next = names;
    names = name;
    return name;
}

// Whether the call still happens. The one that the power does not outlive may have begun: `is_last`.
static int happens(int *is_last) {
    *is_last = 0;
    if (is_off) return 0;
    calls++;
    if (calls == cut_call) {
        is_off = 1;
        *is_last = 1;
        return 0;
    }
    return 1;
}

// Files, as SQLite calls them.

#define REAL(file) (((File *)(file))->real)

static int file_close(sqlite3_file *file) {
    int code = REAL(file)->pMethods ? REAL(file)->pMethods->xClose(REAL(file)) : SQLITE_OK;
    pthread_mutex_lock(&lock);
    if (((File *)file)->inode) open_files--;
    pthread_mutex_unlock(&lock);
    return code;
}

static int file_read(sqlite3_file *file, void *data, int count, sqlite3_int64 offset) {
    return REAL(file)->pMethods->xRead(REAL(file), data, count, offset);
}

static int file_change(sqlite3_file *file, int is_truncation, const void *data, int count, sqlite3_int64 offset) {
    Inode *inode = ((File *)file)->inode;
    int is_last = 0, goes = 1;
    if (inode) {
        pthread_mutex_lock(&lock);
        goes = happens(&is_last);
        if (goes || is_last) note(inode, is_truncation, (size_t)offset, data, (size_t)count);
        pthread_mutex_unlock(&lock);
    }
    if (!goes) return is_truncation ? SQLITE_IOERR_TRUNCATE : SQLITE_IOERR_WRITE;
    if (is_truncation) return REAL(file)->pMethods->xTruncate(REAL(file), offset);
    return REAL(file)->pMethods->xWrite(REAL(file), data, count, offset);
}

static int file_write(sqlite3_file *file, const void *data, int count, sqlite3_int64 offset) {
    return file_change(file, 0, data, count, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    return file_change(file, 1, NULL, 0, size);
}

// The real file is not synced: the power of this machine stays on.
static int file_sync(sqlite3_file *file, int how) {
    File *own = (File *)file;
    if (!own->inode) return REAL(file)->pMethods->xSync(REAL(file), how);
    pthread_mutex_lock(&lock);
    int is_last, goes = happens(&is_last);
    if (goes && !(flags_now & POWERLOSS_SYNC_LIES)) {
        sync_inode(own->inode);
        if (own->is_name_unsynced) sync_names();
        own->is_name_unsynced = 0;
    }
    pthread_mutex_unlock(&lock);
    return goes ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return REAL(file)->pMethods->xFileSize(REAL(file), size);
}

static int file_lock(sqlite3_file *file, int level) { return REAL(file)->pMethods->xLock(REAL(file), level); }

static int file_unlock(sqlite3_file *file, int level) { return REAL(file)->pMethods->xUnlock(REAL(file), level); }

static int file_check_lock(sqlite3_file *file, int *out) {
    return REAL(file)->pMethods->xCheckReservedLock(REAL(file), out);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
    return REAL(file)->pMethods->xFileControl(REAL(file), operation, argument);
}

static int file_sector(sqlite3_file *file) {
    return ((File *)file)->inode ? sector_bytes : REAL(file)->pMethods->xSectorSize(REAL(file));
}

static int file_traits(sqlite3_file *file) { return REAL(file)->pMethods->xDeviceCharacteristics(REAL(file)); }

// Shared memory is no matter of the disk: it is made anew from the journal.
static int file_map(sqlite3_file *file, int page, int size, int extends, void volatile **out) {
    return REAL(file)->pMethods->xShmMap(REAL(file), page, size, extends, out);
}

static int file_shm_lock(sqlite3_file *file, int offset, int count, int how) {
    return REAL(file)->pMethods->xShmLock(REAL(file), offset, count, how);
}

static void file_barrier(sqlite3_file *file) { REAL(file)->pMethods->xShmBarrier(REAL(file)); }

static int file_unmap(sqlite3_file *file, int deletes) {
    return REAL(file)->pMethods->xShmUnmap(REAL(file), deletes);
}

// Version 2: no memory-mapped reading, whose pages would be written past this VFS.
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = file_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_barrier,
    .xShmUnmap = file_unmap,
};

// Names, as SQLite calls them.

static int load(const char *path, Bytes *bytes) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return -1;
    unsigned char part[65536];
    ssize_t count;
    while ((count = read(file, part, sizeof part)) > 0) put(bytes, bytes->size, part, (size_t)count);
    close(file);
    return count < 0 ? -1 : 0;
}

static int vfs_open(sqlite3_vfs *self, sqlite3_filename path, sqlite3_file *file, int flags, int *out) {
    (void)self;
    File *own = (File *)file;
    *own = (File){.real = (sqlite3_file *)(own + 1)};
    int is_ours = is_on_disk(path), is_new = is_ours && access(path, F_OK) != 0;
    if (is_new && flags & SQLITE_OPEN_CREATE) {
        pthread_mutex_lock(&lock);
        int is_last, goes = happens(&is_last);
        pthread_mutex_unlock(&lock);
        if (!goes) return SQLITE_CANTOPEN;
    }
    int code = system_vfs->xOpen(system_vfs, path, own->real, flags, out);
    if (code != SQLITE_OK) {
        // SQLite closes a file that has methods, also one that could not be opened.
        if (own->real->pMethods) own->real->pMethods->xClose(own->real);
        return code;
    }
    own->base.pMethods = &methods;
    if (!is_ours) return SQLITE_OK;
    pthread_mutex_lock(&lock);
    Name *name = name_of(path);
    if (!name->now) {
        name->now = new_inode();
        if (!is_new) {
            if (load(path, &name->now->synced) != 0) code = SQLITE_IOERR_READ;
            name->synced = name->now;
        }
    }
    own->inode = name->now;
    // Only of journals does the system's VFS sync the directory (os_unix.c, UNIXFILE_DIRSYNC).
    int journals = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
    own->is_name_unsynced = (flags & SQLITE_OPEN_CREATE) && (flags & journals);
    open_files++;
    pthread_mutex_unlock(&lock);
    return code;
}

static int vfs_delete(sqlite3_vfs *self, const char *path, int syncs) {
    (void)self;
    if (!is_on_disk(path)) return system_vfs->xDelete(system_vfs, path, syncs);
    pthread_mutex_lock(&lock);
    int is_last, goes = happens(&is_last);
    if (goes || is_last) name_of(path)->now = NULL;
    if (goes && syncs && !(flags_now & POWERLOSS_SYNC_LIES)) sync_names();
    pthread_mutex_unlock(&lock);
    return goes ? system_vfs->xDelete(system_vfs, path, 0) : SQLITE_IOERR_DELETE;
}

int powerloss_begin(const char *directory, int sector, int64_t cut_at, int flags) {
    system_vfs = sqlite3_vfs_find("unix");
    if (!system_vfs) return SQLITE_NOTFOUND;
    root = checked(strdup(directory));
    sector_bytes = sector;
    flags_now = flags;
    is_off = 0;
    calls = 0;
    cut_call = cut_at;
    vfs = *system_vfs;
    vfs.zName = "powerloss";
    vfs.pNext = NULL;
    vfs.szOsFile = (int)sizeof(File) + system_vfs->szOsFile;
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    return sqlite3_vfs_register(&vfs, 1);
}

int64_t powerloss_calls(void) { return calls; }

int powerloss_is_off(void) { return is_off; }

void powerloss_cut(void) {
    pthread_mutex_lock(&lock);
    is_off = 1;
    pthread_mutex_unlock(&lock);
}

int powerloss_end(void) {
    if (open_files) return open_files;
    sqlite3_vfs_register(system_vfs, 1);
    sqlite3_vfs_unregister(&vfs);
    while (names) {
        Name *next = names->next;
        free(names->path);
        free(names);
        names = next;
    }
    while (inodes) {
        Inode *next = inodes->next;
        forget_changes(inodes);
        free(inodes->changes);
        free(inodes->synced.data);
        free(inodes);
        inodes = next;
    }
    free(root);
    root = NULL;
    return 0;
}

// What is left.

// The finalizer of SplitMix64: a number's bits, well mixed.
static uint64_t mixed(uint64_t value) {
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

// How the disk has gone about a file, by the seed.
enum Manner {
    /// Every part of a write by chance.
    ANY_PART,
    /// Each sector as it was at some moment: of its writes the first ones.
    EACH_SECTOR_AT_A_MOMENT,
    /// All up to some moment, the last write torn.
    ALL_UP_TO_A_MOMENT,
    /// Every part by chance, but the files have their new sizes: zeros where nothing arrived.
    NEW_SIZES_FIRST,
    MANNERS,
};

typedef struct {
    uint64_t seed;
    enum Manner manner;
    unsigned share; // of 256
    size_t count;   // of the changes
} Fate;

static int arrives(const Fate *fate, size_t change, size_t sector) {
    uint64_t chance = mixed(fate->seed ^ mixed(change * 0x10001 + 1) ^ mixed(sector + 0x5851f42d4c957f2d));
    size_t moment;
    switch (fate->manner) {
    case EACH_SECTOR_AT_A_MOMENT:
        return change < mixed(fate->seed ^ mixed(sector + 7)) % (fate->count + 1);
    case ALL_UP_TO_A_MOMENT:
        moment = mixed(fate->seed ^ 11) % (fate->count + 1);
        return change < moment || (change == moment && chance & 1);
    default:
        return (chance & 255) < fate->share;
    }
}

static void add_what_arrived(const Inode *inode, Bytes *image, uint64_t seed) {
    static const unsigned shares[] = {128, 16, 240, 250};
    Fate fate = {
        .seed = mixed(seed),
        .manner = (enum Manner)(mixed(seed + 1) % MANNERS),
        .share = shares[mixed(seed + 2) % 4],
        .count = inode->count,
    };
    put(image, 0, inode->synced.data, inode->synced.size);
    size_t sector = (size_t)sector_bytes;
    for (size_t i = 0; i < inode->count; i++) {
        const Change *change = &inode->changes[i];
        if (change->is_truncation) {
            if (arrives(&fate, i, SIZE_MAX)) apply(image, change);
            continue;
        }
        size_t end = change->offset + change->count;
        for (size_t from = change->offset; from < end;) {
            size_t to = (from / sector + 1) * sector;
            if (to > end) to = end;
            if (arrives(&fate, i, from / sector)) put(image, from, change->data + (from - change->offset), to - from);
            from = to;
        }
        if (fate.manner == NEW_SIZES_FIRST && end > image->size) resize(image, end);
    }
}

static int store(const char *directory, const char *name, const Bytes *bytes) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return -1;
    size_t done = 0;
    while (done < bytes->size) {
        ssize_t count = write(file, bytes->data + done, bytes->size - done);
        if (count < 0) break;
        done += (size_t)count;
    }
    close(file);
    return done == bytes->size ? 0 : -1;
}

int powerloss_write_image(const char *directory, uint64_t seed) {
    int code = 0;
    pthread_mutex_lock(&lock);
    uint64_t number = 0;
    for (Name *name = names; name; name = name->next, number++) {
        uint64_t own = mixed(seed ^ mixed(number + 3));
        // A name that was made, deleted or made anew since the directory was synced: as before, or as now.
        Inode *inode = own & 1 ? name->now : name->synced;
        if (!inode) continue;
        Bytes image = {0};
        add_what_arrived(inode, &image, own);
        if (code == 0) code = store(directory, strrchr(name->path, '/') + 1, &image);
        free(image.data);
    }
    pthread_mutex_unlock(&lock);
    return code;
}
