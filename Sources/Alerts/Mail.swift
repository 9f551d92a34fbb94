import Model

/// An address that mail goes to or comes from: `verkko@town.example`, or a local user.
public struct MailAddress: Sendable, Hashable {
    public let text: String

    /// `nil` for anything but a plain `local-part@domain` or `local-part` in ASCII (RFC 5322 §3.4.1, without quotes and
    /// comments).
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let special = Set("()<>[]:;\\,\" ")
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }), text.utf8.count <= 254,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains(where: special.contains),
            text.first != "-"
        else { return nil }
        self.text = text
    }
}

/// A message as it travels (RFC 5322): headers, a blank line, the body; all of it ASCII.
public struct Mail: Sendable, Equatable {
    public var from: MailAddress
    public var to: [MailAddress]
    public var message: Message

    public init(from: MailAddress, to: [MailAddress], message: Message) {
        self.from = from
        self.to = to
        self.message = message
    }

    /// All lines without their ends. None is longer than 76 characters, but for addresses that are.
    public var lines: [String] {
        var headers = [
            ("Date", message.written.mailDate), ("From", from.text),
            ("To", to.map(\.text).joined(separator: ", ")), ("Subject", message.subject.visible(limit: 500)),
            ("Message-ID", identifier(message.identity)),
        ]
        if let thread = message.thread {
            headers += [("In-Reply-To", identifier(thread)), ("References", identifier(thread))]
        }
        headers += [
            // RFC 3834 §5: keeps out-of-office replies away.
            ("Auto-Submitted", "auto-generated"), ("Content-Language", message.language.rawValue),
            ("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "quoted-printable"),
        ]
        return headers.flatMap { EncodedWord.header($0.0, $0.1) } + [""] + QuotedPrintable.lines(message.body)
    }

    private func identifier(_ identity: String) -> String {
        let domain = from.text.split(separator: "@").dropFirst().first ?? "localhost"
        return "<monitor.\(identity)@\(domain)>"
    }
}

extension CalendarTime {
    /// `Mon, 23 Nov 2026 11:40:00 +0200` (RFC 5322 §3.3).
    var mailDate: String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let weekdayText = days.indices.contains(weekday - 1) ? days[weekday - 1] + ", " : ""
        let monthText = months.indices.contains(month - 1) ? months[month - 1] : "Jan"
        let minutes = abs(offset) / 60
        return "\(weekdayText)\(day) \(monthText) \(year) \(two(hour)):\(two(minute)):\(two(second)) "
            + "\(offset < 0 ? "-" : "+")\(two(minutes / 60))\(two(minutes % 60))"
    }
}
