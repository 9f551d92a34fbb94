import Model
import SNMP

extension Visit {
    /// Takes the bindings of an answer without error, to any question but one for cells.
    mutating func take(_ pdu: PDU, for question: Question, memory: HostMemory) {
        noteAnswer()
        switch question.purpose {
        case .identity, .facts:
            for binding in pdu.bindings where !binding.value.isException {
                answers[binding.name] = binding.value
                if case .timeTicks(let ticks) = binding.value, binding.name == ReadingPlan.systemUptime {
                    uptime = ticks
                }
            }
        case .presence: notePresence(pdu, question)
        case .scalars:
            for binding in pdu.bindings where !binding.value.isException { scalars.insert(binding.name) }
        case .walk(let place): takeWalk(pdu, at: place, memory: memory)
        case .cells: break
        }
    }

    /// An object is there if GETNEXT of it answers with something below it.
    private mutating func notePresence(_ pdu: PDU, _ question: Question) {
        guard case .request(let request) = question.content else { return }
        for (name, binding) in zip(request.names, pdu.bindings)
        where !binding.value.isException && binding.name != name && binding.name.hasPrefix(name) {
            present.insert(name)
        }
    }

    private mutating func takeWalk(_ pdu: PDU, at place: Int, memory: HostMemory) {
        let found = walks[place].walk.take(pdu)
        if walks[place].namesGroup == nil {
            cells.add(found, columns: walks[place].columns)
        } else {
            for name in found.compactMap({ $0.value.text }) { walks[place].counts[name, default: 0] += 1 }
        }
        endWalk(at: place, memory: memory)
    }

    /// Goes on with a walk that has more to ask, or takes note of its end.
    private mutating func endWalk(at place: Int, memory: HostMemory) {
        guard walks[place].walk.isFinished else { return askNextPart(of: place) }
        let complaints = zip(walks[place].columns, walks[place].walk.endings).filter { $1?.isOrdinary == false }
        for case (let column, let ending?) in complaints {
            failures.append(ReadingFailure(group: "", detail: "walk of \(column) ended: \(ending)"))
            brokenColumns.insert(column)
        }
        // A list that broke off says nothing about what is not on it.
        if let group = walks[place].namesGroup, complaints.isEmpty {
            count(walks[place].counts, group: group, memory: memory)
        }
    }

    private mutating func count(_ counts: [String: Int64], group: Int, memory: HostMemory) {
        let layout = memory.plan.groups[group].layout
        for (row, name) in layout.rows.enumerated() {
            let found = counts.filter { $0.key == name.identity || $0.key == name.identity + ".exe" }
            let place = memory.plan.places[group].lowerBound + layout.slot(row: row, column: 0)
            values[place] = .integer(found.values.reduce(0, +))
        }
    }

    /// Takes the values of an answer; what the agent gave under another name than was asked is nobody's.
    mutating func takeCells(
        _ places: some Collection<Int>, hasUptime: Bool, _ answer: PDUHeader, of bytes: RawSpan,
        asked: RequestTemplate, memory: inout HostMemory
    ) throws(DecodingError) {
        let (answered, fault) = asked.values(in: answer, of: bytes)
        // So it is by design: a plan changes only while nothing is under way. Else there is nowhere to put a value.
        guard values.count == memory.plan.valueCount else { return noteAnswer() }
        if hasUptime, case .integer(let ticks)? = answered.first { uptime = uptime ?? UInt32(exactly: ticks) }
        var position = hasUptime ? 1 : 0
        for place in places where position < answered.count {
            let cell = memory.plan.cells[place]
            switch answered[position] {
            case .integer(let number) where cell.isPlain: values[Int(cell.place)] = .integer(number)
            case .integer, .other:
                let value = try memory.plan.value(of: cell, answered[position], in: bytes)
                take(value, cell: place, cell, memory: &memory)
            case .missing:
                // It was there at discovery: the tables are to be discovered again.
                refused.insert(memory.plan.name(of: cell))
            case .stranger: break
            }
            position += 1
        }
        if let fault { throw fault }
        noteAnswer()
    }

