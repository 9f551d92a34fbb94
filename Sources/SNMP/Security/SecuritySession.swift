public import Model

/// The conversation with one SNMPv3 agent, as a state machine: it finds the agent's engine, follows its clock and says
/// what an answer is worth. It sends nothing and waits for nothing.
///
/// An authentic message that answers a message of ours, by its random msgID, is fresh: it cannot be a replay. So the
/// agent's clock is believed even where it went back, which RFC 3414 §3.2 step 7b does not allow: an agent that lost its
/// count of boots would never be read again (docs/decisions/0008). Times are monotonic nanoseconds.
public struct SecuritySession: Sendable {
    public let user: SecurityUser
    private var engine: KnownEngine?

    private struct KnownEngine: Sendable {
        let id: [UInt8]
        let keys: LocalizedKeys
        var boots: Int32
        /// Of the engine, in seconds, at `asOf`.
        var time: Int32
        var asOf: Int64
        /// An answer of the user's own level came from it.
        var isProven = false
        /// Reports since the last answer that our time is not the engine's.
        var untimely: Int32 = 0

        func time(now: Int64) -> Int32 {
            Int32(clamping: Int64(time) + (now - asOf) / 1_000_000_000)
        }

        /// Takes the clock of a report. Where that was not it either, the count of boots is higher than the report says:
        /// net-snmp counts when its clock goes back, and goes on reporting the old number.
        mutating func set(boots: Int32, time: Int32, now: Int64) {
            self.boots = Int32(clamping: Int64(boots) + Int64(untimely))
            self.time = time
            asOf = now
            untimely = min(untimely + 1, 2)
        }
    }

    /// - Parameter remembered: What an earlier run knew of the engine, its clock as it must be by now. If it is wrong,
    ///   the agent says so.
    public init(user: SecurityUser, remembered: Manners.Engine? = nil, now: Int64) {
        self.user = user
        guard let remembered else { return }
        do throws(SecurityRejection) {
            engine = KnownEngine(
                id: remembered.id.octets, keys: try LocalizedKeys(user, engineID: remembered.id.octets),
                boots: remembered.boots, time: remembered.time, asOf: now)
        } catch {
            // Without keys nothing is known; the discovery meets the same and tells it.
            engine = nil
        }
    }

    /// The engine that has proved to be the agent's, and its clock.
    public func provenEngine(now: Int64, time: Timestamp) -> Manners.Engine? {
        guard let engine, engine.isProven else { return nil }
        return Manners.Engine(
            id: EngineID(engine.id), boots: engine.boots, time: engine.time(now: now), asOf: time)
    }

    /// The agent has not answered at all: it may be another one by now, or have another key.
    public mutating func wasSilent() {
        engine = nil
    }
}

// MARK: - Asking

extension SecuritySession {
    /// Whether an agent that says nothing to encrypted questions might say something to others: then its key for privacy
    /// is another one. net-snmp is silent to what it cannot decrypt.
    public var mayHaveWrongPrivacy: Bool {
        user.level == .authPriv && engine.map { !$0.isProven } ?? false
    }

    /// Writes a message behind the end of `buffer`: the question, or what has to be known before it can be asked.
    ///
    /// - Parameters:
    ///   - question: `nil` asks for nothing, without encryption: whether the agent knows the user's key for
    ///     authentication.
    ///   - messageID: The message's and the request's.
    /// - Throws: ``SecurityRejection/keys`` where net-snmp does not offer the algorithms.
    public func append(
        _ question: RequestTemplate?, messageID: Int32, to buffer: inout [UInt8], now: Int64, salts: inout SaltCounter
    ) throws(SecurityRejection) {
        guard let engine else {
            // Engine discovery (RFC 3414 §4).
            let message = SecureMessage(
                messageID: messageID, level: .noAuthNoPriv, isReportable: true, engineID: [], boots: 0, time: 0,
                userName: [])
            _ = message.append(to: &buffer, digestOctets: 0, salt: []) {
                $0.scopedPDU(contextEngineID: [], nil, requestID: messageID)
            }
            return
        }
        let message = SecureMessage(
            messageID: messageID, level: question == nil ? user.level.intersection(.authNoPriv) : user.level,
            isReportable: true, engineID: engine.id, boots: engine.boots, time: engine.time(now: now),
            userName: user.name)
        try engine.keys.seal(message, salt: salts.next(), into: &buffer) {
            $0.scopedPDU(contextEngineID: engine.id, question, requestID: messageID)
        }
    }
}

