public import Model

/// Walks one subtree, or the columns of a table side by side, by GETNEXT (v1) or GETBULK (v2c).
///
/// `next()` says what to ask, `take(_:)` what came of it; a request that got no answer is asked again by calling
/// `next()` once more. Whatever an agent sends, every answer brings the walk forward or ends it.
public struct Walk: Hashable, Sendable {
    /// Why a column ended.
    public enum Ending: Hashable, Sendable {
        /// The agent has nothing behind (RFC 3416 §3; any exception is taken for it).
        case endOfMibView
        /// The next name is outside: the ordinary end.
        case leftSubtree
        /// The end as SNMPv1 says it (RFC 1157 §4.1.3).
        case noSuchName
        /// The agent went backwards or round in circles; what it had behind this name cannot be reached.
        case notIncreasing(previous: OID, received: OID)
        case rowLimit
        /// Not even one binding was small enough.
        case tooBig
        /// Another error-status.
        case error(status: Int32, at: OID)
        /// An answer without bindings and without an error.
        case emptyResponse
    }

    /// One subtree on its way.
    fileprivate struct Column: Hashable, Sendable {
        let root: OID
        var last: OID
        var rows = 0
        var ending: Ending?
    }

    private let version: Version
    private let maximumRows: Int
    private var columns: [Column]
    /// Most bindings that a response may have, shared among the columns asked; halved by tooBig. Lower it when answers
    /// stay away; below 1 it is 1.
    public var maximumBindings: Int {
        didSet { maximumBindings = max(1, maximumBindings) }
    }
    /// Whether the agent hides which of several columns an error is about.
    private var asksOneByOne = false
    /// The columns of the last request, by position.
    private var asked: [Int] = []

    /// - Parameters:
    ///   - columns: roots of the subtrees; each is walked to its own end.
    ///   - maximumBindings: of one response, shared among the columns that are asked.
    ///   - maximumRows: of each column, after which it ends with `rowLimit`.
    public init(columns: [OID], version: Version, maximumBindings: Int, maximumRows: Int = 100_000) {
        self.version = version
        self.maximumRows = maximumRows
        self.columns = columns.map { Column(root: $0, last: $0) }
        self.maximumBindings = max(1, maximumBindings)
    }

    /// One subtree.
    public init(subtree: OID, version: Version, maximumBindings: Int, maximumRows: Int = 100_000) {
        self.init(
            columns: [subtree], version: version, maximumBindings: maximumBindings, maximumRows: maximumRows)
    }

    public var isFinished: Bool { columns.allSatisfy { $0.ending != nil } }

    /// Why each column ended, in their order; `nil` for one that has not.
    public var endings: [Ending?] { columns.map(\.ending) }

    /// What to ask now, `nil` when all columns have ended.
    public mutating func next() -> Request? {
        let open = columns.indices.filter { columns[$0].ending == nil }
        asked = Array(open.prefix(asksOneByOne ? 1 : maximumBindings))
        guard !asked.isEmpty else { return nil }
        let names = asked.map { columns[$0].last }
        guard repetitions > 1 else { return Request(.getNext, names) }
        return Request(.getBulk(nonRepeaters: 0, maxRepetitions: repetitions), names)
    }

    /// Successors of each column in one response. SNMPv1 knows only one.
    private var repetitions: Int {
        version == .v1 ? 1 : max(1, maximumBindings / max(1, asked.count))
    }

    /// Takes the response to the last request and gives what belongs to the walk, in the agent's order: row by row
    /// where several columns were asked. A second response to the same request is ignored.
    public mutating func take(_ response: PDU) -> [VariableBinding] {
        guard !asked.isEmpty else { return [] }
        defer { asked = [] }
        guard response.errorStatus == 0 else {
            fail(status: response.errorStatus, index: response.errorIndex)
            return []
        }
        guard !response.bindings.isEmpty else {
            for column in asked { columns[column].ending = .emptyResponse }
            return []
        }
        var taken: [VariableBinding] = []
        taken.reserveCapacity(response.bindings.count)
        for (position, binding) in response.bindings.enumerated() {
            if columns[asked[position % asked.count]].take(binding, maximumRows: maximumRows) {
                taken.append(binding)
            }
        }
        return taken
    }

    private mutating func fail(status: Int32, index: Int32) {
        if status == ErrorStatus.tooBig.rawValue {
            let bindings = asked.count * repetitions
            if bindings > 1 {
                maximumBindings = bindings / 2
            } else {
                columns[asked[0]].ending = .tooBig
            }
            return
        }
        let position = Int(index) - 1
        if asked.count > 1, !asked.indices.contains(position) {
            // The agent does not say which column it means: ask them one by one.
            asksOneByOne = true
            return
        }
        let column = asked.count == 1 ? asked[0] : asked[position]
        columns[column].ending =
            status == ErrorStatus.noSuchName.rawValue
            ? .noSuchName : .error(status: status, at: columns[column].last)
    }
}

extension Walk.Column {
    /// Whether the binding is this column's next value; if not, the column has ended.
    fileprivate mutating func take(_ binding: VariableBinding, maximumRows: Int) -> Bool {
        guard ending == nil else { return false }
        switch binding.value {
        case .endOfMibView, .noSuchObject, .noSuchInstance:
            ending = .endOfMibView
            return false
        default: break
        }
        guard binding.name > last else {
            ending = .notIncreasing(previous: last, received: binding.name)
            return false
        }
        guard binding.name.hasPrefix(root) else {
            ending = .leftSubtree
            return false
        }
        last = binding.name
        rows += 1
        if rows >= maximumRows { ending = .rowLimit }
        return true
    }
}
