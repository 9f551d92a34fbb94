import Model
import SNMP

/// The probes, and which of them fit a host.
struct ProbeIndex {
    let probes: ProbeLibrary
    let patterns = PatternCache()
    let kinds = HostKinds()
    /// Whether discoveries also read what is only for a description: texts of rows, the devices' own limits.
    let describesRows: Bool
    /// Whether they also read who hangs on whom.
    let readsSurroundings: Bool
    /// Whether they also read the devices' own limits for what wears out.
    let readsLimits: Bool
    /// The places of the probes by the sysObjectIDs that they name, and of those that name none.
    private var named: [OID: [Int]] = [:]
    private var unnamed: [Int] = []

    init(
        probes: ProbeLibrary, describesRows: Bool = false, readsSurroundings: Bool = false, readsLimits: Bool = false
    ) {
        self.probes = probes
        self.describesRows = describesRows
        self.readsSurroundings = readsSurroundings
        self.readsLimits = readsLimits
        for (place, entry) in probes.entries.enumerated() {
            for prefix in Set(entry.recognition.systemObjectIDs) { named[prefix, default: []].append(place) }
            if entry.recognition.systemObjectIDs.isEmpty { unnamed.append(place) }
        }
    }

    /// The places of the probes that may fit a host that says this of itself, in order.
    func candidates(systemObjectID: OID?, systemDescription: String?) -> [Int] {
        let prefixes =
            systemObjectID.map { id in (0...id.count).map { OID(Array(id.subidentifiers.prefix($0))) } } ?? []
        let places = Set(prefixes.flatMap { named[$0] ?? [] }).union(unnamed)
        return places.sorted().filter { place in
            let descriptions = probes.entries[place].recognition.descriptions
            // An agent without sysDescr is one of which it says nothing.
            return descriptions.isEmpty || descriptions.contains { patterns.matches($0, systemDescription ?? "") }
        }
    }

    /// The objects whose presence decides about some of these probes, each once.
    func presenceObjects(of candidates: [Int]) -> [OID] {
        var seen: Set<OID> = []
        return candidates.map { probes.entries[$0].recognition }.flatMap { $0.present + $0.absent }
            .filter { seen.insert($0).inserted }
    }

    /// Those of the candidates that fit, the most general first: every list of the recognition that is not empty must be
    /// met, and where one fits that extends others, they do not count.
    func fitting(candidates: [Int], systemObjectID: OID?, present: Set<OID>) -> [Probe] {
        let fitting = candidates.filter { place in
            let recognition = probes.entries[place].recognition
            let byPresence = recognition.present.isEmpty || !present.isDisjoint(with: recognition.present)
            return byPresence && present.isDisjoint(with: recognition.absent)
        }
        // One that cannot be read fits nobody.
        .filter { probes.probe(at: $0) != nil }
        let replaced = Set(fitting.flatMap { probes.entries[$0].ancestors })
        return fitting.filter { !replaced.contains(probes.entries[$0].name) }
            .map { (place: $0, exactness: exactness(of: probes.entries[$0].recognition, systemObjectID)) }
            .sorted { ($0.exactness, $0.place) < ($1.exactness, $1.place) }
            .compactMap { probes.probe(at: $0.place)?.based(on: systemObjectID) }
    }

    /// How exactly the recognition of a probe tells of what kind the host is: by how much of its sysObjectID, by its words,
    /// or only by what it has.
    private func exactness(of recognition: Probe.Recognition, _ systemObjectID: OID?) -> Int {
        let prefixes = recognition.systemObjectIDs.filter { systemObjectID?.hasPrefix($0) == true }
        let words = recognition.descriptions.isEmpty ? 0 : 1
        return 2 * (prefixes.map(\.count).max() ?? 0) + words
    }

    /// The objects that the facts of these probes are read from, each once.
    func factObjects(of fitting: [Probe]) -> [OID] {
        let facts = fitting.flatMap(\.facts).compactMap { fact in
            if case .object(let oid) = fact.source, isWanted(fact) { oid } else { OID?.none }
        }
        let limits =
            describesRows
            ? groups(of: fitting).flatMap(\.group.scalarLimits)
            : readsLimits ? groups(of: fitting).flatMap(\.group.scalarWearLimits) : []
        var seen: Set<OID> = []
        return (facts + limits).filter { seen.insert($0).inserted }
    }

    /// Whether somebody wants to know a fact: by what others name a host matters where it is asked who hangs on whom.
    private func isWanted(_ fact: Probe.Fact) -> Bool {
        readsSurroundings || fact.name != .mac && fact.name != .engineID
    }

    /// The groups that are read of these probes, with their ids (`probe.group`).
    func groups(of fitting: [Probe]) -> [(id: String, group: Probe.Group)] {
        all(of: fitting) { $0.isPolled || describesRows && $0.surrounding != .forwarding }
    }

