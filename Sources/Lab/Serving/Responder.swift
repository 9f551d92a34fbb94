import SNMP

/// What an agent says to a request, without the message around it: the bindings are encoded.
struct AgentResponse: Hashable, Sendable {
    var requestID: Int32
    var errorStatus: Int32 = 0
    var errorIndex: Int32 = 0
    /// Encoded bindings, one behind the other.
    var bindings: [UInt8] = []
}

/// Answers requests as an agent does (RFC 1157 §4.1, RFC 3416 §4.2, RFC 3584 §4.2): a pure function.
struct Responder<Objects: ObjectSource> {
    var objects: Objects
    /// The longest message.
    var maximumMessageBytes = AgentLimits.messageBytes

    /// One request while it is answered.
    private struct Inquiry {
        var pdu: PDUHeader
        var isV1: Bool
        /// Octets that the response's bindings may have.
        var room: Int
        /// Where the names asked for lie.
        var names: [Range<Int>]
    }

    /// The response to a request whose octets are `bytes`; `nil` where an agent stays silent.
    ///
    /// - Parameter frameBytes: What the message needs beside the PDU.
    /// - Throws: `DecodingError` for names and bindings that are none: agents stay silent there too.
    func response(
        to pdu: PDUHeader, in bytes: RawSpan, isV1: Bool, frameBytes: Int
    ) throws(DecodingError) -> AgentResponse? {
        var names: [Range<Int>] = []
        var cursor = BindingCursor(pdu.bindings)
        while let binding = try cursor.next(in: bytes) { names.append(binding.name) }
        // Tags, lengths and numbers of the PDU itself are never more than that.
        let room = maximumMessageBytes - frameBytes - 28
        let inquiry = Inquiry(pdu: pdu, isV1: isV1, room: room, names: names)
        guard names.count <= AgentLimits.bindings else { return refusal(of: inquiry, .tooBig, in: bytes) }
        switch pdu.operation {
        case .get: return try get(inquiry, bytes)
        case .getNext: return try getNext(inquiry, bytes)
        case .getBulk: return isV1 ? nil : try getBulk(inquiry, bytes)
        case .set:
            return refusal(
                of: inquiry, isV1 ? .noSuchName : .notWritable, index: names.isEmpty ? 0 : 1, in: bytes)
        case .response, .inform, .trap, .report: return nil
        }
    }

    private func get(_ inquiry: Inquiry, _ bytes: RawSpan) throws(DecodingError) -> AgentResponse {
        var list: [UInt8] = []
        for (index, range) in inquiry.names.enumerated() {
            let name = try objects.name(range, in: bytes)
            let appended = objects.place(of: name).map { objects.appendBinding(at: $0, to: &list) } ?? .none
            if inquiry.isV1, appended != .other {
                return refusal(of: inquiry, .noSuchName, index: index + 1, in: bytes)
            }
            if appended == .none {
                let exception = objects.hasType(of: name) ? BERTag.noSuchInstance : BERTag.noSuchObject
                append(exception, for: bytes.copy(range), to: &list)
            }
        }
        return whole(list, inquiry, bytes)
    }

    private func getNext(_ inquiry: Inquiry, _ bytes: RawSpan) throws(DecodingError) -> AgentResponse {
        var list: [UInt8] = []
        for (index, range) in inquiry.names.enumerated() {
            let place = objects.place(after: try objects.name(range, in: bytes))
            guard appendFirst(from: place, isV1: inquiry.isV1, to: &list) == nil else { continue }
            if inquiry.isV1 { return refusal(of: inquiry, .noSuchName, index: index + 1, in: bytes) }
            append(BERTag.endOfMibView, for: bytes.copy(range), to: &list)
        }
        return whole(list, inquiry, bytes)
    }

    /// Repetition by repetition, as much as fits (RFC 3416 §4.2.3). Where not even the first binding does, it is too big,
    /// as net-snmp says: with an empty list a walk would turn in circles.
    private func getBulk(_ inquiry: Inquiry, _ bytes: RawSpan) throws(DecodingError) -> AgentResponse {
        let single = min(max(Int(inquiry.pdu.errorStatus), 0), inquiry.names.count)
        let repetitions = min(max(Int(inquiry.pdu.errorIndex), 0), AgentLimits.repetitions)
        var columns: [BulkColumn] = []
        for range in inquiry.names {
            let place = objects.place(after: try objects.name(range, in: bytes))
            columns.append(BulkColumn(place: place, last: bytes.copy(range)))
        }
        var list: [UInt8] = []
        func answer() -> AgentResponse {
            list.isEmpty && !inquiry.names.isEmpty && (single > 0 || repetitions > 0)
                ? refusal(of: inquiry, .tooBig, in: bytes)
                : AgentResponse(requestID: inquiry.pdu.requestID, bindings: list)
        }
        for index in 0..<single {
            guard fits(&columns[index], inquiry, &list) else { return answer() }
        }
        for _ in 0..<repetitions where single < columns.count {
            for index in single..<columns.count {
                guard fits(&columns[index], inquiry, &list) else { return answer() }
            }
            if columns[single...].allSatisfy(\.hasEnded) { break }
        }
        return answer()
    }

