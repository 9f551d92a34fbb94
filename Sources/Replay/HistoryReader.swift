internal import Alerts
public import Model
internal import Rules
public import Store

/// Plays what is stored to rehearsals, window by window: so much is in memory as was read in one window.
public struct HistoryReader: Sendable {
    /// So many values are in memory at once, as far as windows of a quarter of an hour allow.
    private static let mostValues = 16_000_000
    /// A day, or a part of one: what is sealed lies together by the day.
    private static let windows: [Int64] = [86_400, 43_200, 21_600, 14_400, 7200, 3600, 1800, 900]
    /// The groups of one visit come in within this.
    private static let visit = Duration.seconds(10)
    /// How long the judge gets to know the fleet: holds run out and rates are known.
    public static let warmUp = Duration.seconds(3 * 3600)
    /// The group of echoes.
    private static let ping = "ping"

    private let reader: ArchiveReader
    private let from: Timestamp
    private let to: Timestamp

    /// - Parameters:
    ///   - from: When what counts begins; it is played from `warmUp` before on.
    public init(_ reader: ArchiveReader, from: Timestamp, to: Timestamp) {
        self.reader = reader
        self.from = from
        self.to = to
    }

    /// When the history begins that is played.
    public var begin: Timestamp { from - HistoryReader.warmUp }

    /// Plays all of it.
    ///
    /// - Parameter isWanted: Whose readings are looked at; echoes are of all.
    /// - Returns: How many visits and intervals of echoes there were.
    @discardableResult
    public func play(
        to rehearsals: inout [Rehearsal], where isWanted: (Host.Name) -> Bool = { _ in true }
    ) async throws(StoreError) -> Int {
        let layouts = try await reader.layouts().filter { layout in
            layout.key.group == HistoryReader.ping
                || isWanted(layout.key.host) && rehearsals.contains { $0.setting.judges(layout.key) }
        }
        let groups = Set(layouts.map(\.key))
        let confirmation = rehearsals.first?.setting.timing.confirmation ?? .zero
        var trace = ReachTrace()
        var history = ToldHistory()
        var count = 0
        var start = begin
        let step = window(for: layouts, interval: rehearsals.first?.setting.timing.interval ?? .seconds(60))
        while start <= to {
            let end = min(to, Timestamp(milliseconds: (start.milliseconds / step + 1) * step - 1))
            let stretches = try await reader.stretches(of: groups, from: start, to: end)
            // A loss is told a little after it was.
            let events = try await reader.events(from: start, to: end + confirmation)
            let told = events.flatMap { history.moments(of: $0, patience: confirmation) }
                .filter { $0.time >= start && $0.time <= end }
            var window = HistoryWindow(stretches, visits: HistoryReader.visit)
            count += window.count
            window.add(told)
            window.play(to: &rehearsals, trace: &trace)
            start = end + .milliseconds(1)
        }
        for place in rehearsals.indices { rehearsals[place].advance(to: to) }
        return count
    }

    /// Who was paused when it begins, and who hangs on which port as far as that is stored.
    ///
    /// - Parameter facts: What the hosts said of themselves last.
    public func surroundings(facts: [Host.Name: HostFacts]) async throws(StoreError) -> HistorySurroundings {
        let before = try await reader.events(from: begin - ToldHistory.pauseMemory, to: begin)
        let attachments = facts.compactMapValues(\.attachment)
        return HistorySurroundings(
            pauses: ToldHistory.pauses(before, at: begin),
            attachments: ToldHistory.attachments(before + (try await reader.events(from: begin, to: to)))
                .merging(attachments) { _, stored in stored })
    }

    /// The incidents that there really were, but those of the daemon itself.
    public func stored() async throws(StoreError) -> [ReplayedIncident] {
        var reasons: [Incident.Number: (worst: Status, reason: Reason)] = [:]
        for event in try await reader.events(from: begin, to: to) {
            guard let number = event.incident, event.to == .yellow || event.to == .red else { continue }
            if let known = reasons[number], known.worst.foldRank >= event.to.foldRank { continue }
            reasons[number] = (event.to, event.reason)
        }
        return try await reader.incidents(from: from, to: to).filter { $0.cause.host != Judge.ownHost }.map {
            incident in
            let stages = AlertPolicy().stages(from: nil, to: incident)
            let moments = [
                stages.contains(.began) ? incident.opened : nil, stages.contains(.ended) ? incident.closed : nil,
            ]
            return ReplayedIncident(
                incident: incident, reason: reasons[incident.number]?.reason ?? incident.reason,
                mails: moments.compactMap { $0 }.count { from <= $0 && $0 <= to })
        }
    }

