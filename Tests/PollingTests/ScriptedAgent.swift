import Model
import Polling
import SNMP

/// An agent that answers from a list of objects, as RFC 3416 §4.2 (v2c) or RFC 1157 §4.1 (v1) has it, with the faults
/// it is told to have.
struct ScriptedAgent: Sendable {
    var objects: [OID: VariableValue] {
        didSet { names = objects.keys.sorted() }
    }
    /// The objects' names in the order of a walk.
    private var names: [OID]
    /// Names whose GET is answered by this error.
    var broken: [OID: ErrorStatus] = [:]
    /// Errors come with error-index 0, as some agents have it.
    var hidesErrorIndex = false
    /// Requests and answers of more bindings are tooBig.
    var maximumBindings = Int.max

    init(_ objects: [OID: VariableValue]) {
        self.objects = objects
        names = objects.keys.sorted()
    }

    /// The answer to a request, with its request-id.
    func response(to request: PDU, version: Version) -> PDU {
        var response = PDU(operation: .response, requestID: request.requestID, bindings: [])
        guard request.bindings.count <= maximumBindings else {
            return error(.tooBig, at: nil, in: request)
        }
        switch request.operation {
        case .get:
            for (place, binding) in request.bindings.enumerated() {
                if let status = broken[binding.name] { return error(status, at: place, in: request) }
                let value = objects[binding.name]
                if value == nil, version == .v1 { return error(.noSuchName, at: place, in: request) }
                response.bindings.append(VariableBinding(name: binding.name, value: value ?? .noSuchInstance))
            }
        case .getNext:
            for (place, binding) in request.bindings.enumerated() {
                let next = successor(of: binding.name)
                if next == nil, version == .v1 { return error(.noSuchName, at: place, in: request) }
                response.bindings.append(next ?? VariableBinding(name: binding.name, value: .endOfMibView))
            }
        case .getBulk:
            var names = request.bindings.map(\.name)
            for _ in 0..<max(1, request.errorIndex) where response.bindings.count + names.count <= maximumBindings {
                let row = names.map { successor(of: $0) ?? VariableBinding(name: $0, value: .endOfMibView) }
                names = row.map(\.name)
                response.bindings += row
            }
        case .response, .set, .inform, .trap, .report:
            return error(.genErr, at: nil, in: request)
        }
        return response
    }

    private func successor(of name: OID) -> VariableBinding? {
        var (low, high) = (0, names.count)
        while low < high {
            let middle = (low + high) / 2
            if names[middle] > name { high = middle } else { low = middle + 1 }
        }
        guard low < names.count, let value = objects[names[low]] else { return nil }
        return VariableBinding(name: names[low], value: value)
    }

    private func error(_ status: ErrorStatus, at place: Int?, in request: PDU) -> PDU {
        PDU(
            operation: .response, requestID: request.requestID, errorStatus: status.rawValue,
            errorIndex: hidesErrorIndex ? 0 : Int32((place ?? -1) + 1), bindings: request.bindings)
    }
}

/// The objects of the device that the tests play, and the probe that reads them.
enum Device {
    static let uptime: OID = [1, 3, 6, 1, 2, 1, 1, 3, 0]
    static let load: OID = [1, 3, 6, 1, 4, 1, 99, 1, 0]
    static let serial: OID = [1, 3, 6, 1, 4, 1, 99, 2, 0]
    static let firmware: OID = [1, 3, 6, 1, 4, 1, 99, 3, 0]
    static let absent: OID = [1, 3, 6, 1, 4, 1, 99, 4, 0]
    static let portTable: OID = [1, 3, 6, 1, 2, 1, 31, 1, 1]
    static let portName: OID = [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1]
    static let wideIn: OID = [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 6]
    static let narrowIn: OID = [1, 3, 6, 1, 2, 1, 2, 2, 1, 10]
    static let discontinuity: OID = [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 19]
    static let runName: OID = [1, 3, 6, 1, 2, 1, 25, 4, 2, 1, 2]
    static let runPath: OID = [1, 3, 6, 1, 2, 1, 25, 4, 2, 1, 4]