    /// Takes the value of a cell.
    ///
    /// - Parameter cell: Its place in the plan.
    private mutating func take(_ value: Value?, cell: Int, _ planned: ReadingPlan.Cell, memory: inout HostMemory) {
        guard let value else { return }
        switch planned.role {
        case .value: values[Int(planned.place)] = value
        case .narrowCounter:
            guard case .integer(let raw) = value else { return }
            values[Int(planned.place)] = .integer(memory.narrowCounters.extend(raw, place: cell))
        case .discontinuity:
            guard case .integer(let time) = value else { return }
            let before = memory.discontinuities[Int(planned.place)]
            memory.discontinuities[Int(planned.place)] = time
            if let before, before != time {
                discontinuous.insert(SlotKey(group: planned.group, row: planned.slot))
            }
        }
    }

    /// Takes an answer that is an error: what the device will not give is left out, the rest is asked again.
    mutating func refuse(status: Int32, index: Int32, question: Question, memory: HostMemory) {
        noteAnswer()
        switch question.content {
        case .request(let request):
            if case .walk(let place) = question.purpose {
                return refuseWalk(at: place, status: status, index: index, memory: memory)
            }
            let recovery = ErrorRecovery(names: request.names, errorStatus: status, errorIndex: index)
            askNext(
                recovery.again.filter { !$0.isEmpty }.map {
                    Question(purpose: question.purpose, content: .request(Request(request.kind, $0)))
                })
        case .prepared(let place):
            let request = memory.requests[place]
            refuseCells(
                Array(request.cells), hasUptime: request.hasUptime, status: status, index: index, memory: memory)
        case .cells(let cells, let hasUptime):
            refuseCells(cells, hasUptime: hasUptime, status: status, index: index, memory: memory)
        }
    }

    private mutating func refuseCells(_ cells: [Int], hasUptime: Bool, status: Int32, index: Int32, memory: HostMemory)
    {
        // The uptime stands before the cells and is known by a place that no cell has.
        let places = (hasUptime ? [Visit.uptimePlace] : []) + cells
        let recovery = ErrorRecovery(names: places, errorStatus: status, errorIndex: index)
        if let lost = recovery.lost, lost != Visit.uptimePlace {
            let cell = memory.plan.cells[lost]
            let name = memory.plan.name(of: cell)
            failures.append(
                ReadingFailure(
                    group: memory.plan.groups[Int(cell.group)].layout.key.group,
                    detail: "\(name): \(ErrorStatus.word(status))"))
            refused.insert(name)
        }
        askNext(
            recovery.again.filter { !$0.isEmpty }.map { part in
                let rest = part.filter { $0 != Visit.uptimePlace }
                return Question(purpose: .cells, content: .cells(rest, hasUptime: rest.count < part.count))
            })
    }

    private static let uptimePlace = -1

    private mutating func refuseWalk(at place: Int, status: Int32, index: Int32, memory: HostMemory) {
        let response = PDU(operation: .response, requestID: 0, errorStatus: status, errorIndex: index, bindings: [])
        _ = walks[place].walk.take(response)
        endWalk(at: place, memory: memory)
    }

    /// An answer did not come in time.
    mutating func timedOut() {
        if !hasAnswer { timeouts += 1 }
    }

    /// Gives a question up after its last time-out. If the host answers others, the same is asked in smaller parts.
    mutating func giveUp(_ question: Question, of size: RequestSize, memory: HostMemory) {
        settle()
        unanswered += 1
        guard hasAnswer else { return giveUpUnanswered(question, of: size) }
        guard !isOvertakenByProbe(question) else { return }
        guard unanswered < Visit.maximumUnanswered else {
            failures.append(ReadingFailure(group: "", detail: "stopped answering in the middle of the visit"))
            return giveUpAll()
        }
        if size.bindings > 1, askLess(question, memory: memory) { return }
        switch (question.purpose, question.content) {
        case (.walk(let place), _):
            if let group = walks[place].namesGroup {
                let key = memory.plan.groups[group].layout.key
                failures.append(
                    ReadingFailure(group: key.group, detail: "no answer to a walk of \(walks[place].columns[0])"))
            } else {
                hasFailedDiscovery = true
                failures.append(ReadingFailure(group: "", detail: "no answer to a walk of \(walks[place].columns[0])"))
            }
        case (_, .prepared), (_, .cells):
            failures.append(ReadingFailure(group: "", detail: "no answer to a request for known instances"))
        case (_, .request):
            hasFailedDiscovery = true
            failures.append(ReadingFailure(group: "", detail: "no answer while discovering"))
        }
    }

