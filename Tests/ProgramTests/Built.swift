import Foundation
import Testing

// ProgramTests — the built programs as people run them, against real parts: Debian's snmpd, the simulated town in network
// namespaces, tmux, curl, sqlite3, a mail server with a mailbox. Nothing is skipped: what is lacking fails with its reason.
//
//   Built      where the programs and their files are
//   Program    one started program, and the end of it
//   Scene      a directory with all that one test starts; everything ends with it
//   Agent      Debian's snmpd as `make run` has it
//   Daemon     monitord, and what it says of itself
//   Terminal   a tmux of one window
//   Golden     screens as text files

/// The programs as they were built, beside the bundle of the tests, and the files of the source tree.
enum Built {
    static let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    static let monitord = directory + "/monitord"
    static let monitor = directory + "/monitor"
    static let storeWriter = directory + "/StoreWriter"
    static let probes = source + "/Probes"
    static let town = source + "/Config/lab/town.yaml"

    /// All files of probes that we ship.
    static func probeFiles() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: probes).filter {
            $0.hasSuffix(".yaml") && $0 != "support.yaml"
        }
        .map { "\(probes)/\($0)" }
    }

    /// The file of a probe, in whatever family's directory.
    static func probeFile(_ name: String) throws -> String {
        try #require(try probeFiles().first { $0.hasSuffix("/\(name).yaml") }, "there is no probe \(name)")
    }

    static func probeNames() throws -> [String] {
        try probeFiles().map { URL(filePath: $0).deletingPathExtension().lastPathComponent }.sorted()
    }

    private static let directory: String = {
        guard let bundle = CommandLine.arguments.first(where: { $0.hasSuffix(".xctest") }) else {
            return source + "/.build/debug"
        }
        return URL(filePath: bundle).deletingLastPathComponent().path
    }()
}
