import Model
import SNMP

/// An agent over a list of bindings in their order, with the faults that agents have.
struct ScriptedAgent {
    /// What it has, ascending.
    var bindings: [VariableBinding]
    var version = Version.v2c
    /// More bindings than this are answered by tooBig.
    var mostBindings = Int.max
    /// Repetitions of a GETBULK are cut to this.
    var mostRepetitions = Int.max
    /// Repetitions are filled up to this even if fewer were asked.
    var leastRepetitions = 0
    /// Whether an error has the index 0 instead of the binding's.
    var hidesErrorIndex = false
    /// Behind this name it starts again at its first.
    var loopsBehind: OID?
    /// Asking for the successor of this name gives genErr.
    var brokenAt: OID?

    func answer(_ request: Request) -> PDU {
        switch request.kind {
        case .get:
            var answered: [VariableBinding] = []
            for (position, name) in request.names.enumerated() {
                if name == brokenAt { return error(.genErr, at: position) }
                if let binding = bindings.first(where: { $0.name == name }) {
                    answered.append(binding)
                } else if version == .v1 {
                    return error(.noSuchName, at: position)
                } else {
                    answered.append(VariableBinding(name: name, value: .noSuchInstance))
                }
            }
            return response(answered)
        case .getNext: return successors(of: request.names, repetitions: 1)
        case .getBulk(_, let repetitions):
            return successors(
                of: request.names, repetitions: min(max(repetitions, leastRepetitions), mostRepetitions))
        }
    }

    private func successors(of names: [OID], repetitions: Int) -> PDU {
        var current = names
        var answered: [VariableBinding] = []
        for _ in 0..<repetitions {
            for position in current.indices {
                if current[position] == brokenAt { return error(.genErr, at: position) }
                let next = bindings.first { $0.name > current[position] }
                if current[position] == loopsBehind, let first = bindings.first {
                    answered.append(first)
                    current[position] = first.name
                } else if let next {
                    answered.append(next)
                    current[position] = next.name
                } else if version == .v1 {
                    return error(.noSuchName, at: position)
                } else {
                    answered.append(VariableBinding(name: current[position], value: .endOfMibView))
                }
            }
        }
        return response(answered)
    }

    private func response(_ bindings: [VariableBinding]) -> PDU {
        guard bindings.count <= mostBindings else {
            return PDU(operation: .response, requestID: 1, errorStatus: ErrorStatus.tooBig.rawValue, bindings: [])
        }
        return PDU(operation: .response, requestID: 1, bindings: bindings)
    }

    private func error(_ status: ErrorStatus, at position: Int) -> PDU {
        PDU(
            operation: .response, requestID: 1, errorStatus: status.rawValue,
            errorIndex: hidesErrorIndex ? 0 : Int32(position + 1), bindings: [])
    }
}

extension ScriptedAgent {
    /// `columns` columns of `rows` rows under 1.3.6.1.2.1.2.2.1, and one value behind the table.
    static func table(columns: Int, rows: Int) -> ScriptedAgent {
        var bindings: [VariableBinding] = []
        for column in 1...UInt32(columns) {
            for row in 1...UInt32(rows) {
                bindings.append(
                    VariableBinding(
                        name: ScriptedAgent.column(column).appending([row]), value: .counter32(column * row)))
            }
        }
        bindings.append(VariableBinding(name: [1, 3, 6, 1, 2, 1, 3, 1], value: .integer(1)))
        return ScriptedAgent(bindings: bindings)
    }

    static func column(_ number: UInt32) -> OID {
        OID([1, 3, 6, 1, 2, 1, 2, 2, 1, number])
    }

    /// What it has below `root`.
    func values(below root: OID) -> [VariableBinding] {
        bindings.filter { $0.name.hasPrefix(root) }
    }
}