extension BERWriter {
    /// A scoped PDU in the default context (RFC 3412 §6.8).
    ///
    /// - Parameter question: `nil`: a GET of nothing.
    fileprivate mutating func scopedPDU(contextEngineID: [UInt8], _ question: RequestTemplate?, requestID: Int32) {
        element(BERTag.sequence) { scoped in
            scoped.element(BERTag.octetString, octets: contextEngineID)
            scoped.element(BERTag.octetString, octets: [])
            if let question {
                scoped.template(question, requestID: requestID)
            } else {
                scoped.pdu(PDU(operation: .get, requestID: requestID, bindings: []))
            }
        }
    }
}

// MARK: - Answers

extension SecuritySession {
    /// What an answer to a message of ours is worth.
    public enum Outcome: Sendable {
        /// An answer to the question: its scoped PDU, and where everything lies in it.
        case response(ScopedHeader, in: [UInt8])
        /// Something was learnt that the question lacked: ask once more. If that does not end, this is why.
        case again(SecurityFault)
        /// The agent will not answer as long as it is asked like this.
        case fault(SecurityFault)
        /// Nobody knows who sent it; whatever was asked is still unanswered.
        case rejected(Disbelief)
    }

    /// Why a message is not believed.
    public enum Disbelief: Hashable, Sendable {
        /// The digest is not that of the message.
        case digest
        /// Another engine, another user, a lower level than was asked, or no answer at all.
        case foreign
        case malformed(DecodingError)
    }

    /// Whether a message bears the digest of the user's key, whatever it says and whenever it was sent.
    public func isAuthentic(_ header: SecureHeader, of bytes: RawSpan) -> Bool {
        guard let engine, header.level.contains(.authenticated), bytes.octets(header.engineID) == engine.id else {
            return false
        }
        do throws(SecurityRejection) {
            _ = try engine.keys.open(header, of: bytes)
            return true
        } catch {
            return false
        }
    }

    /// Takes a message whose msgID is that of a message on its way, and that came from the agent's address.
    public mutating func take(_ header: SecureHeader, of bytes: RawSpan, now: Int64) -> Outcome {
        guard let engine, header.level.contains(.authenticated) else {
            return takeUnauthenticated(header, of: bytes, now: now)
        }
        guard bytes.octets(header.engineID) == engine.id, bytes.octets(header.userName) == user.name else {
            return .rejected(.foreign)
        }
        let scoped: [UInt8]
        do throws(SecurityRejection) {
            scoped = try engine.keys.open(header, of: bytes)
        } catch {
            return .rejected(error == .digest ? .digest : .foreign)
        }
        let content: ScopedHeader
        do throws(DecodingError) {
            // Safe: `bytes` is marked because of elements with padding, and a UInt8 has none.
            content = unsafe try ScopedHeader(decoding: scoped.span.bytes)
        } catch {
            // Authentic, but nonsense: it was encrypted with another key.
            return header.level.contains(.encrypted) ? .fault(.wrongPrivacy) : .rejected(.malformed(error))
        }
        switch content.pdu.operation {
        case .report: return takeReport(content.pdu, in: scoped, header, isAuthentic: true, now: now)
        case .response where header.level == user.level:
            follow(header, now: now)
            return .response(content, in: scoped)
        // To the question without encryption, after it said nothing to those with it.
        case .response where mayHaveWrongPrivacy: return .fault(.wrongPrivacy)
        case .response, .get, .getNext, .set, .getBulk, .inform, .trap: return .rejected(.foreign)
        }
    }

    /// Without authentication come the answers to users without it, and reports of what keeps an agent from
    /// authenticating.
    private mutating func takeUnauthenticated(_ header: SecureHeader, of bytes: RawSpan, now: Int64) -> Outcome {
        let scoped = bytes.octets(header.scopedPDU)
        let content: ScopedHeader
        do throws(DecodingError) {
            guard header.level == .noAuthNoPriv else { return .rejected(.foreign) }
            // Safe: `bytes` is marked because of elements with padding, and a UInt8 has none.
            content = unsafe try ScopedHeader(decoding: scoped.span.bytes)
        } catch {
            return .rejected(.malformed(error))
        }
        switch content.pdu.operation {
        case .report:
            return takeReport(
                content.pdu, in: scoped, header, engineID: bytes.octets(header.engineID), isAuthentic: false, now: now)
        case .response where user.level == .noAuthNoPriv && bytes.octets(header.engineID) == engine?.id:
            engine?.isProven = true
            return .response(content, in: scoped)
        case .response, .get, .getNext, .set, .getBulk, .inform, .trap: return .rejected(.foreign)
        }
    }

