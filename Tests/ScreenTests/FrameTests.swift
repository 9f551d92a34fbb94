import Control
import Model
import Testing

@testable import Screen

/// A screen that shows the town.
private func watching(
    _ language: Language = .finnish, board: Board = Town.board, details: [Host.Name] = ["kuusela-sw2"]
) -> WatchState {
    var state = WatchState(language: language, source: "/run/monitor/monitor.sock")
    _ = state.event(.connected, now: Town.now)
    _ = state.event(.board(board), now: Town.now)
    for host in details {
        if let detail = Town.detail(host) { _ = state.event(.detail(detail), now: Town.now) }
    }
    return state
}

private func frame(_ state: WatchState, _ columns: Int, _ rows: Int, now: Timestamp = Town.now) -> Frame {
    state.frame(size: Size(columns: columns, rows: rows), wording: Town.wording(state.language), now: now)
}

@Suite struct `The overview` {
    @Test(arguments: [
        (Language.finnish, 100, 30), (.swedish, 100, 30), (.english, 100, 30), (.finnish, 80, 24), (.english, 80, 24),
        (.finnish, 160, 45),
    ])
    func `shows the town`(language: Language, columns: Int, rows: Int) throws {
        try Golden.expect(frame(watching(language), columns, rows), "overview-\(language.rawValue)-\(columns)x\(rows)")
    }

    @Test(arguments: [
        (Language.finnish, 100, 30), (.swedish, 100, 30), (.english, 100, 30), (.finnish, 80, 24), (.swedish, 80, 24),
        (.english, 80, 24), (.finnish, 160, 45),
    ])
    func `tells who is on what, and what is paused`(language: Language, columns: Int, rows: Int) throws {
        try Golden.expect(
            frame(watching(language, board: Town.attended), columns, rows),
            "attended-\(language.rawValue)-\(columns)x\(rows)")
    }

    @Test func `says that nothing is wrong`() throws {
        var board = Town.board
        board.incidents = []
        for position in board.hosts.indices {
            board.hosts[position].status = .green
            board.hosts[position].troubles = []
            board.hosts[position].aspects = board.hosts[position].aspects.map {
                AspectLight(aspect: $0.aspect, status: .green)
            }
        }
        try Golden.expect(frame(watching(board: board), 100, 30), "all-green")
    }

    @Test func `shows no light before the first data`() throws {
        var state = WatchState(language: .finnish, source: "/run/monitor/monitor.sock")
        _ = state.event(.disconnected(.noDaemon(path: "/run/monitor/monitor.sock")), now: Town.now)
        try Golden.expect(frame(state, 80, 24), "before-first-data")
    }

    @Test func `is without colour when it is not live`() throws {
        var state = watching()
        _ = state.event(.disconnected(.closed), now: Town.now + .seconds(2))
        let frame = frame(state, 100, 30, now: Town.now + .seconds(12))
        try Golden.expect(frame, "not-live")
        let coloured = frame.rows.dropFirst(3).joined().filter {
            if case .light = $0.style.role { true } else { false }
        }
        #expect(coloured.isEmpty)
    }

    @Test func `explains one red switch with twelve behind it in one line`() throws {
        var board = Town.board
        board.incidents = [board.incidents[0]]
        board.incidents[0].behind = (2...13).map { "kanerva-sw\($0)" }
        try Golden.expect(frame(watching(.english, board: board), 100, 30), "one-red-twelve-behind")
    }

    @Test func `scrolls where more is wrong than fits`() throws {
        var board = Town.board
        board.incidents = (0..<40).map { number in
            var incident = Town.incidents[number % 3]
            incident.number = 1500 - Int64(number)
            incident.opened = Town.now - .seconds(Int64(number) * 60)
            return incident
        }
        board.notices = ["reload failed: hosts.yaml:12:3 unknown word \"adress\", did you mean \"address\"?"]
        var state = watching(board: board)
        for _ in 0..<25 { _ = state.event(.key(.down), now: Town.now) }
        try Golden.expect(frame(state, 80, 24), "forty-incidents")
    }

    @Test func `says of a process that it does not run`() {
        let incident = Incident(
            number: 7, cause: Check(host: "web-1", aspect: .services, subject: "nginx"), site: "hall", status: .red,
            worst: .red, reason: .processes(0), opened: Town.now)
        #expect(Town.wording(.finnish).headline(incident, now: Town.now) == "web-1: nginx ei käynnissä")
    }

    @Test func `says in the head of every page that the daemon is blind`() throws {
        var board = Town.board
        board.notices = [OwnStatement(.sight(.blindWithoutLine))]
        var state = watching(.english, board: board)
        try Golden.expect(frame(state, 80, 24), "blind")
        for key in "t?" {
            _ = state.event(.key(.character(key)), now: Town.now)
            #expect(frame(state, 80, 24).text[2].hasPrefix("BLIND"))
        }
    }

