import Foundation

/// A directory that is removed with the test.
final class TemporaryDirectory {
    private let root: URL

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "config-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: root)
        } catch {
            print("\(root.path) stays behind: \(error)")
        }
    }

    func path(_ name: String) -> String { "\(root.path)/\(name)" }

    /// Writes a file, with the directories above it.
    func write(_ text: String, to name: String, permissions: Int = 0o644) throws {
        try write(Array(text.utf8), to: name, permissions: permissions)
    }

    func write(_ bytes: [UInt8], to name: String, permissions: Int = 0o644) throws {
        let file = root.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file.path)
    }
}
