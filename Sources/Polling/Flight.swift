import HeapModule
import Platform
import SNMP

/// A request on its way.
struct Flight {
    let host: Int
    let question: Question
    let message: RequestTemplate
    let size: RequestSize
    /// The request-id of the last transmission; 0, which none has, before the first.
    var requestID: Int32 = 0
    /// Those of the transmissions before it: the answer to any of them will do.
    var earlierIDs: [Int32] = []
    /// When the last transmission left, by the clock of the kernel's receive stamps.
    var sentNanoseconds: Int64 = 0
    /// How often an agent of SNMPv3 has told something that the question lacked.
    var renegotiations = 0

    var transmissions: Int { requestID == 0 ? 0 : earlierIDs.count + 1 }

    /// Notes another transmission.
    mutating func transmitted(as requestID: Int32, sentNanoseconds: Int64) {
        if self.requestID != 0 { earlierIDs.append(self.requestID) }
        self.requestID = requestID
        self.sentNanoseconds = sentNanoseconds
    }

    /// The question as if it had not been sent yet, after the agent told what it lacked.
    func renegotiated() -> Flight {
        var flight = Flight(host: host, question: question, message: message, size: size)
        flight.renegotiations = renegotiations + 1
        return flight
    }
}

/// All requests on their way, found by request-id, and when each has waited long enough. Times are monotonic
/// nanoseconds.
struct FlightTable {
    private struct Deadline: Comparable {
        var time: Int64
        var place: Int
        /// The transmission it belongs to; older ones are void.
        var requestID: Int32

        static func < (left: Deadline, right: Deadline) -> Bool { left.time < right.time }
    }

    private var flights: [Flight?] = []
    private var free: [Int] = []
    private var places: [Int32: Int] = [:]
    private var deadlines = Heap<Deadline>()

    /// How many are on their way.
    var count: Int { flights.count - free.count }

    /// The next moment at which one has waited long enough. Deadlines of what was answered are forgotten on the way, so
    /// that nobody wakes for them.
    mutating func nextDeadline() -> Int64? {
        while let deadline = deadlines.min {
            if flights[deadline.place]?.requestID == deadline.requestID { return deadline.time }
            deadlines.removeMin()
        }
        return nil
    }

    /// Enters a flight that is about to be sent for the first time.
    mutating func insert(_ flight: Flight) -> Int {
        if let place = free.popLast() {
            flights[place] = flight
            return place
        }
        flights.append(flight)
        return flights.count - 1
    }

    /// Notes another transmission of the flight at `place` under a request-id of its own, random and unused.
    ///
    /// - Parameter wait: How long to wait for the answer, in nanoseconds, given a random number from 0 to 1: the
    ///   request-id's own, as good randomness costs a system call.
    mutating func transmit(
        _ place: Int, sentNanoseconds: Int64, now: Int64, using generator: inout some RandomNumberGenerator,
        wait: (Double) -> Int64
    ) -> Int32 {
        var requestID = Int32.random(in: RequestTemplate.requestIDs, using: &generator)
        while places[requestID] != nil {
            requestID = Int32.random(in: RequestTemplate.requestIDs, using: &generator)
        }
        let deadline = now + wait(Double(requestID & 0xffff) / 0xffff)
        flights[place]?.transmitted(as: requestID, sentNanoseconds: sentNanoseconds)
        places[requestID] = place
        deadlines.insert(Deadline(time: deadline, place: place, requestID: requestID))
        return requestID
    }

    /// The flight at a place.
    subscript(place: Int) -> Flight? { flights[place] }

    /// The host and place of the flight that an answer with this request-id belongs to.
    func find(requestID: Int32) -> (place: Int, host: Int)? {
        guard let place = places[requestID], let host = flights[place]?.host else { return nil }
        return (place, host)
    }

    /// Takes a flight out: answered or given up.
    @discardableResult
    mutating func remove(_ place: Int) -> Flight? {
        guard let flight = flights[place].take() else { return nil }
        places[flight.requestID] = nil
        for requestID in flight.earlierIDs { places[requestID] = nil }
        free.append(place)
        return flight
    }

    mutating func removeAll() {
        self = FlightTable()
    }

    /// The next flight that has waited long enough for its last transmission.
    mutating func popOverdue(now: Int64) -> (place: Int, flight: Flight)? {
        guard let time = nextDeadline(), time <= now else { return nil }
        let place = deadlines.removeMin().place
        return flights[place].map { (place, $0) }
    }
}