    /// In milliseconds.
    private func window(for layouts: [GroupLayout], interval: Duration) -> Int64 {
        let slots = layouts.reduce(0) { $0 + $1.slotCount }
        let perSecond = Double(slots) / max(1, Double(interval.wholeMilliseconds) / 1000)
        let seconds = HistoryReader.windows.first { Double($0) * perSecond <= Double(HistoryReader.mostValues) }
        return (seconds ?? 900) * 1000
    }
}

/// What was recorded in a window, in the order of time.
struct HistoryWindow {
    private enum Source {
        /// Places in `reads`.
        case visit(Range<Int>)
        case echoes(stretch: Int, place: Int)
        case told(Int)
    }

    private let stretches: [RecordedStretch]
    /// Where the readings of the visits stand, visit by visit.
    private var reads: [(stretch: Int, place: Int)] = []
    private var order: [(time: Timestamp, source: Source)] = []
    private var told: [HistoryMoment] = []

    /// - Parameter visits: What a host gave within this is one visit's, unless a group comes twice.
    init(_ stretches: [RecordedStretch], visits: Duration) {
        self.stretches = stretches
        var hosts: [Host.Name: [Int]] = [:]
        for (number, stretch) in stretches.enumerated() {
            if stretch.layout.key.group == "ping" {
                for place in 0..<stretch.count {
                    order.append((stretch.time(at: place), .echoes(stretch: number, place: place)))
                }
            } else {
                hosts[stretch.layout.key.host, default: []].append(number)
            }
        }
        for (_, numbers) in hosts { addVisits(numbers, within: visits) }
    }

    private mutating func addVisits(_ numbers: [Int], within span: Duration) {
        var all: [(time: Timestamp, stretch: Int, place: Int)] = []
        for number in numbers {
            for place in 0..<stretches[number].count { all.append((stretches[number].time(at: place), number, place)) }
        }
        all.sort { ($0.time, $0.stretch) < ($1.time, $1.stretch) }
        var first = 0
        while first < all.count {
            var groups: Set<String> = []
            var end = first
            while end < all.count, all[end].time - all[first].time <= span,
                groups.insert(stretches[all[end].stretch].layout.key.group).inserted
            {
                end += 1
            }
            let begin = reads.count
            reads += all[first..<end].map { (stretch: $0.stretch, place: $0.place) }
            order.append((all[end - 1].time, .visit(begin..<reads.count)))
            first = end
        }
    }

    /// How many visits and intervals of echoes there are, and what was told.
    var count: Int { order.count }

    mutating func add(_ moments: [HistoryMoment]) {
        for moment in moments {
            order.append((moment.time, .told(told.count)))
            told.append(moment)
        }
    }

    /// Plays it to all of them, moment by moment.
    func play(to rehearsals: inout [Rehearsal], trace: inout ReachTrace) {
        let places = order.indices.sorted { (order[$0].time, $0) < (order[$1].time, $1) }
        for place in places {
            var layouts: [GroupLayout] = []
            for moment in moments(order[place].source, trace: &trace, layouts: &layouts) {
                for rehearsal in rehearsals.indices { rehearsals[rehearsal].take(moment, layouts: layouts) }
            }
        }
    }

    private func moments(
        _ source: Source, trace: inout ReachTrace, layouts: inout [GroupLayout]
    ) -> [HistoryMoment] {
        switch source {
        case .told(let place):
            if case .reach(let report) = told[place], !trace.take(report) { return [] }
            return [told[place]]
        case .echoes(let stretch, let place):
            guard let echoes = EchoReport(stretches[stretch].readings(at: place)) else { return [] }
            let reach = trace.take(echoes).map { HistoryMoment.reach($0) }
            return (reach.map { [$0] } ?? []) + [.echoes(echoes)]
        case .visit(let range):
            let read = reads[range]
            guard let first = read.first, let last = read.last else { return [] }
            layouts = read.map { stretches[$0.stretch].layout }
            let began = stretches[first.stretch].time(at: first.place)
            return [
                .visit(
                    PollReport(
                        host: stretches[first.stretch].layout.key.host, due: began, started: began,
                        ended: stretches[last.stretch].time(at: last.place), outcome: .answered,
                        readings: read.map { stretches[$0.stretch].readings(at: $0.place) }))
            ]
        }
    }
}
