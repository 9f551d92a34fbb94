public import Model

/// All echoes under way to all hosts: who was asked what and when, in one packed ring indexed by the sequence number.
///
/// An entry stays after its answer or its deadline until its place is needed again, so that a second or a late answer is
/// known for what it is. One ledger per socket; places are made as needed, 64 bytes each, at most 65,536.
public struct EchoLedger: Sendable {
    /// An echo that somebody is told about.
    public struct Echo: Hashable, Sendable {
        /// The caller's number of the host.
        public var target: Int
        /// When it went out, by the caller's clock; orders the echoes of one host.
        public var sent: Timestamp

        public init(target: Int, sent: Timestamp) {
            self.target = target
            self.sent = sent
        }
    }

    /// What a received message turned out to be.
    public enum Outcome: Hashable, Sendable {
        case answered(Echo, roundTripMicroseconds: Int64)
        /// After its deadline: the host lives, but the echo has been told as lost already.
        case late(Echo, roundTripMicroseconds: Int64)
        /// `by` is the router that said so, or the host itself.
        case refused(Echo, Refusal, by: IPAddress)
        /// Answered before. Two hosts with one address, or a loop in the network.
        case duplicate(Echo)
        /// The right token from another address than was asked: refused, and worth telling ("answers from X").
        case wrongAddress(Echo, from: IPAddress)
        /// Not ours, or forgotten long ago.
        case foreign
    }

    /// How many of each there were; every echo that was sent ends as answered, refused or lost.
    public struct Counters: Hashable, Sendable {
        public var sent = 0
        public var answered = 0
        public var lost = 0
        public var refused = 0
        public var late = 0
        public var duplicate = 0
        public var wrongAddress = 0
        public var foreign = 0
        /// Echoes not sent because 65,536 were under way.
        public var full = 0
        /// Round trips taken from the caller's clock because the system's was set meanwhile.
        public var clockSteps = 0
    }

    private enum State: UInt8 {
        case empty, waiting, answered, lost
    }

    private struct Entry {
        var token: UInt64 = 0
        var sentNanoseconds: Int64 = 0
        var sent = Timestamp(milliseconds: 0)
        var address = IPAddress.v4(0)
        var target: Int32 = 0
        var waitMilliseconds: UInt32 = 0
        var sequence: UInt16 = 0
        var state = State.empty

        var deadline: Timestamp { Timestamp(milliseconds: sent.milliseconds + Int64(waitMilliseconds)) }
        var echo: Echo { Echo(target: Int(target), sent: sent) }
    }

    private static let maximumPlaces = 65_536

    /// What replies must carry: chosen by us for a raw socket, the local port of a datagram socket.
    public let identifier: UInt16
    public private(set) var counters = Counters()
    /// Echoes that wait for an answer.
    public private(set) var waiting = 0
    private var entries: [Entry]
    private var nextSequence: UInt16
    /// No deadline of a waiting echo is before this one.
    private var earliestDeadline: Timestamp?

    /// `firstSequence` only matters to tests; `places` is rounded up to a power of two, 16 … 65,536.
    public init(identifier: UInt16, firstSequence: UInt16 = 0, places: Int = 256) {
        self.identifier = identifier
        nextSequence = firstSequence
        var count = 16
        while count < min(places, EchoLedger.maximumPlaces) { count *= 2 }
        entries = Array(repeating: Entry(), count: count)
    }

    // MARK: - Sending

    /// Enters an echo to `target` at `address` and returns what to send; `nil` (counted) if 65,536 are under way.
    ///
    /// `sentNanoseconds` is the system's clock just before sending, the one the kernel stamps answers with; `now` is a
    /// clock that is never set.
    public mutating func send(
        to address: IPAddress, target: Int, sentNanoseconds: Int64, now: Timestamp, deadline: Duration,
        using generator: inout some RandomNumberGenerator
    ) -> EchoRequest? {
        guard let place = freePlace() else {
            counters.full += 1
            return nil
        }
        let entry = Entry(
            token: generator.next(), sentNanoseconds: sentNanoseconds, sent: now, address: address,
            target: Int32(truncatingIfNeeded: target), waitMilliseconds: UInt32(clamping: deadline.wholeMilliseconds),
            sequence: nextSequence, state: .waiting)
        earliestDeadline = min(nextDeadline ?? entry.deadline, entry.deadline)
        entries[place] = entry
        waiting += 1
        counters.sent += 1
        nextSequence &+= 1
        return EchoRequest(
            identifier: identifier, sequence: entry.sequence, token: entry.token, sentNanoseconds: sentNanoseconds)
    }

    /// Strikes an echo that the socket refused to send: it proves nothing about the host.
    public mutating func withdraw(_ request: EchoRequest) {
        let place = place(of: request.sequence)
        guard entries[place].state == .waiting, entries[place].token == request.token else { return }
        entries[place] = Entry()
        waiting -= 1
        counters.sent -= 1
    }

    private func place(of sequence: UInt16) -> Int {
        Int(sequence) & (entries.count - 1)
    }

