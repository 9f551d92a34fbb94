import DequeModule
import Model
import SNMP

/// One visit to a host, as a state machine: it says what to ask next and takes the answers; `Exchange` carries it out.
///
/// A visit that discovers begins at `identity`, one to a host that was silent at `probing`, any other
/// at `reading`. What is asked and how a visit ends
/// stands here, what answers do to it in `Visit+answers.swift`.
struct Visit {
    enum Stage: Hashable {
        /// identity → presence: its answers say which probes may fit.
        case identity
        /// presence → outline: which of their objects are there says which do.
        case presence
        /// outline → tables: what the host says of itself, and which scalars and tables it has.
        case outline
        /// tables → reading: the tables are walked.
        case tables
        /// probing → reading: one small question tells a host that is silent from one whose answers are too big.
        case probing
        /// reading → done, or → probing where nothing is answered: known instances are fetched.
        case reading
        case done
    }

    let number: Int
    let due: Timestamp
    let started: Timestamp
    var stage: Stage
    var failures: [ReadingFailure] = []
    var layouts: [GroupLayout] = []
    var facts: HostFacts?
    var limits: [RowLimits]?
    /// Columns whose walk did not come to its end.
    var brokenColumns: Set<OID> = []
    /// What it knows of others, if that was asked.
    var surroundings: Surroundings?
    var uptime: UInt32?
    var silence = Silence()
    var cost = VisitCost()
    /// Whether anything was answered.
    var hasAnswer = false
    /// Values by their places in the plan.
    var values: [Value?] = []
    /// Rows by group of the plan whose counters began anew.
    var discontinuous: Set<SlotKey> = []

    var pending = Deque<Question>()
    var outstanding = 0
    var answers: [OID: VariableValue] = [:]
    var present: Set<OID> = []
    var scalars: Set<OID> = []
    var cells = Cells()
    var walks: [TableWalk] = []
    var candidates: [Int] = []
    var fitting: [Probe] = []
    var hasFailedDiscovery = false
    /// Known instances that the device did not give.
    var refused: Set<OID> = []
    /// Questions given up since the last answer.
    var unanswered = 0
    /// Transmissions without an answer in time before the first answer.
    var timeouts = 0

    struct SlotKey: Hashable {
        var group: Int16
        var row: Int32
    }

    /// A walk of some columns: for the discovery of tables, or for the names of what must run.
    struct TableWalk {
        var walk: Walk
        /// In ascending order.
        var columns: [OID]
        /// The group of the plan whose names these are; `nil` in a discovery.
        var namesGroup: Int?
        var counts: [String: Int64] = [:]
    }

    /// Begins a visit; one that is to read at once goes on with `beginReading`.
    init(number: Int, due: Timestamp, started: Timestamp, stage: Stage, index: ProbeIndex) {
        self.number = number
        self.due = due
        self.started = started
        self.stage = stage
        switch stage {
        case .identity:
            ask(Question(purpose: .identity, content: .request(Request(.get, Visit.systemGroup))))
        case .probing:
            ask(Visit.probe)
        case .presence, .outline, .tables, .reading, .done: break
        }
    }

    /// sysDescr, sysObjectID, sysUpTime, sysName and sysLocation (RFC 3418).
    static let systemGroup: [OID] = [1, 2, 3, 5, 6].map { [1, 3, 6, 1, 2, 1, 1, $0, 0] }

    /// The smallest question there is.
    static let probe = Question(purpose: .identity, content: .request(Request(.get, [ReadingPlan.systemUptime])))

    var isDone: Bool { stage == .done }

    /// What to ask next; `nil` while answers are awaited or when all is done.
    mutating func nextQuestion() -> Question? {
        guard let question = pending.popFirst() else { return nil }
        outstanding += 1
        return question
    }

    /// Whether the stage has nothing left to ask or to await, so that `advance` leads on.
    var isStageComplete: Bool { pending.isEmpty && outstanding == 0 && stage != .done }

    /// A question's end: answered, or given up.
    mutating func settle() {
        outstanding -= 1
    }

    mutating func ask(_ question: Question) {
        pending.append(question)
    }

    /// Asks parts of a question that failed as a whole before anything else, so that it is soon known what is at fault.
    mutating func askNext(_ questions: [Question]) {
        for question in questions.reversed() { pending.prepend(question) }
    }
}

// MARK: - From stage to stage

extension Visit {
    /// Leads on from a complete stage; call while `isStageComplete`.
    mutating func advance(
        host: Host, agent: Agent, sizes: LearntSizes, memory: inout HostMemory, index: ProbeIndex
    ) {
        switch stage {
        case .identity:
            guard hasAnswer else { return finish() }
            stage = .presence
            askPresence(index: index)
        case .presence:
            stage = .outline
            askOutline(index: index)
        case .outline:
            stage = .tables
            walkTables(agent: agent, index: index, sizes: sizes)
        case .tables:
            // A discovery that broke off says less than what is known; it is made again at the next visit.
            if !hasFailedDiscovery || memory.plan.groups.isEmpty {
                adopt(host: host, memory: &memory, index: index)
            }
            beginReading(agent: agent, sizes: sizes, memory: &memory, index: index)
        case .probing:
            guard hasAnswer else { return finish() }
            beginReading(agent: agent, sizes: sizes, memory: &memory, index: index)
        case .reading: finish()
        case .done: return
        }
    }

