import ArgumentParser
import Config
import Control
import Glibc
import Model
import Platform
import Polling

/// `discover 10.20.0.0/22 --write hosts/new.yaml`: who was found, as hosts to be looked through and included.
extension DiscoverCommand {
    /// Writes the file and tells what is new and what is not as it is configured.
    ///
    /// - Throws: `ExitCode` if the file cannot take it, after saying why.
    func propose(_ found: [FoundHost], _ plan: DiscoveryPlan, file: String) throws {
        let asked = Set(plan.searched.map(\.endpoint) + plan.targets.map(\.host.endpoint))
        let proposal: HostProposal
        do {
            let target = try ProposalFile(file)
            let written = try target.contents.map { bytes in try WrittenHosts(bytes, of: file) }
            proposal = HostProposal(
                found: found.sorted { $0.endpoint.address < $1.endpoint.address },
                searched: { endpoint in asked.contains { $0.isSamePlace(as: endpoint) } },
                configuration: plan.configuration, known: knownFacts(plan.configuration), written: written,
                gateway: Uplink.gateway())
            if written != nil || !proposal.entries.isEmpty {
                let heading = "Found by monitor discover \(addresses.joined(separator: " "))"
                try target.write(proposal.text(of: file, written: written, heading: heading))
            }
        } catch {
            printError("\(error)")
            throw ExitCode(1)
        }
        tell(proposal, file)
        tellMistakes(file)
    }

    /// What the configured hosts said of themselves until now; of nothing else can it be seen that one has moved.
    private func knownFacts(_ configuration: Configuration?) -> [Host.Name: HostFacts] {
        guard let configuration, !configuration.fleet.hosts.isEmpty else { return [:] }
        do throws(ControlError) {
            return try ControlClient(socketPath: configuration.socketPath).facts()
        } catch {
            printError(
                "the daemon does not tell what it knows of the configured hosts (\(error)); hosts that have moved to other "
                    + "addresses are taken for new ones")
            return [:]
        }
    }

    private func tell(_ proposal: HostProposal, _ file: String) {
        print("")
        for entry in proposal.entries {
            let parent = entry.parent.map { "  behind \("\($0)".visible(limit: 80))" } ?? ""
            print("new        \(entry.name)  \(entry.endpoint)\(parent)")
        }
        for change in proposal.changes { print(change.line) }
        let count = proposal.entries.count
        print(
            "\(file): \(count == 1 ? "1 host" : "\(count) hosts") proposed"
                + (proposal.unchanged > 0 ? "; \(proposal.unchanged) are as configured" : ""))
    }

    /// Says whether the configuration reads the file, and what is wrong with it there.
    private func tellMistakes(_ file: String) {
        do throws(ConfigurationErrors) {
            let configuration = try Configuration.load(file: files.config, environment: environment())
            let target = ProposalFile.resolved(file)
            let directory = ProposalFile.directory(of: files.config)
            let isRead = configuration.files.contains { name in
                ProposalFile.resolved(name.hasPrefix("/") ? name : "\(directory)/\(name)") == target
            }
            if isRead {
                print("the configuration reads it: reload the daemon (systemctl reload monitord) to watch them")
            } else {
                let path = target.hasPrefix(directory + "/") ? String(target.dropFirst(directory.count + 1)) : target
                print("read it through, then write into the configuration: include: [\(path)]")
            }
        } catch {
            guard unsafe access(files.config, R_OK) == 0 else { return }
            print("with it the configuration has mistakes:")
            for mistake in error.mistakes { print("  \(mistake)") }
        }
    }
}

/// The file that takes the proposal. A link stays a link, and the file keeps its owner and rights: it may hold secrets.
private struct ProposalFile {
    private let path: String
    private let status: stat?
    /// `nil`: it is not there yet.
    let contents: [UInt8]?

    init(_ path: String) throws(PlatformError) {
        self.path = ProposalFile.resolved(path)
        var status = stat()
        let isThere = unsafe stat(self.path, &status) == 0
        self.status = isThere ? status : nil
        contents = isThere ? try readFile(self.path, limit: 1 << 20) : nil
    }

    /// Without links; as it is where it leads nowhere.
    static func resolved(_ path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    static func directory(of path: String) -> String {
        let real = resolved(path)
        return real.lastIndex(of: "/").map { String(real[..<$0]) } ?? resolved(".")
    }

    func write(_ text: String) throws(PlatformError) {
        try AtomicFile.write(Array(text.utf8), to: path, mode: status.map { $0.st_mode & 0o7777 } ?? 0o640)
        if let status, unsafe chown(path, status.st_uid, status.st_gid) != 0 {
            throw PlatformError("keep the owner of", path, code: errno)
        }
    }
}

extension FoundHost {
    init(_ host: DiscoveredHost, of target: PollTarget) {
        let ports = host.groups.filter { $0.source.kind == "port" }.reduce(0) { $0 + $1.rows.count }
        let name = target.credential?.name ?? ""
        self.init(
            endpoint: target.host.endpoint, credential: name.isEmpty ? nil : name, facts: host.facts,
            surroundings: host.surroundings ?? Surroundings(), ports: ports)
    }
}

extension HostProposal.Change {
    /// `moved      ap-3: 10.20.0.7 → 10.20.0.9, by its serial number`.
    fileprivate var line: String {
        switch self {
        case .moved(let host, let endpoint, let evidence):
            "moved      \(host.id): \(host.endpoint) → \(endpoint), by its \(evidence.visible(limit: 60))"
                + "; \(host.writtenAt)address: \(endpoint)"
        case .replaced(let host, let old, let new):
            "replaced   \(host.id): was \(old.visible(limit: 80)), is \(new.visible(limit: 80))"
        case .newVersion(let host, let old, let new):
            "version    \(host.id): \(old.visible(limit: 40)) → \(new.visible(limit: 40))"
        case .otherParent(let host, let parent):
            "parent     \(host.id): configured behind \(host.parents.joined(separator: ", ")), "
                + "found at \("\(parent)".visible(limit: 80)); \(host.writtenAt)parent: \(parent.host)"
        case .silent(let host): "silent     \(host.id): \(host.endpoint) does not answer"
        }
    }
}

extension Host {
    /// `hosts/kuusela.yaml:31: write `.
    fileprivate var writtenAt: String { origin.map { "\($0.file):\($0.line): write " } ?? "write " }
}
