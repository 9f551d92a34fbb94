import CPowerLoss
import Foundation
import Testing

// CrashTests — the database after a power cut, on a disk of which we know what was synced (CPowerLoss).
//
//   CutDisk            a directory on such a disk
//   PowerCut           one run: writes until the power is off, then looks at what may be left
//   PowerCutTests      many of them; `make crash CUTS=N` for more
//   CutDiskTests       the disk itself: what is not synced does get lost

/// A directory whose power can be cut. One at a time: it is the process's default VFS while it is there.
final class CutDisk {
    let path: String

    /// - Parameters:
    ///   - path: A directory of its own; what lies in it counts as synced.
    ///   - cut: The number of the changing call that the power does not outlive, from 1; 0: none.
    ///   - lies: Whether syncs do nothing.
    init(_ path: String, sector: Int32 = 4096, cut: Int64 = 0, lies: Bool = false) throws {
        self.path = path
        let code = powerloss_begin(path, sector, cut, lies ? Int32(POWERLOSS_SYNC_LIES) : 0)
        try #require(code == 0, "SQLite refused the VFS: \(code)")
    }

    /// How many calls have changed something, or wanted to.
    var calls: Int64 { powerloss_calls() }
    var isOff: Bool { powerloss_is_off() != 0 }

    /// Cuts the power.
    func cut() { powerloss_cut() }

    /// Writes what may be left into a directory.
    func writeImage(to directory: String, seed: UInt64) throws {
        try #require(powerloss_write_image(directory, seed) == 0, "\(directory): \(String(cString: strerror(errno)))")
    }

    /// Takes the disk away; every connection to it must have been closed.
    func remove() throws {
        let open = powerloss_end()
        try #require(open == 0, "\(open) files are still open")
    }
}

/// A directory in memory where there is one: these tests are about another disk than this machine's.
final class ScratchDirectory {
    let path: String

    init() throws {
        let place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(place)/monitor-crash-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// A new directory in it. The reserve is there and empty: it would only take time.
    func make(_ name: String) throws -> String {
        let directory = "\(path)/\(name)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: "\(directory)/reserve"))
        return directory
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            Issue.record("\(path) stays: \(error)")
        }
    }
}
