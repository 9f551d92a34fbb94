import Config
import Glibc
import Model
import Platform
import Testing

@testable import Lab

/// A directory of its own for a test, removed with it.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = "/tmp/lab-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        try makeDirectory(path)
    }

    deinit {
        for name in ["hosts/town.yaml", "monitor.yaml", "lab.sock"] { unlink("\(path)/\(name)") }
        for name in ["hosts", "data"] { rmdir("\(path)/\(name)") }
        rmdir(path)
    }
}

@Suite struct TownConfigurationTests {
    @Test(arguments: [false, true])
    func `the monitor reads the configuration of the town without a word`(loopback: Bool) throws {
        let scratch = try Scratch()
        let town = try Shipped.town()
        try TownConfiguration(town, isLoopback: loopback, language: .swedish, interval: .seconds(10))
            .write(to: scratch.path)
        let configuration = try Configuration.load(file: "\(scratch.path)/monitor.yaml", environment: [:])
        #expect(configuration.warnings.isEmpty, "\(configuration.warnings)")
        #expect(configuration.interval == .seconds(10))
        #expect(configuration.ping == .seconds(5))
        #expect(configuration.language == .swedish)
        #expect(!configuration.allowsLabNetwork)
        #expect(configuration.dataDirectory.hasPrefix(scratch.path))
        #expect(configuration.socketPath.hasPrefix(scratch.path))
        #expect(configuration.fleet.hosts.count == town.devices.count)
        #expect(configuration.fleet.sites.map(\.name) == town.sites.map(\.name))
        let server = try #require(configuration.fleet.host("sql-1"))
        #expect(server.mustRun == ["SQL Server (MSSQLSERVER)", "SQL Server Agent (MSSQLSERVER)"])
        #expect(server.endpoint.description == (loopback ? "127.77.0.8:16161" : "10.77.0.8"))
        let point = try #require(configuration.fleet.host("kanerva-ap02"))
        #expect(point.isSlow)
        #expect(point.credential == nil)
        #expect(point.parents == ["kanerva-sw1"])
        #expect(configuration.fleet.site("kanerva")?.lineOperator?.circuit == "PV-40211")
        #expect(loopback || configuration.fleet.hosts.allSatisfy { LabNetwork.contains($0.endpoint.address) })
    }
}
