import Model
import Rules
import TestSupport
import Testing

/// Hours close lights; windows of planned work do, too. The wall clock is Helsinki's, on both nights on which it changes.
@Suite struct HoursTests {
    /// Helsinki around the changes of 2026: summer time until 25 October 01:00 UTC, and again from 28 March 2027.
    private static let helsinki: @Sendable (Timestamp) -> CalendarTime = { moment in
        let isSummer =
            moment < Timestamp(seconds: 1_792_890_000) || moment >= Timestamp(seconds: 1_806_195_600)
        let offset = isSummer ? 3 : 2
        var time = CalendarTime(utc: moment + .seconds(offset * 3600))
        time.offset = offset * 3600
        return time
    }

    private static func time(_ text: String) throws -> Timestamp { try #require(Timestamp(iso8601: text)) }

    private static func school(hours: Host.Hours? = nil) -> Town {
        var town = Town()
        town.add("core-1")
        town.add("sw-1", behind: ["core-1"], site: "school")
        town.add("printer-1", behind: ["sw-1"], site: "school", hours: hours)
        for number in 1...30 { town.add("pc-\(number)", behind: ["sw-1"], site: "school", isRead: false) }
        town.open("school", hours: "Mon-Fri 7-17")
        return town
    }

    @Test func `a school that goes home is blue, raises nothing and does not blind us`() throws {
        // A Friday, 16:50 in Helsinki.
        var story = Story(Self.school(), begin: try Self.time("2026-11-27T14:50:00Z"), calendar: Self.helsinki)
        story.run(.seconds(900))
        #expect(story.hosts(.green).count == 33)
        story.dead = Set((1...30).map { "pc-\($0)" } + ["printer-1"])
        story.run(.seconds(120))
        #expect(story.hosts(.blue).count == 31)
        #expect(story.light("sw-1") == .green)
        guard case .closed(let opens) = story.reason("printer-1") else {
            return #expect(Bool(false), "\(String(describing: story.reason("printer-1")))")
        }
        #expect(opens == (try Self.time("2026-11-30T05:00:00Z")))
        #expect(story.incidents.isEmpty)
        #expect(story.events.isEmpty)
    }

    @Test func `what is still off an hour after opening is told`() throws {
        var story = Story(Self.school(), begin: try Self.time("2026-11-30T04:50:00Z"), calendar: Self.helsinki)
        story.dead = ["printer-1", "pc-1"]
        story.run(.seconds(1200))
        #expect(story.hosts(.blue) == ["printer-1", "pc-1"])
        story.dead = ["printer-1"]
        story.run(.seconds(3000))
        #expect(story.hosts(.red) == ["printer-1"])
        #expect(story.openIncidents.map(\.cause.host) == ["printer-1"])
        // What goes off while it is open is told at once.
        story.dead = ["printer-1", "pc-2"]
        story.run(.seconds(30))
        #expect(story.hosts(.red) == ["printer-1", "pc-2"])
    }

    @Test func `what must always run is red at night, and so is what others hang on`() throws {
        var story = Story(
            Self.school(hours: .always), begin: try Self.time("2026-11-28T00:00:00Z"), calendar: Self.helsinki)
        story.run(.seconds(65))
        story.dead = ["printer-1"]
        story.run(.seconds(30))
        #expect(story.hosts(.red) == ["printer-1"])
        story.dead = ["sw-1"]
        story.run(.seconds(60))
        #expect(story.light("sw-1") == .red)
    }

    @Test func `a restart within the first hour does not tell of what was off before`() throws {
        var story = Story(Self.school(), begin: try Self.time("2026-11-30T04:50:00Z"), calendar: Self.helsinki)
        story.dead = ["printer-1"]
        story.run(.seconds(900))
        try story.restart(after: .seconds(10))
        story.run(.seconds(120))
        #expect(story.light("printer-1") == .blue)
        #expect(story.openIncidents.isEmpty)
    }

    /// On 25 October the hour from 3 to 4 comes twice; on 28 March it is left out.
    @Test(arguments: [
        ("2026-10-24T23:30:00Z", "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"),
        ("2027-03-28T00:30:00Z", "2027-03-28T01:00:00Z", "2027-03-28T01:00:00Z"),
        ("2026-11-29T00:30:00Z", "2026-11-29T01:00:00Z", "2026-11-29T02:00:00Z"),
    ])
    func `planned work goes by the wall clock`(begin: String, opens: String, ends: String) throws {
        var town = Town()
        town.add("core-1")
        town.open("hall", maintenance: "Sun 3-4")
        var story = Story(town, begin: try Self.time(begin), calendar: Self.helsinki)
        story.run(try Self.time(opens) - story.now - .seconds(5))
        #expect(story.light("core-1") == .green)
        story.dead = ["core-1"]
        guard opens != ends else {
            story.run(.seconds(60))
            return #expect(story.light("core-1") == .red)
        }
        story.run(.seconds(60))
        #expect(story.light("core-1") == .blue)
        story.run(try Self.time(ends) - story.now - .seconds(5))
        #expect(story.light("core-1") == .blue)
        #expect(story.openIncidents.isEmpty)
        story.run(.seconds(15))
        #expect(story.light("core-1") == .red)
    }
}
