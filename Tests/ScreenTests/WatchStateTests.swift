import Control
import Model
import Testing

@testable import Screen

private let now = Town.now

/// A screen that has shown the town's board for a moment.
private func watching() -> WatchState {
    var state = WatchState(language: .finnish, source: "/run/monitor/monitor.sock")
    _ = state.event(.connected, now: now)
    _ = state.event(.board(Town.board), now: now)
    return state
}

extension WatchState {
    fileprivate mutating func press(_ keys: Key...) -> [WatchAction] {
        keys.flatMap { event(.key($0), now: now) }
    }
}

@Suite struct `Live and not live` {
    @Test func `nothing is live before the first word`() {
        var state = WatchState(language: .finnish, source: "")
        #expect(state.link == .connecting)
        _ = state.event(.connected, now: now)
        #expect(state.link == .connecting)
        _ = state.event(.board(Town.board), now: now)
        #expect(state.link == .live)
    }

    @Test func `a silent daemon is not live within five seconds`() {
        var state = watching()
        _ = state.event(.tick, now: now + .seconds(4))
        #expect(state.link == .live)
        #expect(state.nextDoubt == now + .milliseconds(4001))
        _ = state.event(.tick, now: now + .milliseconds(4001))
        #expect(state.link == .lost(since: now + .milliseconds(4001)))
        #expect(state.nextDoubt == nil)
    }

    @Test func `heartbeats keep it live`() {
        var state = watching()
        for second in stride(from: Int64(2), through: 60, by: 2) {
            _ = state.event(.heartbeat(now + .seconds(second)), now: now + .seconds(second))
            _ = state.event(.tick, now: now + .seconds(second + 1))
            #expect(state.link == .live)
        }
    }

    @Test func `a daemon that repeats the same time hangs`() {
        var state = watching()
        for second in stride(from: Int64(1), through: 5, by: 1) {
            _ = state.event(.heartbeat(Town.board.time), now: now + .seconds(second))
            _ = state.event(.tick, now: now + .seconds(second))
        }
        #expect(state.link == .lost(since: now + .seconds(5)))
    }

    @Test func `a daemon with another clock is live`() {
        var state = watching()
        _ = state.event(.heartbeat(now + .seconds(-3600)), now: now + .seconds(3))
        _ = state.event(.heartbeat(now + .seconds(-3598)), now: now + .seconds(5))
        _ = state.event(.tick, now: now + .seconds(8))
        #expect(state.link == .live)
    }

    @Test func `a clock that is set back hides no dead daemon`() {
        var state = watching()
        _ = state.event(.tick, now: now + .seconds(-3600))
        _ = state.event(.tick, now: now + .seconds(-3600 + 5))
        #expect(state.link != .live)
    }

    @Test func `a closed connection is not live at once, the next word is`() {
        var state = watching()
        _ = state.event(.disconnected(.closed), now: now + .seconds(1))
        #expect(state.link == .lost(since: now + .seconds(1)))
        #expect(state.trouble == .closed)
        _ = state.event(.connected, now: now + .seconds(2))
        #expect(state.link == .lost(since: now + .seconds(1)))
        _ = state.event(.heartbeat(now + .seconds(3)), now: now + .seconds(3))
        #expect(state.link == .live)
        #expect(state.trouble == nil)
    }
}

@Suite struct `Keys` {
    @Test(arguments: [
        ("t", [Place.overview, .sites]), ("?", [.overview, .help]), ("/", [.overview, .search("")]),
        ("/sw", [.overview, .search("sw")]), ("/q", [.overview, .search("q")]), ("t?t", [.overview, .help, .sites]),
        ("x", [.overview]),
    ])
    func `characters open pages`(keys: String, places: [Place]) {
        var state = watching()
        for key in keys { _ = state.press(.character(key)) }
        #expect(state.pages.map(\.place) == places)
    }

    @Test func `enter opens what is selected and escape comes back to it`() {
        var state = watching()
        _ = state.press(.down, .down, .enter)
        #expect(state.page.place == .host("sali-sw7"))
        _ = state.press(.escape)
        #expect(state.page.place == .overview)
        #expect(state.page.selected == .incident(1483))
    }

    @Test func `nothing is selected until somebody moves, and enter opens what stands on top`() throws {
        var state = watching()
        let worst = try #require(state.board?.incidents.first)
        #expect(state.page.selected == nil)
        _ = state.press(.enter)
        #expect(state.page.place == .host(worst.cause.host))
        _ = state.press(.escape)
        #expect(state.page.selected == .incident(worst.number))
    }

