import Foundation
import Testing

/// Debian's SNMP agent with this machine's values, unprivileged, on loopback.
struct Agent {
    let port: UInt16
    let process: Program

    /// The addresses that it can answer at, beside `127.0.0.1`: loopback has a whole network of them.
    static let addresses = ["127.0.0.1", "127.0.0.2", "127.0.0.3"]
}

extension Scene {
    /// Starts an agent and waits until it answers.
    ///
    /// - Parameters:
    ///   - port: That of an agent that was stopped; else a free one.
    ///   - isComplete: Waits for the processors' load too, which it knows after a minute.
    ///   - name: Of its files: its engine and count of boots are kept under it from start to start.
    ///   - lines: What its configuration has besides.
    ///   - environment: What its process has besides.
    func startAgent(
        port: UInt16? = nil, isComplete: Bool = false, name: String = "agent", lines: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> Agent {
        // Several suites may want it at once.
        let fetched = try await run(
            "/usr/bin/flock", ["\(Built.source)/.build", "\(Built.source)/scripts/fetch-snmpd"], within: .seconds(120))
        try #require(fetched.code == 0, "scripts/fetch-snmpd: \(fetched.errors)")
        let program = fetched.output.trimmingCharacters(in: .whitespacesAndNewlines)

        let port = try port ?? FreePort.udp()
        let configuration = try write(
            """
            rocommunity public 127.0.0.0/8
            rocommunity6 public ::1
            sysName here
            dontLogTCPWrappersConnects yes

            """ + lines.map { $0 + "\n" }.joined(), to: "\(name).conf")
        try makeDirectory(name)
        let process = try start(
            program,
            ["-f", "-C", "-c", configuration, "-Lf", path("\(name).log")] + Agent.addresses.map { "udp:\($0):\(port)" }
                + ["udp6:[::1]:\(port)"], environment: environment.merging(["SNMP_PERSISTENT_DIR": path(name)]) { $1 })
        // sysName, hrProcessorLoad
        let wanted = isComplete ? "1.3.6.1.2.1.25.3.3.1.2" : "1.3.6.1.2.1.1.5"
        try await eventually("snmpd answers; \(process.errors)", within: .seconds(isComplete ? 100 : 20)) {
            try #require(!process.hasEnded, "snmpd ended: \(process.errors)")
            return try await !snmpwalk(wanted, port: port, "-v2c").isEmpty
        }
        return Agent(port: port, process: process)
    }

    /// What net-snmp's own tool reads: `.1.3.6.1.2.1.1.5.0 = "here"` for each object.
    func snmpwalk(_ oid: String, port: UInt16, _ version: String) async throws -> [String] {
        let walk = try await run(
            "/usr/bin/snmpwalk",
            [version, "-c", "public", "-t", "0.5", "-r", "0", "-On", "-Ot", "-Oe", "-Cc", "127.0.0.1:\(port)", oid],
            environment: ["MIBS": "", "SNMP_PERSISTENT_DIR": path("agent")])
        guard walk.code == 0 else { return [] }
        return walk.output.split(separator: "\n").map(String.init).filter { !$0.contains("No Such") }
    }
}
