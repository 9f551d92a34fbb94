import Model
import SNMP

/// The probes, and which of them fit a host.
struct ProbeIndex {
    let probes: [Probe]
    let patterns = PatternCache()
    let kinds = HostKinds()
    /// Whether discoveries also read what is only for a description: texts of rows, the devices' own limits.
    let describesRows: Bool

    /// The objects whose presence decides about some probe, each once.
    let presenceObjects: [OID]

    init(probes: [Probe], describesRows: Bool = false) {
        self.probes = probes
        self.describesRows = describesRows
        var seen: Set<OID> = []
        presenceObjects = probes.flatMap { $0.recognition.present + $0.recognition.absent }
            .filter { seen.insert($0).inserted }
    }

    /// The places of the probes that fit: every list of the recognition that is not empty must be met.
    func fitting(systemObjectID: OID?, systemDescription: String?, present: Set<OID>) -> [Int] {
        probes.indices.filter { place in
            let recognition = probes[place].recognition
            let byID =
                recognition.systemObjectIDs.isEmpty
                || systemObjectID.map { id in recognition.systemObjectIDs.contains { id.hasPrefix($0) } } ?? false
            let byText =
                recognition.descriptions.isEmpty
                || systemDescription.map { text in recognition.descriptions.contains { patterns.matches($0, text) } }
                    ?? false
            let byPresence = recognition.present.isEmpty || !present.isDisjoint(with: recognition.present)
            return byID && byText && byPresence && present.isDisjoint(with: recognition.absent)
        }
    }

    /// The objects that the facts of these probes are read from, each once.
    func factObjects(of places: [Int]) -> [OID] {
        let facts = places.flatMap { probes[$0].facts }.compactMap { fact in
            if case .object(let oid) = fact.source { oid } else { OID?.none }
        }
        let limits = describesRows ? groups(of: places).flatMap(\.group.scalarLimits) : []
        var seen: Set<OID> = []
        return (facts + limits).filter { seen.insert($0).inserted }
    }

    /// The groups that are read of these probes, with their ids (`probe.group`).
    func groups(of places: [Int]) -> [(id: String, group: Probe.Group)] {
        places.flatMap { place in
            probes[place].groups.filter { $0.isPolled || describesRows }
                .map { ("\(probes[place].name).\($0.name)", $0) }
        }
    }

    /// The columns that a discovery of these groups walks, in order.
    func discoveryColumns(of groups: [Probe.Group]) -> [OID] {
        Set(groups.flatMap { $0.discoveryColumns + (describesRows ? $0.descriptionColumns : []) }).sorted()
    }

    /// What the host says of itself; of several probes that give one fact, the later wins.
    func facts(of places: [Int], answers: [OID: VariableValue]) -> HostFacts {
        var facts = HostFacts(probes: places.map { probes[$0].name })
        for fact in places.flatMap({ probes[$0].facts }) {
            let value: VariableValue?
            switch fact.source {
            case .object(let oid): value = answers[oid]
            case .constant(let text): value = .octetString(Array(text.utf8))
            }
            guard let value, var text = value.text else { continue }
            if let pattern = fact.pattern {
                guard let captured = patterns.capture(pattern, text) else { continue }
                text = captured
            }
            switch fact.name {
            case .systemName: facts.systemName = text
            case .systemDescription: facts.systemDescription = text
            case .systemObjectID: facts.systemObjectID = OID(text)
            case .location: facts.location = text
            case .vendor: facts.vendor = text
            case .model: facts.model = text
            case .os: facts.os = text
            case .serial: facts.serial = text
            case .version: facts.version = text
            }
        }
        return facts
    }
}
