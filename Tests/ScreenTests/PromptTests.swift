import Control
import Model
import Testing

@testable import Screen

private let now = Town.now

/// A screen of the attended town whose moments are `15:00` and `+2h`.
private func watching(_ language: Language = .finnish, initials: String? = nil) -> WatchState {
    var state = WatchState(language: language, source: "/run/monitor/monitor.sock", initials: initials) { text, now in
        switch text {
        case "15:00": Town.at(15, 0)
        case "+2h": now + .seconds(7200)
        default: nil
        }
    }
    _ = state.event(.connected, now: now)
    _ = state.event(.board(Town.attended), now: now)
    return state
}

private let shared = ControlError.refused(
    status: 403,
    Refusal(error: "the account helpdesk is shared", remedy: "say who you are, by your initials: MK, HL"))

extension WatchState {
    @discardableResult
    fileprivate mutating func press(_ keys: Key...) -> [WatchAction] {
        keys.flatMap { event(.key($0), now: now) }
    }

    @discardableResult
    fileprivate mutating func type(_ text: String) -> [WatchAction] {
        text.flatMap { event(.key($0 == "\n" ? .enter : .character($0)), now: now) }
    }

    fileprivate func text(_ columns: Int = 100, _ rows: Int = 30) -> [String] { frame(columns, rows).text }

    fileprivate func frame(_ columns: Int = 100, _ rows: Int = 30) -> Frame {
        frame(size: Size(columns: columns, rows: rows), wording: Town.wording(language), now: now)
    }
}