    /// Where one of the names of a GETBULK has come to.
    private struct BulkColumn {
        /// Of the next binding; `nil` behind the last.
        var place: Int?
        /// The name before it, which stands beside endOfMibView.
        var last: [UInt8]
        var hasEnded = false
    }

    /// Appends the column's next binding; `false`, and nothing appended, if there is no room for it.
    private func fits(_ column: inout BulkColumn, _ inquiry: Inquiry, _ list: inout [UInt8]) -> Bool {
        let before = list.count
        let found = appendFirst(from: column.place, isV1: inquiry.isV1, to: &list)
        if found == nil {
            append(BERTag.endOfMibView, for: column.last, to: &list)
            column.hasEnded = true
        }
        guard list.count <= inquiry.room else {
            list.removeLast(list.count - before)
            return false
        }
        if let found {
            column.place = objects.place(after: found)
            if column.place == nil { column.last = objects.nameOctets(at: found) }
        } else {
            column.place = nil
        }
        return true
    }

    /// Appends the first binding from a place on that has a value now and that the version knows; returns its place.
    private func appendFirst(from start: Int?, isV1: Bool, to list: inout [UInt8]) -> Int? {
        var next = start
        // A source that runs in circles ends here too.
        for _ in 0..<objects.count {
            guard let place = next else { return nil }
            let before = list.count
            switch objects.appendBinding(at: place, to: &list) {
            case .other: return place
            case .counter64:
                if !isV1 { return place }
                list.removeLast(list.count - before)
            case .none: break
            }
            next = objects.place(after: place)
        }
        return nil
    }

    private func append(_ exception: UInt8, for name: [UInt8], to list: inout [UInt8]) {
        var writer = BERWriter()
        writer.element(BERTag.sequence) { pair in
            pair.element(BERTag.objectIdentifier, octets: name)
            pair.element(exception, octets: [])
        }
        list += writer.bytes
    }

    private func whole(_ list: [UInt8], _ inquiry: Inquiry, _ bytes: RawSpan) -> AgentResponse {
        list.count <= inquiry.room
            ? AgentResponse(requestID: inquiry.pdu.requestID, bindings: list)
            : refusal(of: inquiry, .tooBig, in: bytes)
    }

    /// The request's bindings go back with every error (RFC 1157 §4.1.2, RFC 3416 §4.2), but in v2c none with tooBig.
    private func refusal(
        of inquiry: Inquiry, _ status: ErrorStatus, index: Int = 0, in bytes: RawSpan
    ) -> AgentResponse {
        AgentResponse(
            requestID: inquiry.pdu.requestID, errorStatus: status.rawValue, errorIndex: Int32(clamping: index),
            bindings: inquiry.isV1 || status != .tooBig ? bytes.copy(inquiry.pdu.bindings) : [])
    }
}

/// What the agents of the lab keep to.
enum AgentLimits {
    /// The longest message: what fits an Ethernet frame without fragments.
    static let messageBytes = 1472
    /// As net-snmp: more repetitions are cut, not refused.
    static let repetitions = 200
    /// Bindings of a request.
    static let bindings = 256
}

extension Responder {
    /// The message that answers an SNMPv1 or v2c message; `nil` where an agent stays silent.
    ///
    /// - Throws: `DecodingError` for names and bindings that are none.
    func message(answering header: ResponseHeader, in bytes: RawSpan) throws(DecodingError) -> [UInt8]? {
        // Sequence, version and community with their tags and lengths.
        let frameBytes = header.community.count + 12
        let response = try response(
            to: header.pdu, in: bytes, isV1: header.version == .v1, frameBytes: frameBytes)
        guard let response else { return nil }
        var writer = BERWriter()
        writer.element(BERTag.sequence) { message in
            message.integer(Int64(header.version.rawValue))
            message.element(BERTag.octetString, octets: bytes.copy(header.community))
            message.pdu(response)
        }
        return writer.bytes
    }
}

extension BERWriter {
    /// A Response-PDU whose bindings are encoded already.
    mutating func pdu(_ response: AgentResponse, operation: PDU.Operation = .response) {
        element(operation.rawValue) { body in
            body.integer(Int64(response.requestID))
            body.integer(Int64(response.errorStatus))
            body.integer(Int64(response.errorIndex))
            body.element(BERTag.sequence, octets: response.bindings)
        }
    }
}

extension RawSpan {
    /// A copy of the octets of a range that lies within them.
    func copy(_ range: Range<Int>) -> [UInt8] {
        // Safe: `extracting` checks the bounds, and the octets are only read during the call.
        unsafe extracting(range).withUnsafeBytes { unsafe Array($0) }
    }
}
