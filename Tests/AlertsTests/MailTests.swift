import Glibc
import Model
import Testing

@testable import Alerts

/// The text of a golden file. With `ACCEPT_GOLDEN=1` in the environment it becomes what `text` is.
private func golden(_ name: String, is text: String) throws -> String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/golden/\(name)"
    let isAccepting = getenv("ACCEPT_GOLDEN") != nil
    guard let file = fopen(path, isAccepting ? "w+" : "r") else { return "there is no \(path)" }
    defer { fclose(file) }
    if isAccepting {
        fputs(text, file)
        rewind(file)
    }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
}

extension Mail {
    fileprivate init?(_ message: Message) {
        guard let from = MailAddress("monitor@town.example"), let to = MailAddress("helpdesk@town.example") else {
            return nil
        }
        self.init(from: from, to: [to], message: message)
    }
}

@Suite struct `Mails` {
    @Test(arguments: [
        ("line-began", Notice.line(.began, after: .seconds(60)), Duration.seconds(4)),
        ("line-late", .line(.worsened, after: .seconds(2400)), .seconds(7500)),
        ("line-ended", .line(.ended, after: .seconds(8220)), .seconds(3)),
        ("power-supply-began", .powerSupply(.began, after: .seconds(125)), .seconds(2)),
        ("power-supply-ended", .powerSupply(.ended, after: .seconds(90_000)), .seconds(2)),
        ("loss-began", .loss(.began, after: .seconds(130)), .seconds(2)),
        ("disk-began", .disk(.began, after: .zero), .seconds(2)),
        ("disk-ended", .disk(.ended, after: .seconds(600)), .seconds(2)),
        ("taken-worsened", .taken(.worsened, after: .seconds(2400)), .seconds(2)),
        ("taken-ended", .taken(.ended, after: .seconds(8220)), .seconds(2)),
    ])
    func `they read well on a phone, in three languages`(name: String, notice: Notice, delay: Duration) throws {
        for language in Language.allCases {
            let writer = MessageWriter(wording: .inHelsinki(language))
            let message = writer.message(for: notice, now: notice.time + delay)
            let text = "\(message.subject)\n\n\(message.body)"
            #expect(try golden("\(name).\(language.rawValue).txt", is: text) == text)
            let widths = message.body.split(separator: "\n").map(\.count)
            #expect(widths.max() ?? 0 <= 40)
        }
    }

    @Test func `as they travel`() throws {
        let notice = Notice.line(.ended, after: .seconds(8220))
        let message = MessageWriter(wording: .inHelsinki(.finnish)).message(for: notice, now: notice.time)
        let mail = try #require(Mail(message))
        let text = mail.lines.map { $0 + "\n" }.joined()
        #expect(try golden("line-ended.fi.eml", is: text) == text)
        let strange = mail.lines.filter { line in
            line.utf8.count > 76 || line.utf8.contains { !(0x20...0x7E).contains($0) }
        }
        #expect(strange.isEmpty)
    }

    @Test(arguments: [
        (Language.finnish, "nginx ei käynnissä"), (.swedish, "nginx körs inte"), (.english, "nginx not running"),
    ])
    func `say of a process that it does not run`(language: Language, fault: String) {
        let incident = Incident(
            number: 7, cause: Check(host: "web-1", aspect: .services, subject: "nginx"), site: "hall", status: .red,
            worst: .red, reason: .processes(0), opened: .fault)
        #expect(Wording.inHelsinki(language).fault(of: incident) == fault)
    }

    @Test(arguments: [
        (Status.green, "levy C: kunnossa"), (.blue, "levy C: kunnossa"), (.red, "levy C: ei ole enää valvonnassa"),
        (.grey, "levy C: ei ole enää valvonnassa"),
    ])
    func `call good only what was seen to be good`(last: Status, end: String) {
        var incident = Incident.disk.closed(after: .seconds(600))
        incident.status = last
        #expect(Wording.inHelsinki(.finnish).ending(of: incident) == end)
    }

    @Test func `hostile texts add no header and steer no terminal`() throws {
        var notice = Notice.line(.began, after: .seconds(60))
        let hostile = "x\r\nBcc: all@town.example\r\n\r\n\u{1B}[2J\u{202E}evil"
        notice.site = hostile
        notice.place = hostile
        notice.tell = hostile
        notice.incident.cause.host = hostile
        notice.incident.behind = [hostile]
        notice.incident.reason = .state(name: hostile, number: 1)
        let person = Person(user: hostile, initials: hostile)
        notice.incident.acknowledgement = Acknowledgement(
            person: person, since: .fault, until: nil, text: hostile, status: .red)
        for stage in Stage.allCases {
            notice.stage = stage
            let message = MessageWriter(wording: .inHelsinki(.english)).message(for: notice, now: notice.time)
            // The subject's line feed would be found like any other control.
            let text = message.subject + message.body.filter { $0 != "\n" }
            let steering = text.unicodeScalars.filter {
                [.control, .format].contains($0.properties.generalCategory)
            }
            #expect(steering.isEmpty)
            let lines = try #require(Mail(message)).lines
            let headers = try #require(lines.split(separator: "", maxSplits: 1).first)
            let injected = headers.filter { $0.hasPrefix("Bcc") }
            #expect(injected.isEmpty)
        }
    }

