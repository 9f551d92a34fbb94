import Model
import SNMP

extension Visit {
    /// Takes the bindings of an answer without error, to any question but one for cells.
    mutating func take(_ pdu: PDU, for question: Question, memory: HostMemory) {
        hasAnswer = true
        settle()
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
        let column = walks[place].column
        for binding in walks[place].walk.take(pdu) {
            if walks[place].namesGroup != nil {
                if let name = binding.value.text { walks[place].counts[name, default: 0] += 1 }
            } else {
                cells.add(binding, column: column)
            }
        }
        endWalk(at: place, memory: memory)
    }

    /// Goes on with a walk that has more to ask, or takes note of its end.
    private mutating func endWalk(at place: Int, memory: HostMemory) {
        guard walks[place].walk.isFinished else { return askNextPart(of: place) }
        let complaints = walks[place].walk.endings.compactMap { $0 }.filter { !$0.isOrdinary }
        for ending in complaints {
            failures.append(ReadingFailure(group: "", detail: "walk of \(walks[place].column) ended: \(ending)"))
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
            values[group][layout.slot(row: row, column: 0)] = .integer(found.values.reduce(0, +))
        }
    }

    /// Takes the values of an answer; names must come back as they were asked, in their order (RFC 3416 §4.2.1).
    mutating func takeCells(
        _ places: some Sequence<Int>, hasUptime: Bool, _ header: ResponseHeader, in bytes: RawSpan,
        asked: RequestTemplate, memory: inout HostMemory
    ) throws(DecodingError) {
        var ticks: UInt32?
        var bindings = BindingCursor(header.bindings)
        if hasUptime, let binding = try bindings.next(in: bytes), asked.isName(at: 0, of: binding, in: bytes) {
            ticks = try binding.integer(in: bytes).flatMap { UInt32(exactly: $0) }
        }
        var position = hasUptime ? 1 : 0
        for place in places {
            guard let binding = try bindings.next(in: bytes) else { break }
            defer { position += 1 }
            guard asked.isName(at: position, of: binding, in: bytes) else { continue }
            if binding.isMissing {
                // It was there at discovery: the tables are to be discovered again.
                hasChangedRows = true
                continue
            }
            let cell = memory.plan.cells[place]
            let value = try memory.plan.decodings[Int(cell.decoding)].value(of: binding, in: bytes)
            take(value, cell: place, cell, memory: &memory)
        }
        hasAnswer = true
        settle()
        uptime = uptime ?? ticks
    }

    /// Takes the value of a cell.
    ///
    /// - Parameter cell: Its place in the plan.
    private mutating func take(_ value: Value?, cell: Int, _ planned: ReadingPlan.Cell, memory: inout HostMemory) {
        let group = Int(planned.group)
        guard group < values.count, let value else { return }
        switch planned.role {
        case .value: values[group][Int(planned.slot)] = value
        case .narrowCounter:
            guard case .integer(let raw) = value else { return }
            values[group][Int(planned.slot)] = .integer(memory.narrowCounters.extend(raw, place: cell))
        case .discontinuity:
            guard case .integer(let time) = value else { return }
            if let before = memory.discontinuities.updateValue(time, forKey: Int32(cell)), before != time {
                discontinuous.insert(SlotKey(group: planned.group, row: planned.slot))
            }
        }
    }

    /// Takes an answer that is an error: what the device will not give is left out, the rest is asked again.
    mutating func refuse(status: Int32, index: Int32, question: Question, memory: HostMemory) {
        hasAnswer = true
        settle()
        switch question.content {
        case .request(let request):
            if case .walk(let place) = question.purpose {
                return refuseWalk(at: place, status: status, index: index, memory: memory)
            }
            let recovery = ErrorRecovery(names: request.names, errorStatus: status, errorIndex: index)
            for part in recovery.again where !part.isEmpty {
                ask(Question(purpose: question.purpose, content: .request(Request(request.kind, part))))
            }
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
            failures.append(
                ReadingFailure(
                    group: memory.plan.groups[Int(cell.group)].layout.key.group,
                    detail: "\(memory.plan.name(of: cell)): \(ErrorStatus.word(status))"))
            hasChangedRows = true
        }
        for part in recovery.again {
            let rest = part.filter { $0 != Visit.uptimePlace }
            guard !rest.isEmpty else { continue }
            ask(Question(purpose: .cells, content: .cells(rest, hasUptime: rest.count < part.count)))
        }
    }

    private static let uptimePlace = -1

    private mutating func refuseWalk(at place: Int, status: Int32, index: Int32, memory: HostMemory) {
        let response = PDU(operation: .response, requestID: 0, errorStatus: status, errorIndex: index, bindings: [])
        _ = walks[place].walk.take(response)
        endWalk(at: place, memory: memory)
    }

    /// Gives a question up after its last time-out.
    ///
    /// - Parameter mayBeTooLarge: The host answers other questions, so a smaller request is worth a try.
    mutating func giveUp(_ question: Question, mayBeTooLarge: Bool, memory: HostMemory) {
        settle()
        if !hasAnswer {
            pending.removeAll()
            hasFailedDiscovery = true
            return
        }
        switch question.content {
        case .prepared(let place) where mayBeTooLarge && memory.requests[place].cells.count > 1:
            let request = memory.requests[place]
            askHalves(Array(request.cells), hasUptime: request.hasUptime)
        case .cells(let cells, let hasUptime) where mayBeTooLarge && cells.count > 1:
            askHalves(cells, hasUptime: hasUptime)
        case .request(let request) where mayBeTooLarge && request.names.count > 1:
            for half in request.names.parts(of: (request.names.count + 1) / 2) {
                ask(Question(purpose: question.purpose, content: .request(Request(request.kind, half))))
            }
        case .prepared, .cells:
            failures.append(ReadingFailure(group: "", detail: "no answer to a request for known instances"))
        case .request:
            hasFailedDiscovery = true
            failures.append(ReadingFailure(group: "", detail: "no answer while discovering"))
        }
    }

    private mutating func askHalves(_ cells: [Int], hasUptime: Bool) {
        for (place, half) in cells.parts(of: (cells.count + 1) / 2).enumerated() {
            ask(Question(purpose: .cells, content: .cells(half, hasUptime: hasUptime && place == 0)))
        }
    }
}
