import ArgumentParser
import Config
import Control
import Glibc
import Model
import Platform
import Polling

/// `discover ADDRESS…`: what devices are, and what is there to be read.
struct DiscoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover", abstract: "Print what devices are, and what the probes find on them.",
        discussion: """
            Each device is asked once, many at the same time. Exit code: 0 if all have answered, 1 if one has not, 64 for \
            a mistake in the command, 78 for one in the configuration.
            """)

    @OptionGroup var files: FileOptions

    @Argument(
        help: ArgumentHelp(
            "10.20.0.1, 127.0.0.1:16161, [2001:db8::1]:161, a range (10.20.0.0/22, 10.20.0.10-99), or the name of a host in the configuration.",
            valueName: "address"))
    var addresses: [String]

    @Option(name: .long, help: "The community; else that of the named host, else public.")
    var community: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A credential under 'snmp:' in the configuration, of any version.", valueName: "name"))
    var snmp: String?

    @Option(name: .long, help: "1 or 2c, of a community; without it 2c, and 1 where that is not answered.")
    var snmpVersion: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Only this probe, also on devices that it does not fit.", valueName: "name"))
    var probe: String?

    @Flag(name: .long, help: "As JSON (docs/discover.md); of several devices each on a line of its own.")
    var json = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Propose hosts in this file, to be included in the configuration; what is in it stays, new ones are added.",
            valueName: "file"))
    var write: String?

    @Option(name: .long, help: "The UDP port of the agents in ranges; 161 if not given.")
    var port: UInt16?

    @Flag(name: .long, inversion: .prefixedNo, help: "Ask only those addresses of ranges that answer a ping.")
    var ping = true

    @Option(name: .long, help: ArgumentHelp("End after this time, whoever is not through.", valueName: "seconds"))
    var within = 600

    func validate() throws {
        if snmp != nil, community != nil || snmpVersion != nil {
            throw ValidationError(
                "--snmp names a whole credential; leave out --community and --snmp-version, or --snmp")
        }
        if let snmpVersion, !["1", "2c"].contains(snmpVersion) {
            throw ValidationError(
                "\(snmpVersion.visible()) is no version of a community; write 1 or 2c, or name a credential with --snmp"
            )
        }
        if let community, !(1...255).contains(community.utf8.count) {
            throw ValidationError("--community has \(community.utf8.count) bytes; 1 to 255 are needed")
        }
        if write != nil, json || probe != nil {
            throw ValidationError("--write proposes hosts; leave out --json and --probe, or --write")
        }
        guard (1...86_400).contains(within) else { throw ValidationError("--within is 1 to 86400 seconds.") }
    }

    func run() async throws {
        let plan = try DiscoveryPlan(self)
        var look = Look()
        do {
            try await discover(plan.targets, by: plan.probes, &look)
            if !look.unfitting.isEmpty, var forced = plan.probes.probe(at: 0) {
                for target in look.unfitting { printError("\(target.spokenTo): \(forced.name) does not fit it") }
                forced.recognition = Probe.Recognition()
                try await discover(look.unfitting, by: [forced], &look)
            }
            try await tell(look.silent)
            if !plan.searched.isEmpty { look.found += try await search(plan) }
            if let write { try propose(look.found, plan, file: write) }
            for line in plan.probes.faults.flatMap(\.lines) { printError("left out: \(line)") }
        } catch let error as PlatformError {
            printError("\(error)")
            throw ExitCode(EX_OSERR)
        }
        if look.hasFailed || !look.silent.isEmpty { throw ExitCode(1) }
    }

    /// What came of looking at devices.
    private struct Look {
        var silent: [(target: PollTarget, cause: SilenceCause)] = []
        /// Those that the one probe does not fit.
        var unfitting: [PollTarget] = []
        var hasFailed = false
        /// Those that answered, for a proposal.
        var found: [FoundHost] = []
    }

    private func discover(_ targets: [PollTarget], by probes: ProbeLibrary, _ look: inout Look) async throws {
        let session = DiscoverySession(
            probes: probes, triesVersion1: snmpVersion == nil, readsSurroundings: write != nil,
            patience: .seconds(within))
        try await session.run(targets) { target, outcome in
            switch outcome {
            case .found(let host, _) where probe != nil && host.facts.probes.isEmpty: look.unfitting.append(target)
            case .found(let host, _) where write != nil:
                look.found.append(FoundHost(host, of: target))
                print(line(host, of: target))
            case .found(let host, let failures):
                show(host, of: target, failures: failures, isOne: targets.count == 1 && addresses.count == 1)
            case .silent(let cause): look.silent.append((target, cause))
            case .unaskable:
                look.hasFailed = true
                printError(
                    "cannot ask \(target.spokenTo): SNMPv3 with the algorithms of its credential is not spoken here; "
                        + "name another one with --snmp")
            case .unfinished:
                look.hasFailed = true
                printError("\(target.spokenTo) was not through after \(within) s; give it longer with --within SECONDS")
            }
        }
    }

    func show(_ host: DiscoveredHost, of target: PollTarget, failures: [ReadingFailure], isOne: Bool) {
        let inventory = Inventory(host, address: isOne && json ? nil : target.host.id)
        guard json else {
            let summary = InventorySummary(
                inventory, facts: host.facts, failures: failures, wording: .ofCommands)
            return print((summary.lines + [""]).joined(separator: "\n"), terminator: isOne ? "" : "\n")
        }
        do {
            print(String(decoding: try ControlJSON.encode(inventory), as: UTF8.self))
        } catch {
            printError("cannot write what \(target.spokenTo) said as JSON: \(error)")
        }
        if !failures.isEmpty {
            printError("\(target.spokenTo): \(failures.count) things could not be read; without --json they are named")
        }
    }

    /// Says why devices gave nothing. Whether a port is closed only a connected socket hears.
    private func tell(_ silent: [(target: PollTarget, cause: SilenceCause)]) async throws {
        let unclear = silent.filter { $0.cause == .timeout }.map(\.target.agentAddress)
        let closed = try await ClosedPorts.among(unclear)
        for (target, cause) in silent {
            let known = cause == .timeout && closed.contains(target.agentAddress) ? .refused : cause
            printError("no answer from \(target.spokenTo): \(known.remedied)")
        }
    }
}

extension Wording {
    /// Of commands that ask devices themselves; they tell no times of day.
    static let ofCommands = Wording(language: .english) { _ in
        CalendarTime(year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, weekday: 4, offset: 0)
    }
}

extension PollTarget {
    fileprivate var agentAddress: SocketAddress { SocketAddress(host.endpoint, defaultPort: 161) }

    /// `sw-1 (10.20.0.3:161)`, or the address alone.
    fileprivate var spokenTo: String {
        Endpoint(host.id) == nil ? "\(host.id) (\(agentAddress))" : agentAddress.description
    }
}

extension SilenceCause {
    /// What was wrong, and what to do about it.
    fileprivate var remedied: String {
        switch self {
        case .timeout: "timeout; it is off, or something filters UDP, or it knows another community or user"
        case .refused: "port closed; start its SNMP agent, or write another port: ADDRESS:PORT"
        case .otherAddress(let address):
            "answers from another address, \(address.visible()); ask that one, or have its agent answer from where it is "
                + "asked"
        case .malformed(let detail):
            "its answers cannot be understood (\(detail.visible())); see whether that port is an SNMP agent's"
        case .security(let fault):
            "SNMPv3: \(Wording.ofCommands.word(fault)); mend the credential or the agent's user"
        }
    }
}
