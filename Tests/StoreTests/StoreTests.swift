import Glibc
import Model
import Store

/// A directory of its own for a test, removed with all that lies in it when the test is over.
final class TemporaryDirectory {
    let path: String

    init() throws {
        var template = Array("/tmp/store-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(code: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    struct Failure: Error {
        var code: CInt
    }

    /// The names in it, sorted.
    var names: [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var found: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { found.append(name) }
        }
        return found.sorted()
    }

    func write(_ text: String, to name: String) {
        let file = open(path + "/" + name, O_WRONLY | O_CREAT, 0o600)
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        close(file)
    }

    deinit {
        chmod(path, 0o700)
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }
}

extension Timestamp {
    /// Monday 23 November 2026, 10:16 UTC.
    static let start = Timestamp(seconds: 1_795_428_960)
}

extension GroupKey {
    static let ports = GroupKey(host: "sw-1", group: "if-mib.ports")
}

extension GroupLayout {
    /// Ports with two counters and a state.
    static func ports(_ names: [String], of key: GroupKey = .ports) -> GroupLayout {
        GroupLayout(
            key: key,
            columns: [
                Column(name: "inOctets", kind: "port", unit: .bytes, measure: .counter64),
                Column(name: "load", kind: "port", unit: .percent, measure: .gauge),
                Column(name: "operState", kind: "port", unit: .none, measure: .state),
            ],
            rows: names.enumerated().map { Row(identity: $1, label: $1, instance: OID([UInt32($0 + 1)])) })
    }
}

/// The 64 bits of a value and which kind it is: NaN and −0 are told apart.
struct Pattern: Hashable {
    var bits: UInt64
    var isReal: Bool

    init(_ value: Value) {
        switch value {
        case .integer(let integer): (bits, isReal) = (UInt64(bitPattern: integer), false)
        case .real(let real): (bits, isReal) = (real.bitPattern, true)
        }
    }
}

extension Readings {
    var patterns: [Pattern?] { values.map { $0.map(Pattern.init) } }
}
