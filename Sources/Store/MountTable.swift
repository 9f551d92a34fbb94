import FoundationEssentials

/// Which kind of file system is mounted on which device (man 5 proc, /proc/self/mountinfo).
struct MountTable {
    /// Where several machines may have the same file open.
    static let networkTypes: Set = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "coda", "9p", "lustre", "ocfs2", "gfs2",
        "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.s3fs",
    ]

    private let types: [UInt64: String]

    /// `36 35 98:0 / /mnt rw,noatime master:1 - ext3 /dev/root rw`: the device is the third word, the type follows the
    /// lone hyphen. Lines of another shape are passed over.
    init(_ text: String) {
        var types: [UInt64: String] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 2, let hyphen = words.firstIndex(of: "-"), hyphen + 1 < words.count else { continue }
            let device = words[2].split(separator: ":").compactMap { UInt64($0) }
            guard device.count == 2 else { continue }
            types[Self.device(major: device[0], minor: device[1])] = String(words[hyphen + 1])
        }
        self.types = types
    }

    /// The mounts of this process, `nil` where there is no /proc: then nothing is known, and nothing is refused.
    static var current: MountTable? {
        do {
            return MountTable(try String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8))
        } catch {
            return nil
        }
    }

    func type(ofDevice device: UInt64) -> String? {
        types[device]
    }

    /// As glibc's `makedev` puts a device number together.
    private static func device(major: UInt64, minor: UInt64) -> UInt64 {
        (major & 0xFFF) << 8 | (major & ~0xFFF) << 32 | minor & 0xFF | (minor & ~0xFF) << 12
    }
}