    /// The place of the next sequence number, whose last echo must be over; the ring doubles until that is so.
    private mutating func freePlace() -> Int? {
        while entries[place(of: nextSequence)].state == .waiting {
            guard entries.count < EchoLedger.maximumPlaces else { return nil }
            let old = entries
            entries = Array(repeating: Entry(), count: old.count * 2)
            // Numbers that differed modulo the old size differ modulo the new one.
            for entry in old where entry.state != .empty {
                entries[place(of: entry.sequence)] = entry
            }
        }
        return place(of: nextSequence)
    }

    // MARK: - Answers

    /// Says what an answer from `peer` is, and closes its echo. `receivedNanoseconds` is the kernel's stamp.
    public mutating func receive(
        _ answer: EchoAnswer, from peer: IPAddress, receivedNanoseconds: Int64, now: Timestamp
    ) -> Outcome {
        switch answer {
        case .reply(let identifier, let sequence, let token):
            guard let place = entered(identifier, sequence), token == entries[place].token else { break }
            guard entries[place].address.isSameHost(as: peer) else {
                counters.wrongAddress += 1
                return .wrongAddress(entries[place].echo, from: peer)
            }
            return close(place, receivedNanoseconds: receivedNanoseconds, now: now)
        case .refusal(let refusal, let identifier, let sequence, let destination, let token):
            guard let place = entered(identifier, sequence), entries[place].address.isSameHost(as: destination),
                token == nil || token == entries[place].token, entries[place].state == .waiting
            else { break }
            entries[place].state = .lost
            waiting -= 1
            counters.refused += 1
            return .refused(entries[place].echo, refusal, by: peer)
        }
        counters.foreign += 1
        return .foreign
    }

    private func entered(_ identifier: UInt16, _ sequence: UInt16) -> Int? {
        let place = place(of: sequence)
        guard identifier == self.identifier, entries[place].state != .empty, entries[place].sequence == sequence else {
            return nil
        }
        return place
    }

    private mutating func close(_ place: Int, receivedNanoseconds: Int64, now: Timestamp) -> Outcome {
        let echo = entries[place].echo
        switch entries[place].state {
        case .answered, .empty:
            counters.duplicate += 1
            return .duplicate(echo)
        case .waiting:
            waiting -= 1
            counters.answered += 1
            entries[place].state = .answered
            let time = roundTrip(entries[place], receivedNanoseconds: receivedNanoseconds, now: now)
            return .answered(echo, roundTripMicroseconds: time)
        case .lost:
            counters.late += 1
            entries[place].state = .answered
            let time = roundTrip(entries[place], receivedNanoseconds: receivedNanoseconds, now: now)
            return .late(echo, roundTripMicroseconds: time)
        }
    }

    /// By the kernel's stamp; if that is impossible by the other clock (the system's was set), by the other clock.
    private mutating func roundTrip(_ entry: Entry, receivedNanoseconds: Int64, now: Timestamp) -> Int64 {
        let (nanoseconds, overflow) = receivedNanoseconds.subtractingReportingOverflow(entry.sentNanoseconds)
        let elapsedMicroseconds = max(0, (now - entry.sent).wholeMicroseconds)
        // Both clocks of the caller are cut to the millisecond, and one may be slewed against the other.
        guard !overflow, nanoseconds >= 0, nanoseconds / 1000 <= elapsedMicroseconds + 2000 + elapsedMicroseconds / 100
        else {
            counters.clockSteps += 1
            return elapsedMicroseconds
        }
        return nanoseconds / 1000
    }

    // MARK: - Deadlines

    /// When to call `expire` next; it may then find nothing, because what waited has been answered.
    public var nextDeadline: Timestamp? { waiting == 0 ? nil : earliestDeadline }

    /// The echoes whose deadline has come, each told once, in no order. Looks through all places: every 50 ms is often
    /// enough.
    public mutating func expire(now: Timestamp) -> [Echo] {
        guard let nextDeadline, nextDeadline <= now else { return [] }
        var lost: [Echo] = []
        var earliest: Timestamp?
        for place in entries.indices where entries[place].state == .waiting {
            let deadline = entries[place].deadline
            if deadline <= now {
                entries[place].state = .lost
                lost.append(entries[place].echo)
            } else {
                earliest = min(earliest ?? deadline, deadline)
            }
        }
        waiting -= lost.count
        counters.lost += lost.count
        earliestDeadline = earliest
        return lost
    }
}

extension IPAddress {
    /// Equal but for a zone that one of the two leaves open: quotes of packets carry none.
    fileprivate func isSameHost(as other: IPAddress) -> Bool {
        switch (self, other) {
        case (.v4(let left), .v4(let right)):
            left == right
        case (.v6(let high, let low, let zone), .v6(let otherHigh, let otherLow, let otherZone)):
            high == otherHigh && low == otherLow && (zone == otherZone || zone == 0 || otherZone == 0)
        case (.v4, .v6), (.v6, .v4):
            false
        }
    }
}