    private mutating func takeReport(
        _ pdu: PDUHeader, in scoped: [UInt8], _ header: SecureHeader, engineID: [UInt8] = [], isAuthentic: Bool,
        now: Int64
    ) -> Outcome {
        let report: Report?
        do throws(DecodingError) {
            report = unsafe try Report(pdu, in: scoped.span.bytes)
        } catch {
            return .rejected(.malformed(error))
        }
        switch report {
        case .unknownEngineID where isAuthentic: return .again(.unstableEngine)
        case .unknownEngineID: return adopt(engineID, header, now: now)
        case .notInTimeWindow:
            guard engine != nil else { return .rejected(.foreign) }
            // Unauthenticated it is but a hint: what is asked by it either gets an authentic answer or none.
            engine?.set(boots: header.boots, time: header.time, now: now)
            return .again(.notInTimeWindow)
        case .fault(let fault): return .fault(fault)
        case nil: return .fault(.refused)
        }
    }

    private mutating func adopt(_ id: [UInt8], _ header: SecureHeader, now: Int64) -> Outcome {
        guard !id.isEmpty else { return .fault(.refused) }
        guard id != engine?.id else { return .again(.unstableEngine) }
        do throws(SecurityRejection) {
            // The clock of an unauthenticated report is a first guess; if it is wrong, the agent says so.
            engine = KnownEngine(
                id: id, keys: try LocalizedKeys(user, engineID: id), boots: header.boots, time: header.time, asOf: now)
            return .again(.unstableEngine)
        } catch {
            return .fault(.refused)
        }
    }

    /// Follows the engine's clock. The agent has taken our time for good; one that answers with a time outside its own
    /// window (RFC 3414 §2.2.3) says something else than it keeps, and is not followed.
    private mutating func follow(_ header: SecureHeader, now: Int64) {
        engine?.isProven = true
        engine?.untimely = 0
        guard let known = engine, header.boots == known.boots,
            abs(Int64(header.time) - Int64(known.time(now: now))) <= SecuritySession.timeWindow
        else { return }
        engine?.time = header.time
        engine?.asOf = now
    }

    /// Seconds (RFC 3414 §2.2.3).
    private static let timeWindow: Int64 = 150
}

/// What a Report-PDU says, by the object in its first binding.
private enum Report {
    case unknownEngineID
    case notInTimeWindow
    case fault(SecurityFault)

    /// usmStats (RFC 3414 §5), snmpMPDStats (RFC 3412 §5) and snmpTargetObjects (RFC 3413 §4.1.2).
    private static let objects: [OID: Report] = [
        [1, 3, 6, 1, 6, 3, 15, 1, 1, 1, 0]: .fault(.unsupportedLevel),
        [1, 3, 6, 1, 6, 3, 15, 1, 1, 2, 0]: .notInTimeWindow,
        [1, 3, 6, 1, 6, 3, 15, 1, 1, 3, 0]: .fault(.unknownUser),
        [1, 3, 6, 1, 6, 3, 15, 1, 1, 4, 0]: .unknownEngineID,
        [1, 3, 6, 1, 6, 3, 15, 1, 1, 5, 0]: .fault(.wrongAuthentication),
        [1, 3, 6, 1, 6, 3, 15, 1, 1, 6, 0]: .fault(.wrongPrivacy),
        [1, 3, 6, 1, 6, 3, 12, 1, 4, 0]: .fault(.unknownContext),
        [1, 3, 6, 1, 6, 3, 12, 1, 5, 0]: .fault(.unknownContext),
    ]

    /// `nil` for any other report.
    init?(_ pdu: PDUHeader, in bytes: RawSpan) throws(DecodingError) {
        var cursor = BindingCursor(pdu.bindings)
        guard let binding = try cursor.next(in: bytes),
            let report = Report.objects[try BERContent.oid(in: bytes, binding.name)]
        else { return nil }
        self = report
    }
}
