import Model
import Platform
import SNMP

/// SNMPv3: what is sent is sealed, what comes is opened, and a report has a question asked once more.
extension Exchange {
    /// Writes a question of SNMPv3 to `message`; nothing where its keys fail, which its time-out tells.
    func seal(_ flight: Flight, requestID: Int32, now: Int64) {
        // The flight is the one before this transmission.
        let isLast = flight.transmissions + 1 >= settings.transmissions
        let asksForKey = isLast && hosts[flight.host].session?.mayHaveWrongPrivacy == true
        do throws(SecurityRejection) {
            try hosts[flight.host].session?.append(
                asksForKey ? nil : flight.message, messageID: requestID, to: &message, now: now, salts: &salts)
        } catch {
            counters.sendFailures += 1
            message.removeAll(keepingCapacity: true)
        }
    }

    /// Takes a datagram of SNMPv3.
    func takeSecure(_ bytes: RawSpan, from peer: SocketAddress, at time: ReceiveTime) {
        let header: SecureHeader
        do {
            header = try SecureHeader(decoding: bytes)
        } catch {
            counters.malformed += 1
            return
        }
        guard let (place, host) = flights.find(requestID: header.messageID), let flight = flights[place],
            hosts[host].session != nil
        else { return noteUnasked(header, of: bytes, from: peer) }
        guard isAgent(of: host, peer),
            let outcome = hosts[host].session?.take(header, of: bytes, now: SystemClock.monotonicNanoseconds())
        else { return }
        if case .rejected(let disbelief) = outcome { return note(disbelief, of: host) }
        received(bytes, to: flight, at: time)
        flights.remove(place)
        switch outcome {
        case .response(let content, let scoped):
            // Safe: marked because of elements with padding, and a UInt8 has none.
            unsafe take(content.pdu, in: scoped.span.bytes, to: flight)
        case .again(_) where flight.renegotiations < Exchange.maximumRenegotiations:
            let again = flight.renegotiated()
            transmit(again, at: flights.insert(again))
        case .again(let fault), .fault(let fault):
            hosts[host].refuse(flight.question, because: fault)
            pump(host)
        case .rejected: break
        }
    }

    /// The engine's name, its clock, and one more should the agent be restarted in between.
    private static let maximumRenegotiations = 3

    /// Takes note of an answer that is not believed; its question is still on its way.
    private func note(_ disbelief: SecuritySession.Disbelief, of host: Int) {
        switch disbelief {
        case .malformed(let error):
            counters.malformed += 1
            hosts[host].visit?.silence.malformed = error.description
        case .digest:
            counters.unauthentic += 1
            hosts[host].visit?.silence.fault = .forgedAnswer
        case .foreign: counters.unauthentic += 1
        }
    }

    /// Takes note of a message that nobody waits for.
    private func noteUnasked(_ header: SecureHeader, of bytes: RawSpan, from peer: SocketAddress) {
        let session = agentPlaces[peer].flatMap { hosts[$0].session }
        if session?.isAuthentic(header, of: bytes) == true {
            counters.replayed += 1
        } else {
            counters.strays += 1
        }
    }
}
