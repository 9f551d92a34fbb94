import Control
import Foundation
import Model
import Testing

@testable import Screen

/// The reports of `monitor status`, as text in `golden/report-*.txt`, accepted like frames.
@Suite struct StatusReportTests {
    private func expect(
        _ lines: [String], _ name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let text = lines.joined(separator: "\n") + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "golden/report-\(name).txt")
        if ProcessInfo.processInfo.environment["MONITOR_ACCEPT"] == "1" {
            try Data(text.utf8).write(to: file)
            return
        }
        let accepted = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(text == accepted, "\(name)", sourceLocation: sourceLocation)
    }

    @Test(arguments: Language.allCases)
    func `the overview names what is wrong, worst first, and every site`(language: Language) throws {
        let report = StatusReport(board: Town.board, isLive: true, wording: Town.wording(language), now: Town.now)
        try expect(report.lines(inColour: false), "overview-\(language.rawValue)")
        #expect(report.status == .red)
    }

    @Test func `the overview tells who is on what, and what is paused or closed`() throws {
        let report = StatusReport(board: Town.attended, isLive: true, wording: Town.wording(.english), now: Town.now)
        try expect(report.lines(inColour: false), "overview-attended-en")
    }

    @Test func `an application says what of it works, and its incidents whom they hit`() throws {
        var board = Town.board
        let cause = try #require(board.incidents.first { $0.status == .red }).cause.host
        board.applications = [
            ApplicationLight(
                name: "Palkanlaskenta", status: .red, since: Town.now - .seconds(1440), deciding: [cause],
                parts: [.init(status: .red, members: [cause], working: 0, needed: 1)]),
            ApplicationLight(name: "Sähköposti", status: .green, since: Town.now, deciding: [], parts: []),
        ]
        let wording = Town.wording(.english)
        let lines = StatusReport(board: board, isLive: true, wording: wording, now: Town.now).lines(inColour: false)
        let text = lines.joined(separator: "\n")
        #expect(text.contains("Affects: Palkanlaskenta"), "\(text)")
        #expect(text.contains("■ RED  Palkanlaskenta  0/1 work, 1 needed: \(cause) · 11:52"), "\(text)")
        #expect(text.contains("● GRN  Sähköposti"), "\(text)")
        let site = try #require(board.sites.first { $0.id == board.hosts.first { $0.status == .green }?.site })
        let other = StatusReport(board: board, site: site, isLive: true, wording: wording, now: Town.now)
        #expect(!other.lines(inColour: false).contains { $0.contains("Sähköposti") })
    }

    @Test func `a site shows its own incidents and hosts only`() throws {
        let site = try #require(Town.board.site(called: "koulu kuusela"))
        let report = StatusReport(
            board: Town.board, site: site, isLive: true, wording: Town.wording(.english), now: Town.now)
        let lines = report.lines(inColour: false)
        try expect(lines, "site")
        #expect(!lines.contains { $0.contains("sali-sw7") })
    }

    @Test(arguments: [
        (Language.finnish, "kysely  budjetti 4 kt/s, käytössä 1,23 kt/s"),
        (.swedish, "frågas  budget 4 kB/s, 1,23 kB/s används"),
        (.english, "polled  budget 4 kB/s, 1.23 kB/s used"),
    ])
    func `a site's budget is shown with what is used of it`(language: Language, line: String) throws {
        let site = try #require(Town.board.site(called: "kanerva"))
        func lines(_ site: SiteLight) -> [String] {
            StatusReport(board: Town.board, site: site, isLive: true, wording: Town.wording(language), now: Town.now)
                .lines(inColour: false)
        }
        #expect(lines(site).contains(line))
        var unlimited = site
        unlimited.budgetBytesPerSecond = nil
        #expect(!lines(unlimited).contains { $0.contains("kB/s") || $0.contains("kt/s") })
    }

    @Test func `what a dead daemon left is grey and begins with its age`() throws {
        let report = StatusReport(
            board: Town.board, isLive: false, wording: Town.wording(.english), now: Town.board.time + .seconds(3600))
        let lines = report.lines(inColour: false)
        #expect(lines[0] == "NOT LIVE: the daemon does not answer; these data are 1 h old (Mon 23.11. 12:16).")
        #expect(report.status == .grey)
        #expect(report.status.exitCode == 3)
    }

    @Test(arguments: Language.allCases)
    func `a host fits on 25 lines`(language: Language) throws {
        let detail = try #require(Town.detail("kuusela-sw2"))
        let report = HostReport(
            detail: detail, siteName: "Koulu Kuusela", wording: Town.wording(language), now: Town.now)
        try expect(report.lines(inColour: false), "host-\(language.rawValue)")
        #expect(report.status == .red)
    }

    @Test(arguments: [
        ("kuusela-sw2", Language.english, 2 as Int32), ("kanerva-sw1", .english, 2), ("kanerva-sw1", .finnish, 2),
        ("kirj-sw5", .swedish, 1), ("jh-sw2", .finnish, 1), ("ktalo-sw1", .english, 0), ("nuokkari-sw2", .finnish, 0),
    ])
    func `a host says who is on it, or why nobody has to be`(host: String, language: Language, exit: Int32) throws {
        var detail = try #require(Town.detail(host))
        detail.light = try #require(Town.attended.host(host))
        detail.checks = detail.light.troubles
        detail.polled?.manners = nil
        detail.incidents = Town.attended.incidents.filter { $0.cause.host == host }
        detail.behind = detail.incidents.flatMap(\.behind)
        for width in [100, 80] {
            let report = HostReport(
                detail: detail, siteName: Town.attended.siteName(detail.light.site), wording: Town.wording(language),
                now: Town.now, width: width)
            let lines = report.lines(inColour: false)
            #expect(lines.count <= 25 && lines.allSatisfy { $0.columns <= width })
            #expect(report.status.exitCode == exit)
            if width == 100 { try expect(Array(lines.prefix(8)), "attended-\(host)-\(language.rawValue)") }
        }
    }

    @Test func `a green host whose incident is open says that it comes and goes`() throws {
        var detail = try #require(Town.detail("kuusela-sw2"))
        detail.light.status = .green
        detail.light.troubles = []
        detail.incidents[0].isFlapping = true
        let report = HostReport(
            detail: detail, siteName: "Koulu Kuusela", wording: Town.wording(.english), now: Town.now)
        #expect(
            report.lines(inColour: false)[1]
                == "virtalähde 2 failed ~ comes and goes since 11:38 (38 min)   incident #1482, nobody on it")
    }

    @Test func `many events are cut so that a host still fits on 25 lines`() throws {
        var detail = try #require(Town.detail("kuusela-sw2"))
        detail.events = Array(repeating: detail.events[0], count: 100)
        let report = HostReport(
            detail: detail, siteName: "Koulu Kuusela", wording: Town.wording(.english), now: Town.now)
        #expect(report.lines(inColour: false).count == 25)
    }

    @Test(
        arguments: [
            (Manners(), nil),
            (Manners(get: .init(octets: 484)), "answers at most 484 bytes"),
            (
                Manners(get: .init(bindings: 1), walk: .init(bindings: 5, octets: 400)),
                "answers at most 1 value; of tables at most 5 values or 400 bytes"
            ),
            (
                Manners(
                    get: .init(bindings: 12, octets: 640), walk: .init(bindings: 1), gapMilliseconds: 50,
                    needsVersion1: true),
                "answers at most 12 values or 640 bytes; GETNEXT only; 50 ms between packets; SNMPv1 only"
            ),
            (
                Manners(engine: .init(id: EngineID([0x80, 0, 0, 9, 1]), boots: 1, time: 1, asOf: Town.now)),
                "engine 8000000901"
            ),
        ] as [(Manners, String?)])
    func `what was learnt of an agent is said in a line, and nothing where nothing was`(
        manners: Manners, text: String?
    ) {
        #expect(Town.wording(.english).learnt(manners) == text)
    }

    @Test(arguments: Language.allCases)
    func `what was learnt fits on two lines of 80 columns, whole`(language: Language) throws {
        var detail = try #require(Town.detail("kuusela-sw2"))
        detail.polled?.manners = Manners(
            get: .init(bindings: 112, octets: 1400), walk: .init(bindings: 110, octets: 1400), gapMilliseconds: 1000,
            needsVersion1: true)
        let report = HostReport(
            detail: detail, siteName: "Koulu Kuusela", wording: Town.wording(language), now: Town.now, width: 80)
        let lines = report.lines(inColour: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix(" " + Town.wording(language).learntLabel + " ") })
        #expect(lines[start...].prefix(2).allSatisfy { $0.columns <= 80 && !$0.contains("…") })
        #expect(lines[start + 1].contains("SNMPv1"))
        #expect(lines.count <= 25)
    }

    @Test(arguments: Language.allCases)
    func `a silent agent's page says what to try, whole at 80 columns`(language: Language) throws {
        let wording = Town.wording(language)
        var detail = try #require(Town.detail("ta-sw2"))
        detail.firstStep = nil
        let causes = SecurityFault.allCases.map(SilenceCause.security)
        for cause in causes + [.timeout, .refused, .otherAddress("192.168.100.200:161"), .malformed("no BER")] {
            detail.light.troubles[0].verdict.reason = .silent(cause, since: Town.now)
            let report = HostReport(
                detail: detail, siteName: "Terveysasema", wording: wording, now: Town.now, width: 80)
            let lines = report.lines(inColour: false)
            let start = try #require(lines.firstIndex { $0.hasPrefix(" " + wording.tryLabel + " ") })
            let shown = lines[start...].prefix(2).joined(separator: " ")
            let last = try #require(wording.remedy(cause).split(separator: " ").last)
            #expect(shown.contains(last), "\(shown)")
            #expect(lines.filter { $0.columns > 80 } == [])
        }
    }

    @Test func `no line is wider than the terminal`() throws {
        let detail = try #require(Town.detail("kuusela-sw2"))
        for width in [80, 100, 160] {
            let report = StatusReport(
                board: Town.board, isLive: true, wording: Town.wording(.finnish), now: Town.now, width: width)
            #expect(report.lines(inColour: false).allSatisfy { $0.columns <= width }, "\(width)")
            let host = HostReport(
                detail: detail, siteName: "Koulu Kuusela", wording: Town.wording(.finnish), now: Town.now, width: width)
            #expect(host.lines(inColour: false).filter { $0.columns > width } == [], "\(width)")
        }
    }

    @Test func `a device's text steers no terminal`() throws {
        var detail = try #require(Town.detail("kuusela-sw2"))
        detail.facts?.model = "\u{1B}[2J\u{202E}"
        detail.light.place = "\u{9B}31m"
        detail.light.id = "a\u{1B}b"
        detail.firstStep = "x\u{7}y"
        let report = HostReport(detail: detail, siteName: "\u{1B}c", wording: Town.wording(.english), now: Town.now)
        for line in report.lines(inColour: false) { #expect(line == line.visible(limit: 1000)) }
    }

    @Test func `colours are there only when they are asked for`() {
        let report = StatusReport(board: Town.board, isLive: true, wording: Town.wording(.english), now: Town.now)
        #expect(report.lines(inColour: true).contains { $0.contains("\u{1B}[1;31m■ RED") })
        #expect(!report.lines(inColour: false).contains { $0.contains("\u{1B}") })
    }
}