    @Test func `what somebody says of an incident beats what the configuration says to callers`() {
        var notice = Notice.line(.began, after: .seconds(60))
        notice.incident.saying = Saying(person: Person(user: "verkko"), time: .fault, text: "arvio klo 14")
        let body = MessageWriter(wording: .inHelsinki(.finnish)).message(for: notice, now: notice.time).body
        #expect(body.contains("Kerro soittajalle: arvio klo 14\n"))
        #expect(!body.contains("operaattori selvittää"))
    }

    @Test func `an end that nobody had a hand in names nobody`() {
        let writer = MessageWriter(wording: .inHelsinki(.finnish))
        let notice = Notice.line(.ended, after: .seconds(900))
        #expect(!writer.message(for: notice, now: notice.time).body.contains("Tekijä"))
    }

    @Test func `a notice that is written twice has the same Message-ID and an end answers its beginning`() {
        let writer = MessageWriter(wording: .inHelsinki(.finnish))
        let began = Notice.line(.began, after: .seconds(60))
        let first = writer.message(for: began, now: .fault)
        let again = writer.message(for: began, now: .fault + .seconds(500))
        let ended = writer.message(for: .line(.ended, after: .seconds(900)), now: .fault + .seconds(900))
        #expect(first.identity == again.identity)
        #expect(first.thread == nil)
        #expect(ended.thread == first.identity)
        #expect(ended.identity != first.identity)
    }

    @Test(arguments: [
        ("helpdesk@town.example", true), ("root", true), ("a.b+c@x.fi", true), ("", false), ("@town", false),
        ("a@", false), ("a@b@c", false), ("a b@c", false), ("a@b\r\nBcc: c@d", false), ("a@b,c@d", false),
        ("-oQ/tmp", false), ("äiti@town.example", false), ("\"a\"@b", false),
    ])
    func `an address is an address and nothing else`(text: String, isOne: Bool) {
        #expect((MailAddress(text) != nil) == isOne)
    }
}

@Suite struct `Encodings of mail` {
    /// RFC 2047 decoded the way a reader does, for what `EncodedWord` writes.
    private func decode(_ lines: [String]) -> String {
        var bytes: [UInt8] = []
        for line in lines {
            guard let start = line.firstRange(of: "=?utf-8?Q?"), line.hasSuffix("?=") else {
                return "not encoded: \(line)"
            }
            var rest = line[start.upperBound...].dropLast(2).utf8[...]
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "_"): bytes.append(0x20)
                case UInt8(ascii: "="):
                    bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                    rest = rest.dropFirst(2)
                default: bytes.append(byte)
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        "Häiriö", "[PUN] Päiväkoti Kanerva: kanerva-sw1 ei yhteyttä, takana 9 (3 min), linja poikki operaattorilla",
        "=?utf-8?Q?fake?=", String(repeating: "ä", count: 200), "🧯🧯 ääkköset_ja=merkit?",
        "e" + String(repeating: "\u{301}", count: 120),
    ])
    func `a subject comes back, in lines of at most 76`(text: String) {
        let lines = EncodedWord.header("Subject", text)
        #expect(decode(lines) == text)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" =?") })
    }

    @Test func `plain text is folded at blanks and comes back when unfolded`() {
        let text = "[RED] Town hall: " + (1...20).map { "server-\($0)" }.joined(separator: " ") + "  two  blanks "
        let lines = EncodedWord.header("Subject", text)
        #expect(lines.joined() == "Subject: " + text)
        #expect(lines.count > 2)
        let blank = lines.filter { line in line.allSatisfy { $0 == " " } }
        #expect(blank.isEmpty)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
    }

    @Test(
        arguments: [
            ("", []), ("a\n", ["a"]), ("a\n\nb\n", ["a", "", "b"]), ("a=b\n", ["a=3Db"]), ("ä\n", ["=C3=A4"]),
            ("end \n", ["end=20"]), ("tab\t\n", ["tab=09"]),
            (String(repeating: "x", count: 76), [String(repeating: "x", count: 76)]),
            (String(repeating: "x", count: 77), [String(repeating: "x", count: 75) + "=", "xx"]),
            (String(repeating: "x", count: 74) + "ä", [String(repeating: "x", count: 74) + "=", "=C3=A4"]),
        ] as [(String, [String])])
    func `a body is quoted-printable`(text: String, lines: [String]) {
        #expect(QuotedPrintable.lines(text) == lines)
    }

    @Test(
        arguments: [
            ("a b c", ["a b c"]), ("aaaa bbbb cccc", ["aaaa bbbb", "cccc"]),
            ("abcdefghijklm no", ["abcdefghij", "klm no"]),
            ("", []), ("aaaaaaaaaa bb", ["aaaaaaaaaa", "bb"]),
        ] as [(String, [String])])
    func `lines are broken between words`(text: String, lines: [String]) {
        #expect(wrap(text, columns: 10) == lines)
    }
}
