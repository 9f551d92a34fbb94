import Model

/// A form of sentence: words that stand as they are, `one|another` of several, `[what may be left out]`, `{what may
/// stand; in any order}`, and `<slots>`: `<hosts> loses|lose <number> % of echoes`, `<text:because>` for a slot with a
/// name of its own. A comma may stand before any of them.
struct StoryPhrase<Meaning>: Sendable {
    indirect enum Part: Sendable {
        case words([String])
        case slot(StorySlot, name: String)
        case optional([Part])
        case anyOrder([[Part]])
    }

    var form: String
    var parts: [Part]
    var meaning: @Sendable (StoryMatch) throws(StoryMistake) -> Meaning

    init(_ form: String, _ meaning: @escaping @Sendable (StoryMatch) throws(StoryMistake) -> Meaning) {
        self.form = form
        self.meaning = meaning
        var tokens = "[]{};".reduce(form) { $0.replacing(String($1), with: " \($1) ") }.split(separator: " ")[...]
        parts = StoryPhrase.parts(&tokens)
    }

    /// The parts up to an end of a bracket, which is left where it is.
    private static func parts(_ tokens: inout ArraySlice<Substring>) -> [Part] {
        var parts: [Part] = []
        while let token = tokens.first, !["]", "}", ";"].contains(token) {
            tokens.removeFirst()
            if token == "[" {
                parts.append(.optional(StoryPhrase.parts(&tokens)))
                tokens = tokens.dropFirst()
            } else if token == "{" {
                var clauses = [StoryPhrase.parts(&tokens)]
                while tokens.popFirst() == ";" { clauses.append(StoryPhrase.parts(&tokens)) }
                parts.append(.anyOrder(clauses))
            } else if token.first == "<" {
                let names = token.dropFirst().dropLast().split(separator: ":")
                guard let slot = StorySlot(rawValue: String(names[0])) else {
                    preconditionFailure("no slot \(names[0])")
                }
                parts.append(.slot(slot, name: String(names[names.count - 1])))
            } else {
                parts.append(.words(token.split(separator: "|").map(String.init)))
            }
        }
        return parts
    }
}

/// What is wrong with a sentence that has a right form.
struct StoryMistake: Error {
    var message: String
    init(_ message: String) { self.message = message }
}

/// What can stand in a slot.
enum StorySlot: String, Sendable {
    /// Hosts of the story: `core-1`, `sw-1 … sw-12`, `ap-*`, and lists of these with commas and `and`.
    case hosts
    case host
    /// Names that need not be known yet.
    case names
    /// Somebody: letters only.
    case person
    case duration, number, text, word, status, aspect, kind, clock, date
    /// What is told: a number with or without its unit, a duration, a word.
    case amount
    /// In bits a second.
    case rate
}

/// A value in a slot.
enum StoryValue: Equatable, Sendable {
    case names([Host.Name])
    case duration(Duration)
    case number(Double)
    case text(String)
    case status(Status)
    case aspect(Aspect)
    case time(hour: Int, minute: Int, second: Int)
    case date(year: Int, month: Int, day: Int)
}

/// What the slots of a sentence hold. What a form demands is there: the values for absence are never seen.
struct StoryMatch: Sendable {
    var values: [String: StoryValue] = [:]
    var words: Set<String> = []

    func has(_ word: String) -> Bool { words.contains(word) }

    func hosts(_ name: String = "hosts") -> [Host.Name] {
        if case .names(let names)? = values[name] { names } else { [] }
    }

    func host(_ name: String = "host") -> Host.Name { hosts(name).first ?? "" }

    func text(_ name: String) -> String? { if case .text(let text)? = values[name] { text } else { nil } }

    func word(_ name: String = "word") -> String { text(name) ?? "" }

    func duration(_ name: String = "duration") -> Duration? {
        if case .duration(let duration)? = values[name] { duration } else { nil }
    }

    func optionalNumber(_ name: String) -> Double? {
        if case .number(let number)? = values[name] { number } else { nil }
    }

    func number(_ name: String = "number") -> Double { optionalNumber(name) ?? 0 }

    func count(_ name: String = "number") -> Int { Int(number(name)) }

    func optionalStatus(_ name: String = "status") -> Status? {
        if case .status(let status)? = values[name] { status } else { nil }
    }

    func status(_ name: String = "status") -> Status { optionalStatus(name) ?? .grey }

    func optionalAspect(_ name: String = "aspect") -> Aspect? {
        if case .aspect(let aspect)? = values[name] { aspect } else { nil }
    }

    func aspect(_ name: String = "aspect") -> Aspect { optionalAspect(name) ?? .reach }

    func kind(_ name: String = "kind") throws(StoryMistake) -> StoryKind {
        guard let kind = StoryKind.named(word(name)) else { throw StoryMistake("no kind \(word(name))") }
        return kind
    }
}