    /// So many questions in a row without an answer are not about their size: two of them may be halved six times each.
    private static let maximumUnanswered = 14

    /// Whether a question without an answer is to be sent once more as it is.
    ///
    /// - Parameter isDoubtful: Smaller ones are worth more where the host answers at all.
    func isWorthRepeating(_ question: Question, of size: RequestSize, isDoubtful: Bool) -> Bool {
        if isOvertakenByProbe(question) || hasAnswer && isDoubtful { return false }
        return !(mayBeSilent && size.bindings > 1)
    }

    /// Whether a small question is to tell now if the host answers at all.
    private var mayBeSilent: Bool { stage == .reading && !hasAnswer && timeouts >= 2 }

    /// What was asked before the probe is asked again after it.
    private func isOvertakenByProbe(_ question: Question) -> Bool {
        stage == .probing && question.purpose != .identity
    }

    /// While nothing was answered at all, one small question decides whether the host is silent.
    private mutating func giveUpUnanswered(_ question: Question, of size: RequestSize) {
        guard !isOvertakenByProbe(question) else { return }
        guard mayBeSilent, size.bindings > 1 else { return giveUpAll() }
        pending.removeAll()
        stage = .probing
        ask(Visit.probe)
    }

    /// Gives a question up that SNMPv3 stands in the way of, and with it the visit.
    mutating func refuse(_ question: Question, because fault: SecurityFault) {
        settle()
        silence.fault = fault
        failures.append(ReadingFailure(group: "", detail: "SNMPv3: \(fault)"))
        giveUpAll()
    }

    private mutating func giveUpAll() {
        pending.removeAll()
        hasFailedDiscovery = true
    }

    /// Asks the same in smaller parts.
    ///
    /// - Returns: Whether there are smaller parts.
    private mutating func askLess(_ question: Question, memory: HostMemory) -> Bool {
        switch question.content {
        case .prepared(let place):
            let request = memory.requests[place]
            return askHalves(Array(request.cells), hasUptime: request.hasUptime)
        case .cells(let cells, let hasUptime): return askHalves(cells, hasUptime: hasUptime)
        case .request(let request):
            if case .walk(let place) = question.purpose { return walkWithLess(place, than: request) }
            guard request.names.count > 1 else { return false }
            askNext(
                request.names.parts(of: (request.names.count + 1) / 2).map {
                    Question(purpose: question.purpose, content: .request(Request(request.kind, $0)))
                })
            return true
        }
    }

    private mutating func askHalves(_ cells: [Int], hasUptime: Bool) -> Bool {
        guard cells.count > 1 else { return false }
        askNext(
            cells.parts(of: (cells.count + 1) / 2).enumerated().map { place, half in
                Question(purpose: .cells, content: .cells(half, hasUptime: hasUptime && place == 0))
            })
        return true
    }

    /// Goes on with a walk, and with all others, in answers of half the size.
    private mutating func walkWithLess(_ place: Int, than request: Request) -> Bool {
        var bindings = request.names.count
        if case .getBulk(_, let repetitions) = request.kind { bindings *= max(1, repetitions) }
        guard bindings > 1 else { return false }
        for other in walks.indices {
            walks[other].walk.maximumBindings = min(walks[other].walk.maximumBindings, bindings / 2)
        }
        guard let smaller = walks[place].walk.next() else { return false }
        askNext([Question(purpose: .walk(place), content: .request(smaller))])
        return true
    }

    /// The end of a question that was answered, with values or an error.
    private mutating func noteAnswer() {
        hasAnswer = true
        unanswered = 0
        settle()
    }
}