    private mutating func finish() {
        stage = .done
        fitting = []
        pending.removeAll()
    }

    private var systemObjectID: OID? {
        if case .oid(let oid) = answers[Visit.systemGroup[1]] { oid } else { nil }
    }

    /// Asks which of the objects are there that decide what the host is.
    private mutating func askPresence(index: ProbeIndex) {
        candidates = index.candidates(
            systemObjectID: systemObjectID, systemDescription: answers[Visit.systemGroup[0]]?.text)
        askWhetherPresent(index.presenceObjects(of: candidates))
    }

    private mutating func askWhetherPresent(_ objects: [OID]) {
        for part in objects.parts(of: 24) {
            ask(Question(purpose: .presence, content: .request(Request(.getNext, part))))
        }
    }

    /// Asks for facts, and which scalars and tables there are.
    private mutating func askOutline(index: ProbeIndex) {
        fitting = index.fitting(candidates: candidates, systemObjectID: systemObjectID, present: present)
        let unread = index.factObjects(of: fitting).filter { answers[$0] == nil }
        for part in unread.parts(of: 16) {
            ask(Question(purpose: .facts, content: .request(Request(.get, part))))
        }
        let groups = (index.groups(of: fitting) + index.surroundings(of: fitting)).map(\.group)
        let scalarNames = Set(groups.filter { $0.rows == .scalar }.flatMap(\.objects).map(\.oid)).sorted()
        for part in scalarNames.parts(of: 24) {
            ask(Question(purpose: .scalars, content: .request(Request(.getNext, part.map(\.predecessor)))))
        }
        askWhetherPresent(index.keyColumns(of: groups).filter { !present.contains($0) })
    }

    /// Walks the tables of which the host has something, several columns side by side.
    private mutating func walkTables(agent: Agent, index: ProbeIndex, sizes: LearntSizes) {
        let isThere = { (group: Probe.Group) in !present.isDisjoint(with: group.keyColumns) }
        let groups = index.groups(of: fitting).map(\.group).filter(isThere)
        let surroundings = index.surroundings(of: fitting).map(\.group).filter(isThere)
        let columns = Set(
            index.discoveryColumns(of: groups) + index.surroundingColumns(of: surroundings)
                + index.factColumns(of: fitting)
        ).sorted()
        for part in columns.parts(of: Visit.columnsTogether) {
            let walk = Walk(
                columns: part, version: agent.version, maximumBindings: sizes.walk.maximumBindings,
                maximumRows: Visit.mostRows)
            walks.append(TableWalk(walk: walk, columns: part, namesGroup: nil))
            askNextPart(of: walks.count - 1)
        }
    }

    /// A column that the host does not have costs a binding, not a request.
    private static let columnsTogether = 8
    /// More than any table that a probe reads has; a table without end ends here.
    private static let mostRows = 10_000

    private mutating func adopt(host: Host, memory: inout HostMemory, index: ProbeIndex) {
        let plan = ReadingPlan(
            host: host, groups: index.groups(of: fitting), cells: cells, scalars: scalars, previous: memory.layouts,
            present: present, index: index)
        var facts = index.facts(of: fitting, answers: answers, cells: cells)
        facts.systemObjectID = facts.systemObjectID ?? systemObjectID
        if case .timeTicks(let ticks) = answers[Visit.systemGroup[2]] {
            facts.started = started - .milliseconds(Int64(ticks) * 10)
        }
        // One that comes back is told anew: whoever listens may have let it go.
        memory.toldLayouts.formIntersection(plan.groups.map(\.layout.key.group))
        for layout in plan.groups.map(\.layout) {
            let isNews = memory.toldLayouts.insert(layout.key.group).inserted
            if isNews || memory.layouts[layout.key.group] != layout { layouts.append(layout) }
            memory.layouts[layout.key.group] = layout
        }
        if !plan.asksTheSame(as: memory.plan) {
            memory.packedFor = nil
            memory.narrowCounters.forget()
            memory.discontinuities = []
        }
        memory.plan = plan
        memory.descriptions =
            index.describesRows ? plan.descriptions(cells: cells, answers: answers, patterns: index.patterns) : []
        if memory.discovered != nil { memory.refused = [] }
        memory.facts = facts
        if index.readsSurroundings, !hasFailedDiscovery {
            surroundings = index.surroundings(of: fitting, cells: cells, without: brokenColumns)
        }
        if index.readsLimits, !hasFailedDiscovery {
            limits = plan.limits(cells: cells, answers: answers, patterns: index.patterns)
        }
        memory.discovered = hasFailedDiscovery ? nil : started
        self.facts = facts
    }

