import Model
import Rules
import TestSupport
import Testing

/// Colours of things that are many, and of what people use that needs several of them.
@Suite struct FoldTests {
    @Test func `one lost access point of ten is told yellow, three are red`() throws {
        var town = Town()
        town.add("core-1")
        for number in 1...10 { town.add("ap-\(number)", behind: ["core-1"], site: "school", tags: ["access-point"]) }
        for number in 11...12 { town.add("ap-\(number)", behind: ["core-1"], site: "hall", tags: ["access-point"]) }
        var story = Story(town)
        story.run(.seconds(65))
        story.dead = ["ap-1"]
        story.run(.seconds(20))
        #expect(story.light("ap-1") == .red)
        #expect(story.openIncidents.map(\.status) == [.yellow])
        story.dead = ["ap-1", "ap-2", "ap-11"]
        story.run(.seconds(20))
        #expect(story.openIncidents.map(\.status) == [.yellow, .yellow, .yellow])
        story.dead = ["ap-1", "ap-2", "ap-3", "ap-11", "ap-12"]
        story.run(.seconds(20))
        #expect(story.openIncidents.map(\.status) == [.red, .red, .red, .red, .red])
        story.dead = ["ap-1", "ap-2"]
        story.run(.seconds(20))
        #expect(story.openIncidents.map(\.status) == [.yellow, .yellow])
        #expect(story.openIncidents.map(\.worst) == [.red, .red])
    }

    @Test(arguments: [
        ("all of db-1", [Status.red], Status.red), ("all of db-1", [.grey], .grey), ("db-1", [.yellow], .yellow),
        ("all of a, b", [.green, .blue], .green), ("all of a, b", [.green, .red], .red),
        ("one of web-1..3", [.green, .red, .red], .yellow), ("one of web-1..3", [.red, .red, .red], .red),
        ("one of web-1..3", [.red, .grey, .red], .grey), ("2 of web-1..3", [.green, .red, .grey], .grey),
        ("2 of web-1..3", [.green, .red, .red], .red), ("75 % of a, b, c, d", [.green, .green, .green, .red], .yellow),
        ("75% of a, b, c, d", [.green, .green, .red, .red], .red),
        ("two of a and b and c", [.green, .green, .green], .green),
    ])
    func `so many of them are needed`(text: String, lights: [Status], status: Status) throws {
        let part = try #require(Application.Part(text.replacing(",", with: "")))
        #expect(part.members.count == lights.count)
        let (folded, deciding) = part.fold(Array(zip(part.members, lights)).map { (host: $0.0, status: $0.1) })
        #expect(folded.status == status)
        #expect(deciding.isEmpty == (status == .green))
    }

    @Test(arguments: ["", "some of a", "0 of a", "all of", "101 % of a", "nan% of a", "a b", "-1 of a"])
    func `what says nothing of what is needed is refused`(text: String) {
        #expect(Application.Part(text) == nil)
    }

    @Test func `an application says who decides, and since when`() throws {
        var town = Town()
        for name in ["db-1", "web-1", "web-2"] { town.add(name) }
        let payroll = Application(
            name: "Payroll", parts: [.init(.all, of: ["db-1"]), .init(.count(1), of: ["web-*"])],
            origin: SourceLocation(file: "monitor.yaml", line: 1))
        var story = Story(town, applications: [payroll])
        story.run(.seconds(65))
        let good = try #require(story.judge.board(now: story.now).applications?.first)
        #expect(good.status == .green && good.deciding.isEmpty)
        story.dead = ["web-1"]
        story.run(.seconds(20))
        let spare = try #require(story.judge.board(now: story.now).applications?.first)
        #expect(spare.status == .yellow && spare.deciding == ["web-1"])
        #expect(spare.parts.map(\.working) == [1])
        story.dead = ["web-1", "db-1"]
        story.run(.seconds(20))
        let gone = try #require(story.judge.board(now: story.now).applications?.first)
        #expect(gone.status == .red && gone.deciding == ["db-1"])
        #expect(gone.since > spare.since)
    }
}
