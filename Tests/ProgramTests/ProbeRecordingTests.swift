import Foundation
import Testing

/// Every probe on a small recording of its own: `probes/NAME.snmprec`, and in `probes/NAME.json` what is to be found in it,
/// `{probes, device, readings}` with the fields that matter.
@Suite struct ProbeRecordingTests {
    private static let directory = "\(Built.source)/Tests/ProgramTests/probes"

    private static func names(in directory: String, ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasSuffix(ending) }
            .map { String($0.dropLast(ending.count)) }.sorted()
    }

    private typealias Fields = [String: Any]

    private static func expected(_ name: String) throws -> Fields {
        let data = try Data(contentsOf: URL(filePath: "\(directory)/\(name).json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? Fields, "\(name).json is no object")
    }

    /// Whether all that is expected is there; lists hold in any order what is expected.
    private static func holds(_ expected: Any, in found: Any?) -> Bool {
        switch (expected, found) {
        case (let expected as Fields, let found as Fields): expected.allSatisfy { holds($1, in: found[$0]) }
        case (let expected as [Any], let found as [Any]):
            expected.allSatisfy { element in found.contains { holds(element, in: $0) } }
        case (let expected as String, let found as String): expected == found
        case (let expected as Double, let found as Double):
            abs(expected - found) <= 1e-6 * max(1e-3, abs(expected))
        default: false
        }
    }

    /// The probes whose groups a probe takes over: they are exercised with it.
    private static func ancestors(of probe: String) throws -> [String] {
        let text = try String(contentsOfFile: Built.probeFile(probe), encoding: .utf8)
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("extends: ") }) else { return [] }
        let parent = line.dropFirst("extends: ".count).prefix { $0 != " " && $0 != "#" }
        return try [String(parent)] + ancestors(of: String(parent))
    }

    private static func text(_ value: Any) -> String {
        guard let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys]) else { return "?" }
        return String(decoding: data, as: UTF8.self)
    }

    @Test func `each finds on its recording what is there`() async throws {
        let scene = try Scene()
        let names = try Self.names(in: Self.directory, ending: ".snmprec")
        #expect(try names == Self.names(in: Self.directory, ending: ".json"))
        let list = scene.path("list")
        let lab = try scene.start(
            Built.monitor,
            ["lab", "--port", "\(try FreePort.udp())", "--list", list, "--recordings", Self.directory])
        try await eventually("the lab writes its list: \(lab.errors)", within: .seconds(60)) {
            try #require(!lab.hasEnded, "the lab ended: \(lab.errors)")
            return FileManager.default.fileExists(atPath: list)
        }
        let addresses = try scene.text("list").split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let outcome = try await scene.run(
            Built.monitor, ["discover", "--json", "--probes", Built.probes] + addresses.map { $0[1] },
            within: .seconds(300))
        #expect(outcome.errors == "")
        var found: [String: Fields] = [:]
        for line in outcome.output.split(separator: "\n") {
            let device = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? Fields
            if let address = device?["address"] as? String { found[address] = device }
        }
        for entry in addresses { try Self.check(entry[0], found[entry[1]]) }
    }

    private static func check(_ name: String, _ found: Fields?) throws {
        let found = try #require(found, "\(name) was not discovered")
        let expected = try expected(name)
        let (probes, device) = (expected["probes"] ?? [], expected["device"] ?? Fields())
        let fitting = found["probes"] as? [String] ?? []
        let exercised = try fitting + fitting.flatMap { try ancestors(of: $0) }
        #expect(holds(probes, in: exercised), "\(name): \(text(fitting))")
        #expect(holds(device, in: found["device"]), "\(name): \(text(found["device"] ?? "none"))")
        let readings = found["readings"] as? [Any] ?? []
        for reading in expected["readings"] as? [Any] ?? [] where !readings.contains(where: { holds(reading, in: $0) })
        {
            let label = (reading as? Fields)?["label"] as? String
            let near = readings.filter { ($0 as? Fields)?["label"] as? String == label }
            Issue.record("\(name) lacks \(text(reading)); of that label there are \(near.map(text))")
        }
    }

    @Test func `no probe is without a recording`() throws {
        let exercised = try Set(
            Self.names(in: Self.directory, ending: ".json").flatMap { name in
                try Self.expected(name)["probes"] as? [String] ?? []
            })
        #expect(try Built.probeNames().filter { !exercised.contains($0) } == [])
    }
}
