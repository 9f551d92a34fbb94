internal import Model

/// Reads sums over columns: `100 * used / total`, `8 * rate(inOctets)`, `either(available, free + cached)`.
///
///     sum     = product { ("+" | "-") product }
///     product = factor { ("*" | "/") factor }
///     factor  = number | column | "-" factor | "(" sum ")" | "rate(" column ")" | "either(" sum { "," sum } ")"
///             | "log10(" sum ")"
///
/// A computed column stands for its own sum, so what comes out needs only columns that are read.
struct ExpressionParser {
    static let depthLimit = 32
    static let lengthLimit = 1000

    struct Problem: Error {
        var what: String
        var remedy: String
    }

    private enum Token: Equatable {
        case number(Double)
        case name(String)
        case sign(Character)

        var text: String {
            switch self {
            case .number(let number): String(number)
            case .name(let name): name
            case .sign(let sign): String(sign)
            }
        }
    }

    private let columns: [Probe.Field]
    private var tokens: ArraySlice<Token>
    private var depth = 0

    /// The expression, or what is wrong with it.
    static func parse(_ text: String, columns: [Probe.Field]) throws(Problem) -> Expression {
        guard text.utf8.count <= lengthLimit else {
            throw Problem(what: "the expression is too long", remedy: "write at most \(lengthLimit) characters")
        }
        var parser = ExpressionParser(columns: columns, tokens: try tokens(of: text)[...])
        let expression = try parser.sum()
        if let rest = parser.tokens.first {
            throw Problem(what: "\(quoted(rest.text)) is too much", remedy: "write an operator before it, or remove it")
        }
        return expression
    }

    private init(columns: [Probe.Field], tokens: ArraySlice<Token>) {
        self.columns = columns
        self.tokens = tokens
    }

    private static func tokens(of text: String) throws(Problem) -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let first = rest.first {
            if first == " " {
                rest.removeFirst()
            } else if "0123456789.".contains(first) {
                let digits = rest.prefix { "0123456789.".contains($0) }
                guard let number = Double(decimal: digits) else {
                    throw Problem(what: "\(quoted(digits)) is no number", remedy: "write it as 100 or 0.5")
                }
                tokens.append(.number(number))
                rest = rest[digits.endIndex...]
            } else if first.isASCII, first.isLetter {
                let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
                tokens.append(.name(String(name)))
                rest = rest[name.endIndex...]
            } else if "+-*/(),".contains(first) {
                tokens.append(.sign(first))
                rest.removeFirst()
            } else {
                throw Problem(
                    what: "\(quoted(String(first))) has no meaning here",
                    remedy: "use + - * / ( ) rate(…) either(…, …) log10(…)"
                )
            }
        }
        return tokens
    }

    private mutating func sum() throws(Problem) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ExpressionParser.depthLimit else {
            throw Problem(what: "too many brackets in each other", remedy: "compute a part in a column of its own")
        }
        var result = try product()
        while let sign = take(anyOf: "+-") {
            let right = try product()
            result = sign == "+" ? .sum(result, right) : .difference(result, right)
        }
        return result
    }

    private mutating func product() throws(Problem) -> Expression {
        var result = try factor()
        while let sign = take(anyOf: "*/") {
            let right = try factor()
            result = sign == "*" ? .product(result, right) : .quotient(result, right)
        }
        return result
    }

    private mutating func factor() throws(Problem) -> Expression {
        guard let token = tokens.popFirst() else {
            throw Problem(what: "something is missing at the end", remedy: "write a column or number there")
        }
        switch token {
        case .number(let number): return .number(number)
        case .sign("-"): return .negative(try signed())
        case .sign("("):
            let inner = try sum()
            try expect(")")
            return inner
        case .sign(let sign):
            throw Problem(
                what: "\(quoted(String(sign))) stands where a value is needed", remedy: "write a column or number there"
            )
        case .name("rate"): return try rate()
        case .name("either"): return try either()
        case .name("log10"): return try logarithm()
        case .name(let name): return try column(name)
        }
    }

    /// What stands behind a minus: another minus counts towards the depth.
    private mutating func signed() throws(Problem) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ExpressionParser.depthLimit else {
            throw Problem(what: "too many signs in a row", remedy: "write one")
        }
        return try factor()
    }

    private mutating func rate() throws(Problem) -> Expression {
        try expect("(")
        guard case .name(let name)? = tokens.popFirst() else {
            throw Problem(what: "rate() needs a column", remedy: "write rate(inOctets)")
        }
        let place = try place(of: name)
        guard [.counter32, .counter64].contains(columns[place].column.measure) else {
            throw Problem(what: "\(quoted(name)) is no counter", remedy: "write it without rate()")
        }
        try expect(")")
        return .rate(place)
    }

    private mutating func logarithm() throws(Problem) -> Expression {
        try expect("(")
        let operand = try sum()
        try expect(")")
        return .logarithm(operand)
    }

    private mutating func either() throws(Problem) -> Expression {
        try expect("(")
        var choices = [try sum()]
        while take(anyOf: ",") != nil { choices.append(try sum()) }
        try expect(")")
        guard choices.count > 1, let last = choices.popLast() else {
            throw Problem(what: "either() needs two values", remedy: "write either(a, b)")
        }
        return choices.reversed().reduce(last) { .either($1, $0) }
    }

    private func column(_ name: String) throws(Problem) -> Expression {
        let place = try place(of: name)
        if case .computed(let expression) = columns[place].source { return expression }
        guard ![.counter32, .counter64].contains(columns[place].column.measure) else {
            throw Problem(what: "the counter \(quoted(name)) only tells by its rate", remedy: "write rate(\(name))")
        }
        return .column(place)
    }

    private func place(of name: String) throws(Problem) -> Int {
        if let place = columns.firstIndex(where: { $0.column.name == name }) { return place }
        let known = columns.map(\.column.name)
        throw Problem(
            what: "there is no column \(quoted(name)) above",
            remedy: remedy(for: name, among: known, otherwise: "there are \(listed(known))"))
    }

    private mutating func take(anyOf signs: String) -> Character? {
        guard case .sign(let sign)? = tokens.first, signs.contains(sign) else { return nil }
        tokens.removeFirst()
        return sign
    }

    private mutating func expect(_ sign: Character) throws(Problem) {
        guard take(anyOf: String(sign)) != nil else {
            throw Problem(what: "a \(quoted(String(sign))) is missing", remedy: "write it")
        }
    }
}
