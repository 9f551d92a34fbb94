import ArgumentParser
import Config
import Control
import Glibc
import Model
import Polling

/// Who is to be asked, with which credential, and by which probes. The configuration is only read where something in it is
/// named.
struct DiscoveryPlan {
    /// Those that were named one by one.
    private(set) var targets: [PollTarget] = []
    /// The addresses of ranges, to be tried with each of the credentials.
    private(set) var searched: [Host] = []
    private(set) var credentials: [Credential] = []
    private(set) var probes: ProbeLibrary
    /// What was read of it; `nil`: nothing was needed of it, or it is not there.
    let configuration: Configuration?

    /// - Throws: `ExitCode` after telling the mistakes of the files, `ValidationError` for those of the command.
    init(_ command: DiscoverCommand) throws {
        let ranges = command.addresses.filter { Endpoint($0) == nil }.compactMap { AddressRange($0) }
        let name = command.addresses.first { Endpoint($0) == nil && AddressRange($0) == nil }
        // A range is tried with all credentials that the configuration has, if there is one.
        // A proposal is held against what is configured.
        let wantsAll =
            command.write != nil || !ranges.isEmpty && command.community == nil && command.snmpVersion == nil
        do throws(ConfigurationErrors) {
            configuration =
                command.snmp != nil || name != nil || wantsAll && isReadable(command.files.config)
                ? try Configuration.load(file: command.files.config, environment: environment()) : nil
            let opened = try ConfigurationFiles.openProbes(command.files, configuration)
            probes = opened.library
            for mistake in opened.mistakes { printError("left out: \(mistake)") }
        } catch {
            if let name {
                printError(
                    "'\(name.visible())' is no address; so it must be a host of the configuration, which has mistakes:")
            }
            for mistake in error.mistakes { printError("\(mistake)") }
            throw ExitCode(EX_CONFIG)
        }
        if let name = command.probe {
            guard probes.entries.contains(where: { $0.name == name }) else {
                let remedy = DiscoveryPlan.remedy(
                    name, among: probes.entries.map(\.name), where: "in `monitor probes list`")
                throw ValidationError("there is no probe '\(name.visible())'; \(remedy)")
            }
            guard let probe = probes.probe(name) else {
                for line in probes.faults.flatMap(\.lines) { printError(line) }
                throw ExitCode(EX_CONFIG)
            }
            probes = [probe]
        }
        let given = try DiscoveryPlan.credential(command, configuration)
        let mostAddresses = DiscoveryPlan.mostAddresses
        guard ranges.reduce(0, { $0 + $1.count }) <= mostAddresses else {
            throw ValidationError(
                "these ranges have more than \(mostAddresses) addresses; search parts of them, one by one")
        }
        var known: Set<String> = []
        for address in ranges.flatMap(\.addresses) where known.insert("\(address)").inserted {
            searched.append(Host(id: "\(address)", endpoint: Endpoint(address: address, port: command.port), site: ""))
        }
        credentials =
            given.map { [$0] } ?? configuration.map { $0.credentials.sorted { $0.key < $1.key }.map(\.value) }
            ?? [DiscoveryPlan.standard]
        for address in command.addresses where known.insert(address).inserted {
            if Endpoint(address) == nil, AddressRange(address) != nil { continue }
            targets.append(try DiscoveryPlan.target(address, given, configuration))
        }
    }

    private static let standard = Credential(name: "", security: .v2c(community: Secret("public")))
    /// A /16.
    private static let mostAddresses = 65_536

    /// What the command says; `nil`: what each host says.
    private static func credential(
        _ command: DiscoverCommand, _ configuration: Configuration?
    ) throws -> Credential? {
        if let name = command.snmp, let configuration {
            if let credential = configuration.credentials[name] { return credential }
            throw ValidationError(
                "there is no credential '\(name.visible())' in \(configuration.file.visible()); "
                    + remedy(name, among: configuration.credentials.keys.sorted(), where: "under 'snmp:'"))
        }
        guard command.community != nil || command.snmpVersion != nil else { return nil }
        let community = Secret(command.community ?? "public")
        return Credential(
            name: "", security: command.snmpVersion == "1" ? .v1(community: community) : .v2c(community: community))
    }

    private static func target(
        _ address: String, _ given: Credential?, _ configuration: Configuration?
    ) throws -> PollTarget {
        let host: Host
        if let endpoint = Endpoint(address) {
            host = Host(id: address, endpoint: endpoint, site: "")
        } else if let named = configuration?.fleet.host(address) {
            host = named
        } else {
            throw ValidationError(
                "'\(address.visible())' is no address and no host of the configuration; write 10.20.0.1, 10.20.0.1:1161, "
                    + "[2001:db8::1]:161, 10.20.0.0/24 or 10.20.0.10-99; "
                    + remedy(address, among: configuration?.fleet.hosts.map(\.id) ?? [], where: "under 'hosts:'"))
        }
        let own = host.credential.flatMap { configuration?.credentials[$0] }
        return PollTarget(
            host: host, credential: given ?? own ?? DiscoveryPlan.standard, interval: .seconds(3600),
            ping: .seconds(3600))
    }

    private static func remedy(_ name: String, among names: [String], where place: String) -> String {
        let near = NearestNames.of(name, among: names).map { $0.visible() }
        return near.isEmpty ? "names stand \(place)" : "did you mean \(near.joined(separator: ", "))?"
    }
}

/// Whether there is such a file that may be read.
private func isReadable(_ path: String) -> Bool {
    unsafe access(path, R_OK) == 0
}
