import Config
import Foundation
import Model
import Testing

/// The probes that we ship.
struct ProbeFileTests {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func `every probe that we ship loads`() throws {
        let catalogue = try ProbeCatalogue.load(directory: Self.repository.appending(path: "Probes").path)
        #expect(catalogue.probes.count >= 10)
    }

    @Test func `the sample configuration loads without a warning`() throws {
        let file = Self.repository.appending(path: "Config/monitor.yaml").path
        let configuration = try Configuration.load(file: file, environment: [:])
        #expect(configuration.warnings == [])
        #expect(configuration.fleet.hosts.count == 5)
    }
}
