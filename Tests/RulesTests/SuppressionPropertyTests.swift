import Model
import Rules
import TestSupport
import Testing

/// Random trees, random deaths and returns, random orders: nothing is blamed wrongly, nothing is eaten.
@Suite struct SuppressionPropertyTests {
    @Test(arguments: 1...100) func `in the quiet after any storm exactly the true roots are red`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var town = Town()
        let count = Int.random(in: 3...20, using: &random)
        for number in 0..<count {
            let parents = (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in
                number == 0 ? nil : "h\(Int.random(in: 0..<number, using: &random))"
            }
            town.add("h\(number)", behind: Array(Set(parents)).sorted(), isRead: false)
        }
        var story = Story(town, seed: seed)
        story.run(.seconds(61))
        for _ in 0..<8 {
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let name = "h\(Int.random(in: 0..<count, using: &random))"
                if story.dead.remove(name) == nil { story.dead.insert(name) }
            }
            story.run(.milliseconds(Int64.random(in: 0...25000, using: &random)))
        }
        story.run(.seconds(125))

        for host in town.hosts {
            let behind = !host.parents.isEmpty && !host.parents.contains { story.isReachable($0) }
            let expected: Status = story.isReachable(host.id) ? .green : behind ? .grey : .red
            #expect(story.light(host.id) == expected, "\(host.id), seed \(seed)")
            if behind, case .behind(let root)? = story.reason(host.id) {
                #expect(story.light(root) == .red, "\(host.id) behind \(root), seed \(seed)")
            }
        }
        story.dead = []
        story.run(.seconds(125))
        #expect(story.hosts(.green).count == count, "seed \(seed)")
        // What came and went in the storm stays open until it has been calm for longer than this.
        #expect(story.openIncidents.allSatisfy { $0.isFlapping == true }, "seed \(seed)")
    }
}