    /// Those that tell of the surroundings, if they are to be read.
    func surroundings(of fitting: [Probe]) -> [(id: String, group: Probe.Group)] {
        readsSurroundings ? all(of: fitting) { $0.surrounding != nil } : []
    }

    private func all(
        of fitting: [Probe], where isWanted: (Probe.Group) -> Bool
    ) -> [(id: String, group: Probe.Group)] {
        fitting.flatMap { probe in
            probe.groups.filter(isWanted).map { ("\(probe.name).\($0.name)", $0) }
        }
    }

    /// The key columns of these groups: a table of which the device has none of them need not be walked.
    func keyColumns(of groups: [Probe.Group]) -> [OID] {
        Set(groups.flatMap(\.keyColumns)).sorted()
    }

    /// The columns that a discovery of these groups walks, in order.
    func discoveryColumns(of groups: [Probe.Group]) -> [OID] {
        Set(
            groups.flatMap {
                $0.discoveryColumns
                    + (describesRows ? $0.descriptionColumns : readsLimits ? $0.wearLimitColumns : [])
            }
        ).sorted()
    }

    /// The columns that a discovery walks to know who hangs on whom.
    func surroundingColumns(of groups: [Probe.Group]) -> [OID] {
        groups.flatMap { group in
            if case .table(let table) = group.rows { table.discoveryColumns + table.textColumns } else { [OID]() }
        }
    }

    /// The columns that facts of these probes are read from.
    func factColumns(of fitting: [Probe]) -> [OID] {
        fitting.flatMap(\.facts).flatMap { fact in
            if case .row(let text, let filters) = fact.source, isWanted(fact) {
                text.columns + filters.flatMap(\.text.columns)
            } else {
                [OID]()
            }
        }
    }

    /// What the host says of itself; of several probes that give one fact the most exact one wins, of several sources in
    /// one probe the first that gives something.
    ///
    /// - Parameter fitting: The most general first.
    func facts(of fitting: [Probe], answers: [OID: VariableValue], cells: Cells) -> HostFacts {
        var facts = HostFacts(probes: fitting.map(\.name))
        for probe in fitting {
            var given: Set<Probe.Fact.Name> = []
            for fact in probe.facts where !given.contains(fact.name) && fact.name != .mac {
                guard let text = text(of: fact, answers: answers, cells: cells) else { continue }
                given.insert(fact.name)
                facts.set(fact.name, text)
            }
        }
        let macs = readsSurroundings ? addresses(of: fitting, answers: answers, cells: cells) : []
        if !macs.isEmpty { facts.macs = macs }
        return facts
    }

    /// Of all probes and rows; a router of many interfaces has most of them from a few.
    private func addresses(of fitting: [Probe], answers: [OID: VariableValue], cells: Cells) -> [MACAddress] {
        let texts = fitting.flatMap(\.facts).filter { $0.name == .mac }.flatMap { fact in
            switch fact.source {
            case .object(let oid): [answers[oid]?.text(as: .mac)]
            case .constant: [String?]()
            case .row(let source, let filters):
                (source.columns.first.map { cells.instances(of: $0) } ?? [])
                    .filter { cells.fits($0, filters, patterns) }.map { cells.text(source, of: $0, patterns) }
            }
        }
        let found = Set(texts.compactMap { $0.flatMap { MACAddress($0) } }.filter(\.isUnicast))
        return Array(found.sorted().prefix(ProbeIndex.mostAddresses))
    }

    /// So many addresses of one host are kept.
    private static let mostAddresses = 512

    private func text(of fact: Probe.Fact, answers: [OID: VariableValue], cells: Cells) -> String? {
        func finish(_ text: String) -> String? {
            let text = fact.pattern.map { patterns.capture($0, text) } ?? text
            return fact.names.isEmpty ? text : text.flatMap { fact.names[$0] }
        }
        switch fact.source {
        case .object(let oid): return answers[oid]?.text(as: fact.form).flatMap(finish)
        case .constant(let constant): return finish(constant)
        case .row(let source, let filters):
            let instances = source.columns.first.map { cells.instances(of: $0) } ?? []
            return instances.lazy.filter { cells.fits($0, filters, patterns) }
                .compactMap { cells.text(source, of: $0, patterns).flatMap(finish) }.first
        }
    }
}

extension HostFacts {
    fileprivate mutating func set(_ name: Probe.Fact.Name, _ text: String) {
        switch name {
        case .systemName: systemName = text
        case .systemDescription: systemDescription = text
        case .systemObjectID: systemObjectID = OID(text)
        case .location: location = text
        case .vendor: vendor = text
        case .model: model = text
        case .os: os = text
        case .serial: serial = text
        case .version: version = text
        case .engineID: engineID = text
        // Of these there are several: they are gathered, not set.
        case .mac: break
        }
    }
}
