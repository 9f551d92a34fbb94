import Model
import TestSupport
import Testing

@testable import Rules

/// So many of the last polls.
@Suite struct PollWindowTests {
    private func window(_ text: String, _ statuses: Status...) throws -> PollWindow {
        var window = PollWindow(try #require(PollQuorum(text)))
        for status in statuses { window.take(status, isCorrection: false) }
        return window
    }

    @Test func `a colour shows when so many of the last polls were as bad`() throws {
        #expect(try window("2 of 3", .red).colour == nil)
        #expect(try window("2 of 3", .red, .green, .red).colour == .red)
        #expect(try window("2 of 3", .red, .green, .yellow).colour == .yellow)
        #expect(try window("2 of 3", .red, .red, .green, .green).colour == nil)
        #expect(try window("2 of 3", .yellow, .grey, .yellow, .yellow).count == 2)
        #expect(try window("30 of 30", .red).colour == nil)
    }

    @Test func `another quorum counts the same polls`() throws {
        var window = try window("2 of 5", .red, .yellow, .green, .green)
        #expect(window.colour == .yellow)
        window.follow(try #require(PollQuorum("2 of 3")))
        #expect(window.colour == nil)
        window.follow(try #require(PollQuorum("2 of 5")))
        #expect(window.colour == nil, "what three polls do not reach is forgotten")
    }

    @Test func `a poll that is judged again counts once`() throws {
        var window = try window("2 of 3", .red)
        window.take(.red, isCorrection: true)
        #expect(window.colour == nil)
        window.take(.green, isCorrection: true)
        window.take(.red, isCorrection: false)
        #expect(window.colour == nil)
    }

    @Test(arguments: ["1 of 3", "4 of 3", "3 of 31", "3 of", "of 3", "3 in 5", "-3 of 5", "3 of 5 polls"])
    func `what is no such number of polls is refused`(text: String) {
        #expect(PollQuorum(text) == nil)
    }

    @Test func `what nobody could have written is not read`() {
        #expect(throws: DecodingError.self) { () throws -> PollQuorum in try read(#"{"needed":2,"polls":4000}"#) }
    }

    @Test func `it is kept with the check, which may be from before`() throws {
        let window = try window("3 of 5", .red, .red)
        #expect(try kept(window) == window)
        var lamp = Lamp(
            aspect: .hardware, subject: "", source: .readings, interval: .seconds(60), origin: 0,
            since: Timestamp(seconds: 0))
        lamp.take(.red, because: .notYetChecked, at: Timestamp(seconds: 0))
        #expect(try kept(lamp).window == nil)
    }
}