@Suite struct `Doing something on the screen` {
    @Test func `a takes the selected incident, with why and until when`() {
        var state = watching()
        state.press(.down)
        #expect(state.type("atilattu varaosa\n15:00") == [])
        #expect(
            state.press(.enter)
                == [.act(ActRequest(.acknowledge, incident: 1483, until: Town.at(15, 0), text: "tilattu varaosa"))])
    }

    @Test func `without a cursor a key is about what stands on top, and shows that`() {
        var state = watching()
        state.type("a")
        #expect(state.page.selected == .incident(1483))
        #expect(state.text().contains { $0.contains("Kuittaus · #1483 sali-sw7: levy D: 97 %") })
    }

    @Test(
        arguments: [
            ("A", "x\n+2h\n", ActRequest(.accept, host: "sali-sw7", until: now + .seconds(7200), text: "x")),
            ("m", "\n\n", ActRequest(.pause, host: "sali-sw7")),
            ("M", "\n", ActRequest(.resume, host: "sali-sw7")),
            ("u", "valmis\n", ActRequest(.resume, host: "sali-sw7", text: "valmis")),
            ("n", "kävin katsomassa\n", ActRequest(.note, incident: 1483, text: "kävin katsomassa")),
        ] as [(String, String, ActRequest)])
    func `other keys are about the incident or its host`(key: String, answers: String, request: ActRequest) {
        var state = watching()
        #expect(state.type(key + answers) == [.act(request)])
    }

    @Test func `on a site's line, and on a site's page without a cursor, they are about the site`() {
        var state = watching()
        state.press(.character("t"), .home)
        guard case .site(let key) = state.page.selected else {
            Issue.record("no site is selected")
            return
        }
        #expect(state.type("m\n\n") == [.act(ActRequest(.pause, site: key))])
        _ = state.event(.acted(.init(act: .paused, incident: nil, hosts: [], text: "ok")), now: now)
        state.press(.enter)
        #expect(state.type("m\n\n") == [.act(ActRequest(.pause, site: key))])
    }

    @Test func `on a host's page they are about the host and what it suffers from`() {
        var state = watching()
        state.press(.down, .down, .enter)
        #expect(state.page.place == .host("kanerva-sw1"))
        #expect(state.type("n45\n") == [.act(ActRequest(.note, host: "kanerva-sw1", text: "45"))])
        state.press(.escape)
        #expect(state.type("a\n\n") == [.act(ActRequest(.acknowledge, incident: 1484))])
    }

    @Test func `a fold is about nothing, and that is said`() {
        var state = watching()
        for _ in 0..<8 { state.press(.down) }
        #expect(state.page.selected == .folded(.accepted))
        state.type("m")
        #expect(state.prompt == nil)
        #expect(state.text().last == "! Valitse ensin nuolilla häiriö, laite tai toimipaikka")
        state.press(.down)
        #expect(state.remark == nil)
    }

    @Test func `escape gives it up, and q is a letter`() {
        var state = watching()
        #expect(state.type("aq") == [])
        #expect(state.prompt?.answer == "q")
        state.press(.escape)
        #expect(state.prompt == nil)
        #expect(state.type("q") == [.quit])
    }

    @Test func `what cannot be read is not sent, and stays`() {
        var state = watching()
        #expect(state.type("a\n25:61\n") == [])
        #expect(state.prompt?.trouble == .unreadableMoment)
        #expect(state.prompt?.answer == "25:61")
        state.press(.backspace)
        #expect(state.prompt?.trouble == nil)
        #expect(state.prompt?.answer == "25:6")
    }

    @Test func `yellow is accepted for a time only, and a note says something`() {
        var state = watching()
        #expect(state.type("A\n\n") == [])
        #expect(state.prompt?.trouble == .momentNeeded)
        state.press(.escape)
        #expect(state.type("n \n") == [])
        #expect(state.prompt?.trouble == .textNeeded)
    }

    @Test func `up goes back to the question before, and the answers stay`() {
        var state = watching()
        state.type("asyy\n15:00")
        state.press(.up)
        #expect(state.prompt?.answer == "syy")
        #expect(state.type("!\n") == [])
        #expect(state.prompt?.answer == "15:00")
    }

    @Test func `what the daemon refuses stays with its words, and may be sent again`() {
        var state = watching()
        state.type("asyy\n15:00\n")
        _ = state.event(
            .notActed(.refused(status: 409, Refusal(error: "#1483 is over", remedy: "monitor incidents lists them"))),
            now: now)
        #expect(state.text()[27] == "! #1483 is over: monitor incidents lists them")
        #expect(state.prompt?.answer == "15:00")
        #expect(state.type("\n").count == 1)
        _ = state.event(.notActed(.noDaemon(path: "x")), now: now)
        #expect(state.text()[27].hasPrefix("! Valvontapalvelu ei ole käynnissä"))
    }

    @Test func `a shared account is asked for initials when the daemon wants them, once`() {
        var state = watching()
        state.type("asyy\n15:00\n")
        _ = state.event(.notActed(shared), now: now)
        #expect(state.prompt?.question == .initials)
        var request = ActRequest(.acknowledge, incident: 1483, until: Town.at(15, 0), text: "syy", initials: "MK")
        #expect(state.type("MK\n") == [.act(request)])
        _ = state.event(
            .acted(.init(act: .paused, incident: nil, hosts: [], text: "#1483: kuitattu, MK: syy")), now: now)
        #expect(state.prompt == nil)
        #expect(state.text().last == "→ #1483: kuitattu, MK: syy")
        request = ActRequest(.pause, host: "sali-sw7", initials: "MK")
        #expect(state.type("m\n\n") == [.act(request)])
    }

    @Test func `initials that the daemon does not know are asked for again`() {
        var state = watching(initials: "XX")
        state.type("m\n\n")
        _ = state.event(
            .notActed(
                .refused(
                    status: 403, Refusal(error: "nobody has the initials XX", remedy: "the configuration knows MK"))),
            now: now)
        #expect(state.prompt?.question == .initials)
        #expect(state.type("MK\n") == [.act(ActRequest(.pause, host: "sali-sw7", initials: "MK"))])
    }

    @Test(arguments: [
        (Language.finnish, "#7 on ohi: monitor incidents luettelee avoimet"),
        (.swedish, "#7 är över: monitor incidents visar de öppna"),
        (.english, "#7 is over: monitor incidents lists those that are open"),
    ])
    func `what the daemon refuses is said in the reader's language`(language: Language, text: String) {
        let objection = ActObjection.incidentIsOver(7)
        let refusal = Refusal(error: objection.problem, remedy: objection.remedy, objection: objection)
        #expect(Town.wording(language).trouble(.daemon(.refused(status: 404, refusal)), .acknowledge) == text)
        var state = watching(initials: "XX")
        state.type("m\n\n")
        let unknown = ActObjection.unknownInitials("XX", known: ["MK"])
        _ = state.event(.notActed(.refused(status: 403, Refusal(error: "?", objection: unknown))), now: now)
        #expect(state.prompt?.question == .initials)
    }

    @Test func `what was done is said in the reader's language`() {
        let act = Act(person: Person(user: "mikko"), deed: .pause(.site("kuusela"), until: nil), text: "power")
        let reply = ActReply(act: act, incident: nil, hosts: [], text: "?", subject: "Skolan Kuusela")
        #expect(Town.wording(.finnish).done(reply, now: now) == "Skolan Kuusela: huolto alkoi, mikko: power")
        #expect(Town.wording(.english).done(reply, now: now) == "Skolan Kuusela: paused, mikko: power")
    }

    @Test func `what was done goes from the bottom line after a while`() {
        var state = watching()
        state.type("m\n\n")
        _ = state.event(.acted(.init(act: .paused, incident: nil, hosts: [], text: "done")), now: now)
        #expect(state.text().last == "→ done")
        let later = state.frame(
            size: Size(columns: 100, rows: 30), wording: Town.wording(.finnish), now: now + .seconds(10))
        #expect(later.text.last?.hasPrefix("Enter avaa  a kuittaa") == true)
    }

    @Test func `an incident that ends meanwhile takes nothing from the screen`() {
        var state = watching()
        state.type("asyy")
        var board = Town.attended
        board.incidents.removeAll { $0.number == 1483 }
        _ = state.event(.board(board), now: now)
        #expect(state.text().contains { $0.contains("Kuittaus · #1483") })
        #expect(state.prompt?.answer == "syy")
    }

    @Test func `no longer text is taken than the daemon takes`() {
        var state = watching()
        state.type("n" + String(repeating: "x", count: 600))
        #expect(state.prompt?.answer.count == Act.maximumText)
    }

    @Test(arguments: [(Language.finnish, 100, 30), (.swedish, 80, 24), (.english, 80, 24)])
    func `looks so`(language: Language, columns: Int, rows: Int) throws {
        var state = watching(language)
        state.type("auusi levy tilattu, tulee huomenna\n+2h\n")
        try Golden.expect(state.frame(columns, rows), "prompt-sending-\(language.rawValue)")
        _ = state.event(.notActed(shared), now: now)
        try Golden.expect(state.frame(columns, rows), "prompt-refused-\(language.rawValue)")
    }
}

extension Act {
    /// What the daemon says was done does not matter to the screen, its line does.
    fileprivate static let paused = Act(person: Town.network, deed: .pause(.host("x"), until: nil))
}
