import Foundation

/// A text file of the project.
struct SourceFile {
    /// From the project's root: `Sources/Rules/Judge.swift`.
    var path: String
    var text: String
    var lines: [Substring]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
    }

    /// The target that it belongs to by its place: the second part of the path, with `Tests` and `Benchmarks` too.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }
}

/// The files as they lie in the working tree.
enum SourceTree {
    /// The project's root, by the place of this file in it.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// One file; throws if it cannot be read.
    static func file(_ path: String) throws -> SourceFile {
        SourceFile(path: path, text: try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }

    /// All files with one of the extensions below the directories, by path; a directory that is not there has none.
    static func files(below directories: [String], extensions: Set<String>) throws -> [SourceFile] {
        var paths: [String] = []
        for directory in directories {
            let names = FileManager.default.enumerator(atPath: root.appending(path: directory).path())
            while let name = names?.nextObject() as? String {
                if extensions.contains(URL(filePath: name).pathExtension) { paths.append("\(directory)/\(name)") }
            }
        }
        return try paths.sorted().map(file)
    }

    /// The Swift files of the programs.
    static func sources() throws -> [SourceFile] { try files(below: ["Sources"], extensions: ["swift"]) }

    /// The Swift files of the tests.
    static func tests() throws -> [SourceFile] { try files(below: ["Tests"], extensions: ["swift"]) }
}