    /// A device that the probe fits, with so many ports A1, A2, …: port 1 has 64-bit counters, all have 32-bit ones.
    static func agent(ports: Int = 2, ticks: UInt32 = 10_000_000) -> ScriptedAgent {
        var objects: [OID: VariableValue] = [
            [1, 3, 6, 1, 2, 1, 1, 1, 0]: text("test device"),
            [1, 3, 6, 1, 2, 1, 1, 2, 0]: .oid([1, 3, 6, 1, 4, 1, 99]),
            uptime: .timeTicks(ticks),
            [1, 3, 6, 1, 2, 1, 1, 5, 0]: text("sw-1.example"),
            [1, 3, 6, 1, 2, 1, 1, 6, 0]: text("cellar"),
            load: .gauge32(7), serial: text("SN-1"), firmware: .integer(42),
        ]
        for port in 0..<UInt32(ports) { objects.merge(self.port(port + 1, name: "A\(port + 1)")) { $1 } }
        return ScriptedAgent(objects)
    }

    /// The objects of a port; A1 alone has a 64-bit counter.
    static func port(_ port: UInt32, name: String, octets: UInt32 = 1000) -> [OID: VariableValue] {
        var objects: [OID: VariableValue] = [
            portName.appending([port]): text(name), narrowIn.appending([port]): .counter32(octets),
            discontinuity.appending([port]): .timeTicks(0),
        ]
        if name == "A1" { objects[wideIn.appending([port])] = .counter64(UInt64(octets)) }
        return objects
    }

    static func text(_ text: String) -> VariableValue { .octetString(Array(text.utf8)) }

    static let probe = Probe(
        name: "test", title: "Test device",
        recognition: Probe.Recognition(present: [portTable, runName, runPath]),
        facts: [Probe.Fact(name: .serial, source: .object(serial))],
        groups: [
            Probe.Group(
                name: "ports",
                rows: .table(Probe.Table(key: portName, labels: [.init(portName)], identities: [.init(portName)])),
                columns: [
                    Probe.Field(
                        column: Column(name: "inOctets", kind: "port", unit: .bytes, measure: .counter64),
                        source: .objects([object(wideIn), object(narrowIn, .counter32)]))
                ],
                discontinuity: discontinuity),
            scalar("load", [load, absent]),
            scalar("firmware", [firmware], everyVisits: 3),
            Probe.Group(
                name: "processes", rows: .mustRun(names: [runName, runPath]),
                columns: [
                    Probe.Field(
                        column: Column(name: "count", kind: "process", unit: .none, measure: .gauge),
                        source: .objects([]))
                ]),
        ])

    private static func scalar(_ name: String, _ objects: [OID], everyVisits: Int = 1) -> Probe.Group {
        Probe.Group(
            name: name, rows: .scalar,
            columns: objects.enumerated().map { place, oid in
                Probe.Field(
                    column: Column(name: "value\(place)", kind: name, unit: .none, measure: .gauge),
                    source: .objects([object(oid)]))
            }, everyVisits: everyVisits)
    }

    private static func object(_ oid: OID, _ measure: Measure? = nil) -> Probe.Field.Object {
        Probe.Field.Object(oid: oid, measure: measure, scale: .one, isUnsigned: false)
    }

    static func target(
        _ name: Host.Name = "sw-1", at endpoint: Endpoint = Endpoint(address: .v4(0x7f00_0001), port: 16161),
        version: Version = .v2c, mustRun: [String] = [], interval: Duration = .seconds(60)
    ) -> PollTarget {
        let security: Credential.Security =
            version == .v1 ? .v1(community: Secret("public")) : .v2c(community: Secret("public"))
        return PollTarget(
            host: Host(id: name, endpoint: endpoint, site: "hall", credential: "public", mustRun: mustRun),
            credential: Credential(name: "public", security: security), interval: interval, ping: .seconds(5))
    }
}

extension ScriptedAgent {
    /// Gives it a port.
    mutating func add(port: UInt32, name: String, octets: UInt32 = 1000) {
        objects.merge(Device.port(port, name: name, octets: octets)) { $1 }
    }

    /// Takes a port away with all its objects.
    mutating func remove(port: UInt32) {
        for column in [Device.portName, Device.wideIn, Device.narrowIn, Device.discontinuity] {
            objects[column.appending([port])] = nil
        }
    }

    /// Gives it a running process.
    mutating func run(_ name: String, path: String, process: UInt32) {
        objects[Device.runName.appending([process])] = Device.text(name)
        objects[Device.runPath.appending([process])] = Device.text(path)
    }
}
