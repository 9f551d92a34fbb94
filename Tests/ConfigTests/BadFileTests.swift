import Config
import Foundation
import Testing

/// One file for each mistake, in `testdata/`. What is to be said about it stands in the file behind `#= `, one line a
/// mistake, in order.
struct BadFileTests {
    static let testdata = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "testdata")

    /// The bad configurations: single files, and directories with a `monitor.yaml`.
    static let configurations = files(in: "configuration")
    static let probes = files(in: "probes")

    private static func files(in directory: String) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: testdata.appending(path: directory).path)
                .sorted()
        } catch {
            return []
        }
    }

    /// The lines behind `#= ` of a file.
    private func expectations(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("#= ") }
            .map { String($0.dropFirst("#= ".count)) }
    }

    @Test func `the bad files are there`() {
        #expect(Self.configurations.count > 50)
        #expect(Self.probes.count > 8)
    }

    @Test(arguments: configurations) func `a bad configuration is refused with what, where and how to mend it`(
        name: String
    ) throws {
        var file = Self.testdata.appending(path: "configuration/\(name)")
        if !name.hasSuffix(".yaml") { file.append(path: "monitor.yaml") }
        let expected = try expectations(of: file)
        let error = #expect(throws: ConfigurationErrors.self) {
            try Configuration.load(file: file.path, environment: [:])
        }
        #expect(error?.mistakes.map(\.description) == expected)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test func `bad probes are refused with what, where and how to mend it, all files at once`() throws {
        let directory = Self.testdata.appending(path: "probes")
        let expected = try Self.probes.flatMap { try expectations(of: directory.appending(path: $0)) }
        let error = #expect(throws: ConfigurationErrors.self) {
            try ProbeCatalogue.load(directory: directory.path)
        }
        #expect(error?.mistakes.map(\.description) == expected)
    }
}
