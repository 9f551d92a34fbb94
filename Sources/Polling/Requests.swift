import Model
import SNMP

extension ReadingPlan {
    /// The cells packed into as few requests as the host takes, each of one rhythm; sysUpTime.0 leads the first.
    func requests(sizing: RequestSizing, agent: Agent) -> [PreparedRequest] {
        let packing = agent.packing(sizing)
        var requests: [PreparedRequest] = []
        var start = 0
        while start < cells.count {
            let rhythm = groups[Int(cells[start].group)].source.everyVisits
            let end = cells[start...].firstIndex { groups[Int($0.group)].source.everyVisits != rhythm } ?? cells.count
            let names = (start..<end).map { name(of: cells[$0]) }
            let lead = requests.isEmpty ? [ReadingPlan.systemUptime] : []
            let expected = (lead + names).map { ExpectedBinding(nameOctets: $0.encodedOctets, valueOctets: 6) }
            for part in packing.requests(expected) {
                let hasUptime = !lead.isEmpty && part.lowerBound == 0
                let asked = (lead + names)[part]
                let first = start + part.lowerBound - (hasUptime ? 0 : lead.count)
                let count = asked.count - (hasUptime ? 1 : 0)
                requests.append(
                    PreparedRequest(
                        cells: first..<first + count, hasUptime: hasUptime,
                        message: agent.template(Request(.get, Array(asked))),
                        size: packing.size(of: expected[part])))
            }
            start = end
        }
        return requests
    }
}

extension Request {
    /// How big its answer is expected to be. Every repetition of a GETBULK counts, and values as those of counters.
    func expectedSize(_ packing: RequestPacking) -> RequestSize {
        let bindings = names.map { ExpectedBinding(nameOctets: $0.encodedOctets, valueOctets: 6) }
        switch kind {
        case .get, .getNext: return packing.size(of: bindings[...])
        case .getBulk(_, let repetitions): return packing.size(of: bindings[...], repetitions: max(1, repetitions))
        }
    }
}

extension OID {
    /// Content octets in BER: seven bits each, the first two sub-identifiers in one (X.690 §8.19).
    fileprivate var encodedOctets: Int {
        subidentifiers.dropFirst(2).reduce(1) { $0 + max(1, (UInt32.bitWidth - $1.leadingZeroBitCount + 6) / 7) }
    }
}

extension RequestSizing {
    /// The limits that requests are packed for.
    var limits: RequestSize { RequestSize(bindings: maximumBindings, responseOctets: maximumResponseOctets) }
}

extension Walk.Ending {
    /// The subtree was walked to its end; anything else is worth telling.
    var isOrdinary: Bool {
        switch self {
        case .endOfMibView, .leftSubtree, .noSuchName: true
        case .notIncreasing, .rowLimit, .tooBig, .error, .emptyResponse: false
        }
    }
}

extension ErrorStatus {
    /// The name of an error-status, or its number where RFC 3416 has none.
    static func word(_ status: Int32) -> String {
        ErrorStatus(rawValue: status).map { "\($0)" } ?? "error \(status)"
    }
}