    @Test func `marks ageing lights`() throws {
        var board = Town.board
        for position in board.hosts.indices where board.hosts[position].site == "museo" {
            board.hosts[position].aspects[0].isAgeing = true
        }
        board.hosts[0].aspects[0] = AspectLight(aspect: .reach, status: .yellow, isAgeing: true)
        let rows = frame(watching(board: board), 100, 30).text
        #expect(rows.contains { $0.hasPrefix("Koulu Kuusela") && $0.contains("▲1~") })
    }

    @Test func `is drawn inert whatever devices call themselves`() throws {
        var board = Town.board
        let evil = "\u{1B}[31m\u{202E}sw\r\n\u{7}\u{9B}2J z\u{300}\u{301}\u{302}\u{303}\u{304} 東京 e\u{301}\u{200B}"
        board.title = "town\u{1B}]0;owned\u{7}"
        board.sites[0].name = evil
        board.hosts[1].id = evil
        board.incidents[0].cause = Check(host: evil, aspect: .hardware, subject: evil)
        board.incidents[0].reason = .state(name: evil, number: 1)
        board.notices = [OwnStatement(.text(evil))]
        let frame = frame(watching(board: board), 100, 30)
        try Golden.expect(frame, "hostile-strings")
        for scalar in frame.rows.joined().flatMap(\.text.unicodeScalars) {
            #expect(scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format)
        }
    }
}

@Suite struct `Other pages` {
    @Test(arguments: [Language.finnish, .english])
    func `a host explains itself`(language: Language) throws {
        var state = watching(language)
        for key: Key in [.down, .down, .down, .enter] { _ = state.event(.key(key), now: Town.now) }
        try Golden.expect(frame(state, 100, 30), "host-\(language.rawValue)")
    }

    @Test func `a host says who is on it and what they say to callers`() throws {
        var state = watching(board: Town.attended, details: ["kanerva-sw1"])
        for key: Key in [.down, .down, .enter] { _ = state.event(.key(key), now: Town.now) }
        try Golden.expect(frame(state, 100, 30), "host-attended")
    }

    @Test func `a site lists its hosts with the worst first`() throws {
        var state = watching(.swedish)
        for key: Key in [.character("t"), .down, .enter] { _ = state.event(.key(key), now: Town.now) }
        try Golden.expect(frame(state, 100, 30), "site-sv")
    }

    @Test func `all sites are a matrix`() throws {
        var state = watching()
        for key: Key in [.character("t"), .end] { _ = state.event(.key(key), now: Town.now) }
        try Golden.expect(frame(state, 80, 24), "sites")
    }

    @Test func `a search finds incidents, sites and hosts`() throws {
        var state = watching()
        for key in "/kane" { _ = state.event(.key(.character(key)), now: Town.now) }
        try Golden.expect(frame(state, 100, 30), "search")
    }

    @Test(arguments: Language.allCases)
    func `help explains lights, signs and keys`(language: Language) throws {
        var state = watching(language)
        _ = state.event(.key(.character("?")), now: Town.now)
        try Golden.expect(frame(state, 80, 24), "help-\(language.rawValue)")
    }

    @Test func `a small window says kindly how large it should be`() throws {
        try Golden.expect(frame(watching(), 40, 12), "small")
    }
}

/// Random numbers that a seed repeats (SplitMix64).
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct `Every frame` {
    @Test(arguments: 1...60) func `has exactly the size asked for, whatever was pressed`(seed: Int) {
        var dice = Dice(state: UInt64(seed))
        let size = Size(columns: Int.random(in: 1...220, using: &dice), rows: Int.random(in: 1...70, using: &dice))
        var state = watching(Language.allCases.randomElement(using: &dice) ?? .finnish)
        let keys: [Key] = [.down, .up, .enter, .escape, .end, .pageDown] + "t?/b#aAmMnu".map { .character($0) }
        for _ in 0..<8 {
            if let key = keys.randomElement(using: &dice) { _ = state.event(.key(key), now: Town.now) }
        }
        let frame = frame(state, size.columns, size.rows)
        #expect(frame.rows.count == size.rows, "\(size)")
        #expect(frame.rows.allSatisfy { $0.count == size.columns }, "\(size)")
        #expect(frame.text.allSatisfy { $0.columns <= size.columns }, "\(size)")
    }

    @Test func `is drawn for an empty board`() {
        var board = Town.board
        (board.hosts, board.sites, board.incidents) = ([], [], [])
        for keys in ["", "t", "/a", "?"] {
            var state = watching(board: board, details: [])
            for key in keys { _ = state.event(.key(.character(key)), now: Town.now) }
            for key: Key in [.down, .enter, .end, .enter] { _ = state.event(.key(key), now: Town.now) }
            #expect(frame(state, 80, 24).rows.count == 24)
        }
    }
}
