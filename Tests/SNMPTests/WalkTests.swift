import Model
import SNMP
import Testing

@Suite struct WalkTests {
    /// Walks to the end; the count of requests is bounded so that a walk in circles fails instead of hanging.
    private func run(_ walk: inout Walk, against agent: ScriptedAgent) -> (taken: [VariableBinding], requests: Int) {
        var taken: [VariableBinding] = []
        var requests = 0
        while let request = walk.next(), requests < 1000 {
            requests += 1
            taken += walk.take(agent.answer(request))
        }
        return (taken, requests)
    }

    @Test(arguments: [Version.v1, .v2c], [1, 7, 20, 54])
    func `one column is walked to where the next begins`(version: Version, maximumBindings: Int) {
        var agent = ScriptedAgent.table(columns: 3, rows: 20)
        agent.version = version
        var walk = Walk(subtree: ScriptedAgent.column(2), version: version, maximumBindings: maximumBindings)
        let (taken, requests) = run(&walk, against: agent)
        #expect(taken == agent.values(below: ScriptedAgent.column(2)))
        #expect(walk.endings == [.leftSubtree])
        #expect(requests == (version == .v1 ? 21 : 20 / maximumBindings + 1))
    }

    @Test(arguments: [Version.v1, .v2c])
    func `the end of the agent ends a walk`(version: Version) {
        var agent = ScriptedAgent.table(columns: 1, rows: 5)
        agent.version = version
        var walk = Walk(subtree: [1, 3, 6], version: version, maximumBindings: 4)
        #expect(run(&walk, against: agent).taken == agent.bindings)
        #expect(walk.endings == [version == .v1 ? .noSuchName : .endOfMibView])
    }