    /// Asks for everything that is due; begins directly here where nothing has to be discovered.
    mutating func beginReading(agent: Agent, sizes: LearntSizes, memory: inout HostMemory, index: ProbeIndex) {
        stage = .reading
        cells = Cells()
        walks = []
        if memory.packedFor != sizes.get.limits {
            memory.requests = index.kinds.shared(memory.plan.requests(sizing: sizes.get, agent: agent))
            memory.packedFor = sizes.get.limits
        }
        values = Array(repeating: nil, count: memory.plan.valueCount)
        if memory.discontinuities.count != memory.plan.discontinuityCount {
            memory.discontinuities = Array(repeating: nil, count: memory.plan.discontinuityCount)
        }
        for (place, request) in memory.requests.enumerated() {
            let group = memory.plan.groups[Int(memory.plan.cells[request.cells.lowerBound].group)]
            if number % max(1, group.source.everyVisits) == 0 {
                ask(Question(purpose: .cells, content: .prepared(place)))
            }
        }
        for (place, group) in memory.plan.groups.enumerated() where number % max(1, group.source.everyVisits) == 0 {
            guard !group.names.isEmpty else { continue }
            let walk = Walk(columns: group.names, version: agent.version, maximumBindings: sizes.walk.maximumBindings)
            walks.append(TableWalk(walk: walk, columns: group.names, namesGroup: place))
            askNextPart(of: walks.count - 1)
        }
        if pending.isEmpty, !hasAnswer {
            // A host that gives nothing to read is still asked whether it is there.
            ask(Question(purpose: .identity, content: .request(Request(.get, Visit.systemGroup))))
        }
    }

    mutating func askNextPart(of place: Int) {
        guard let request = walks[place].walk.next() else { return }
        ask(Question(purpose: .walk(place), content: .request(request)))
    }
}

// MARK: - The end

extension Visit {
    /// The report of a visit that is done. Also tells `memory` what the next visit has to know.
    mutating func report(host: Host.Name, ended: Timestamp, memory: inout HostMemory) -> PollReport {
        var readings: [Readings] = []
        if hasAnswer, let uptime, memory.note(uptime: uptime, at: started) {
            beginNarrowCountersAnew(memory: &memory)
            memory.discovered = nil
        }
        if facts == nil, !refused.isSubset(of: memory.refused) { memory.discovered = nil }
        memory.refused.formUnion(refused)
        if !values.isEmpty {
            dropDiscontinuous(memory: &memory)
            for (group, places) in memory.plan.places.enumerated() {
                let values = values[places]
                guard values.contains(where: { $0 != nil }) else { continue }
                readings.append(
                    Readings(
                        key: memory.plan.groups[group].layout.key, time: started, uptime: uptime,
                        values: Array(values)))
            }
        }
        memory.answeredLast = hasAnswer
        return PollReport(
            host: host, due: due, started: started, ended: ended,
            outcome: hasAnswer ? .answered : .silent(silence.cause), layouts: layouts, readings: readings,
            failures: failures, facts: facts, limits: limits, surroundings: surroundings, cost: cost)
    }

    /// A row whose counters began anew since the last visit gives none this time: between two readings that do not
    /// belong together there is no rate (ifCounterDiscontinuityTime, RFC 2863).
    private mutating func dropDiscontinuous(memory: inout HostMemory) {
        for key in discontinuous {
            let layout = memory.plan.groups[Int(key.group)].layout
            for (column, described) in layout.columns.enumerated()
            where described.measure == .counter32 || described.measure == .counter64 {
                let slot = layout.slot(row: Int(key.row), column: column)
                values[memory.plan.places[Int(key.group)].lowerBound + slot] = nil
            }
        }
        guard !discontinuous.isEmpty else { return }
        for (place, cell) in memory.plan.cells.enumerated() where cell.role == .narrowCounter {
            let columns = memory.plan.groups[Int(cell.group)].layout.columns.count
            let row = SlotKey(group: cell.group, row: cell.slot / Int32(columns))
            if discontinuous.contains(row) { memory.narrowCounters.forget(place: place) }
        }
    }

    /// After a restart of the agent: what was carried over a supposed wrap in this visit is the raw value again.
    private mutating func beginNarrowCountersAnew(memory: inout HostMemory) {
        memory.narrowCounters.forget()
        for (place, cell) in memory.plan.cells.enumerated() where cell.role == .narrowCounter {
            guard values.indices.contains(Int(cell.place)), case .integer(let value) = values[Int(cell.place)] else {
                continue
            }
            values[Int(cell.place)] = .integer(memory.narrowCounters.extend(value, place: place))
        }
    }
}

extension OID {
    /// A name whose GETNEXT gives this one, if the agent has it: presence is learnt without asking for what it never
    /// announced.
    fileprivate var predecessor: OID {
        guard let last = subidentifiers.last, last > 0 else { return OID(Array(subidentifiers.dropLast())) }
        return OID(subidentifiers.dropLast() + [last - 1])
    }
}

extension Array {
    /// The elements in order, in arrays of at most `size`.
    func parts(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: Swift.max(1, size)).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