    @Test func `below the incidents come the sites and then the folded ones`() {
        var state = watching()
        _ = state.press(.end, .enter)
        #expect(state.page.place == .sites)
        _ = state.press(.escape, .up, .enter)
        #expect(state.page.place == .site("ktalo"))
    }

    @Test func `enter unfolds yellows and escape folds them`() {
        var state = watching()
        let count = state.items(of: state.page).count
        _ = state.press(.down, .down, .down, .down, .down, .down, .down)
        #expect(state.page.selected == .folded(.aspect(.updates)))
        _ = state.press(.enter)
        #expect(state.items(of: state.page).count == count + 4)
        _ = state.press(.escape)
        #expect(state.items(of: state.page).count == count)
    }

    @Test func `a search opens its first match with enter`() {
        var state = watching()
        for key in "/#1482" { _ = state.press(.character(key)) }
        _ = state.press(.enter)
        #expect(state.page.place == .host("kuusela-sw2"))
    }

    @Test func `a search ends with a backspace too many`() {
        var state = watching()
        _ = state.press(.character("/"), .character("a"), .backspace, .backspace)
        #expect(state.page.place == .overview)
    }

    @Test func `q quits but is a letter in a search`() {
        var state = watching()
        #expect(state.press(.character("q")) == [.quit])
        #expect(state.press(.character("/"), .character("q")) == [])
    }

    @Test func `l goes round the languages`() {
        var state = watching()
        _ = state.press(.character("l"))
        #expect(state.language == .swedish)
        _ = state.press(.character("l"), .character("l"))
        #expect(state.language == .finnish)
    }
}

@Suite struct `What happens on a new board` {
    @Test func `a new red rings once`() {
        var state = watching()
        var board = Town.board
        board.incidents[4].status = .red
        #expect(state.event(.board(board), now: now).contains(.beep))
        #expect(!state.event(.board(board), now: now).contains(.beep))
    }

    @Test func `a red rings that nobody is on any more, and none that somebody takes or that is new`() {
        var state = WatchState(language: .finnish, source: "")
        var board = Town.attended
        _ = state.event(.board(board), now: now)
        board.incidents[1].acknowledgement = board.incidents[0].acknowledgement
        #expect(!state.event(.board(board), now: now).contains(.beep))
        board.incidents[0].acknowledgement = nil
        #expect(state.event(.board(board), now: now).contains(.beep))
        board.incidents[4].status = .red
        board.incidents[4].isMuted = true
        #expect(!state.event(.board(board), now: now).contains(.beep))
    }

    @Test func `what was red before the screen was does not ring`() {
        var state = WatchState(language: .finnish, source: "")
        #expect(!state.event(.board(Town.board), now: now).contains(.beep))
    }

    @Test func `a bell that is off does not ring`() {
        var state = watching()
        _ = state.press(.character("b"))
        var board = Town.board
        board.incidents[4].status = .red
        #expect(!state.event(.board(board), now: now).contains(.beep))
    }

    @Test func `the selection stays on its incident when others come before it`() {
        var state = watching()
        _ = state.press(.down, .down)
        var board = Town.board
        var newer = board.incidents[0]
        newer.number = 1490
        newer.opened = now
        board.incidents.insert(newer, at: 0)
        _ = state.event(.board(board), now: now)
        #expect(state.page.selected == .incident(1483))
    }

    @Test func `a selected incident that ends leaves the selection on the next one`() {
        var state = watching()
        _ = state.press(.down, .down)
        var board = Town.board
        board.incidents.remove(at: 1)
        _ = state.event(.board(board), now: now)
        #expect(state.page.selected == .incident(1482))
    }

    @Test func `the first steps of open incidents are fetched once, those of yellows not`() {
        var state = WatchState(language: .finnish, source: "")
        let asked = state.event(.board(Town.board), now: now)
        #expect(
            asked == ["kanerva-sw1", "sali-sw7", "kuusela-sw2", "ta-sw2"].map { .askDetail($0) })
        #expect(state.event(.board(Town.board), now: now) == [])
    }

    @Test func `the host on the screen is asked for again every five seconds`() {
        var state = watching()
        #expect(state.press(.down, .down, .enter) == [])
        #expect(state.event(.tick, now: now + .seconds(4)) == [])
        _ = state.event(.heartbeat(now + .seconds(4)), now: now + .seconds(4))
        #expect(state.event(.tick, now: now + .seconds(5)) == [.askDetail("sali-sw7")])
    }
}
