import FoundationEssentials
import Glibc
public import Model

/// The directory of the daily backups: `monitor-20261127T0330Z.db` of half past three UTC, so that names sort by time.
public struct BackupFolder: Sendable, Hashable {
    public let path: String

    /// A backup as its name tells.
    public struct Entry: Sendable, Hashable {
        public var path: String
        public var time: Timestamp
    }

    private static let prefix = "monitor-"
    private static let suffix = ".db"

    public init(path: String) {
        self.path = path
    }

    /// Where a backup of that time belongs.
    public func file(of time: Timestamp) -> String {
        let digits = time.description.filter { $0 != "-" && $0 != ":" }
        return "\(path)/\(BackupFolder.prefix)\(digits.prefix(13))Z\(BackupFolder.suffix)"
    }

    /// What is there, the newest first; other files are passed over, and so are those of the time after tomorrow: a clock
    /// was wrong when they were made.
    public func entries(now: Timestamp) throws(StoreError) -> [Entry] {
        guard FileIdentity(path: path) != nil else { return [] }
        return try names().compactMap { name in
            BackupFolder.time(ofName: name).map { Entry(path: "\(path)/\(name)", time: $0) }
        }
        .filter { $0.time <= now + .seconds(86_400) }
        .sorted { $0.time > $1.time }
    }

    /// Makes the directory if it is not there.
    public func make() throws(StoreError) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StoreError(errno: errno, while: "create", path: path)
        }
    }

    /// Removes all but the newest, and what a run left that did not come to its end.
    public func keep(_ count: Int, now: Timestamp) throws(StoreError) {
        for entry in try entries(now: now).dropFirst(max(1, count)) { unsafe unlink(entry.path) }
        for name in try names() where name.hasSuffix(BackupFolder.suffix + ".new") {
            if BackupFolder.time(ofName: String(name.dropLast(".new".count))) != nil {
                DatabaseCopy(path: "\(path)/\(name)").remove()
            }
        }
    }

    private func names() throws(StoreError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw StoreError(
                .notWritable, problem: "could not read \(path)", remedy: "check owner and mode of the directory",
                cause: "\(error)")
        }
    }

    /// `monitor-20261127T0330Z.db`; `nil` for any other name.
    private static func time(ofName name: String) -> Timestamp? {
        guard name.hasPrefix(prefix), name.hasSuffix("Z" + suffix) else { return nil }
        let digits = Array(name.dropFirst(prefix.count).dropLast(suffix.count + 1))
        guard digits.count == 13, digits[8] == "T" else { return nil }
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return Timestamp(
            iso8601: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):00Z")
    }
}