    @Test(arguments: [Version.v1, .v2c], [4, 9, 54])
    func `columns of different lengths are walked side by side`(version: Version, maximumBindings: Int) {
        var agent = ScriptedAgent.table(columns: 9, rows: 12)
        agent.version = version
        agent.bindings.removeAll { $0.name.hasPrefix(ScriptedAgent.column(3)) && $0.name.subidentifiers[10] > 2 }
        agent.bindings.removeAll { $0.name.hasPrefix(ScriptedAgent.column(7)) }
        let columns = (1...9).map { ScriptedAgent.column($0) }
        var walk = Walk(columns: columns, version: version, maximumBindings: maximumBindings)
        let taken = run(&walk, against: agent).taken
        #expect(
            taken.sorted { $0.name < $1.name } == agent.values(below: [1, 3, 6, 1, 2, 1, 2, 2, 1]))
        #expect(walk.endings.allSatisfy { $0 == .leftSubtree })
    }

    @Test func `rows come together where columns are walked side by side`() {
        let agent = ScriptedAgent.table(columns: 2, rows: 2)
        var walk = Walk(columns: [1, 2].map { ScriptedAgent.column($0) }, version: .v2c, maximumBindings: 54)
        let taken = run(&walk, against: agent).taken
        #expect(taken.map { Array($0.name.subidentifiers.suffix(2)) } == [[1, 1], [2, 1], [1, 2], [2, 2]])
    }

    @Test func `an agent that goes round in circles is named and left`() {
        var agent = ScriptedAgent.table(columns: 1, rows: 10)
        let (first, last) = (agent.bindings[0].name, ScriptedAgent.column(1).appending([6]))
        agent.loopsBehind = last
        var walk = Walk(subtree: ScriptedAgent.column(1), version: .v2c, maximumBindings: 4)
        #expect(run(&walk, against: agent).taken.count == 6)
        #expect(walk.endings == [.notIncreasing(previous: last, received: first)])
    }

    @Test func `the same name again is not increasing`() {
        var walk = Walk(subtree: [1, 3], version: .v1, maximumBindings: 1)
        _ = walk.next()
        let same = PDU(
            operation: .response, requestID: 1, bindings: [VariableBinding(name: [1, 3], value: .integer(1))])
        #expect(walk.take(same).isEmpty)
        #expect(walk.endings == [.notIncreasing(previous: [1, 3], received: [1, 3])])
    }

    @Test(arguments: [Version.v1, .v2c], [1, 2, 5, 13])
    func `tooBig halves until the agent can answer`(version: Version, mostBindings: Int) {
        var agent = ScriptedAgent.table(columns: 4, rows: 15)
        agent.version = version
        agent.mostBindings = mostBindings
        let columns = (1...4).map { ScriptedAgent.column($0) }
        var walk = Walk(columns: columns, version: version, maximumBindings: 40)
        #expect(run(&walk, against: agent).taken.count == 60)
        #expect(walk.maximumBindings <= max(mostBindings, 40) && walk.maximumBindings >= 1)
    }

    @Test func `tooBig for a single binding ends the column`() {
        var agent = ScriptedAgent.table(columns: 1, rows: 3)
        agent.mostBindings = 0
        var walk = Walk(subtree: ScriptedAgent.column(1), version: .v2c, maximumBindings: 8)
        #expect(run(&walk, against: agent) == ([], 4))
        #expect(walk.endings == [.tooBig])
    }

    @Test(arguments: [(3, 0), (Int.max, 25)])
    func `fewer or more repetitions than asked are taken as they come`(most: Int, least: Int) {
        var agent = ScriptedAgent.table(columns: 2, rows: 40)
        (agent.mostRepetitions, agent.leastRepetitions) = (most, least)
        var walk = Walk(columns: [1, 2].map { ScriptedAgent.column($0) }, version: .v2c, maximumBindings: 20)
        #expect(run(&walk, against: agent).taken.count == 80)
    }

    @Test func `a response cut in the middle of a row continues where it was cut`() {
        let agent = ScriptedAgent.table(columns: 3, rows: 10)
        var walk = Walk(columns: (1...3).map { ScriptedAgent.column($0) }, version: .v2c, maximumBindings: 15)
        var taken: [VariableBinding] = []
        while let request = walk.next(), taken.count < 100 {
            var answer = agent.answer(request)
            answer.bindings.removeLast(answer.bindings.count > 7 ? answer.bindings.count - 7 : 0)
            taken += walk.take(answer)
        }
        #expect(Set(taken).count == 30 && taken.count == 30)
    }

    @Test func `a column ends at its row limit`() {
        let agent = ScriptedAgent.table(columns: 1, rows: 30)
        var walk = Walk(subtree: ScriptedAgent.column(1), version: .v2c, maximumBindings: 8, maximumRows: 11)
        #expect(run(&walk, against: agent).taken.count == 11)
        #expect(walk.endings == [.rowLimit])
    }

    @Test(arguments: [false, true])
    func `an error costs its column and no other`(hidesErrorIndex: Bool) {
        var agent = ScriptedAgent.table(columns: 3, rows: 6)
        agent.hidesErrorIndex = hidesErrorIndex
        agent.brokenAt = ScriptedAgent.column(2).appending([1])
        var walk = Walk(columns: (1...3).map { ScriptedAgent.column($0) }, version: .v1, maximumBindings: 10)
        let taken = run(&walk, against: agent).taken
        #expect(taken.count == 13)
        #expect(
            walk.endings == [
                .leftSubtree, .error(status: 5, at: ScriptedAgent.column(2).appending([1])), .leftSubtree,
            ])
    }

    @Test func `an answer without bindings ends the walk`() {
        var walk = Walk(columns: [[1, 3], [1, 4]], version: .v2c, maximumBindings: 10)
        _ = walk.next()
        #expect(walk.take(PDU(operation: .response, requestID: 1, bindings: [])).isEmpty)
        #expect(walk.endings == [.emptyResponse, .emptyResponse] && walk.isFinished)
        #expect(walk.next() == nil)
    }

    @Test func `a request is repeated by asking for it again, and a second answer is ignored`() {
        let agent = ScriptedAgent.table(columns: 1, rows: 9)
        var walk = Walk(subtree: ScriptedAgent.column(1), version: .v2c, maximumBindings: 4)
        let first = walk.next()
        #expect(walk.next() == first)
        let answer = agent.answer(Request(.getBulk(nonRepeaters: 0, maxRepetitions: 4), [ScriptedAgent.column(1)]))
        #expect(walk.take(answer).count == 4)
        #expect(walk.take(answer).isEmpty && !walk.isFinished)
        walk.maximumBindings = 0
        #expect(walk.next() == Request(.getNext, [ScriptedAgent.column(1).appending([4])]))
    }

    @Test func `random answers never make a walk endless`() {
        var random = SeededRandom(seed: 0x61)
        for round in 0..<300 {
            var walk = Walk(columns: [[1], [2, 5]], version: .v2c, maximumBindings: 6, maximumRows: 50)
            var requests = 0
            while walk.next() != nil, requests < 1000 {
                requests += 1
                var answer = random.message(bindings: Int.random(in: 0...6, using: &random)).pdu
                answer.errorStatus = Bool.random(using: &random) ? 0 : Int32.random(in: 0...6, using: &random)
                _ = walk.take(answer)
            }
            #expect(walk.isFinished, "round \(round)")
        }
    }
}
