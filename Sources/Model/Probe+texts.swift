extension Probe {
    /// Where a text of a row stands: in a cell of the row, in one of another table's row, or in its own instance.
    public struct TextSource: Sendable, Hashable {
        public indirect enum Origin: Sendable, Hashable {
            case column(OID, at: Place)
            /// Part of the row's instance; `nil`: all of it.
            case instance(Part?)
            case constant(String)
            /// One behind the other; nothing where one of them is missing.
            case joined([TextSource], separator: String)
        }

        /// Which row of the column's table.
        public indirect enum Place: Sendable, Hashable {
            /// That with the same instance.
            case row
            /// That whose instance is part of this one, with `suffix` behind it.
            case part(Part, suffix: OID)
            /// That which another text of this row names: by a number, or by an OID that ends with it.
            case cell(TextSource)
        }

        /// Sub-identifiers of an instance, counted from 1, from its end where negative: -1 is the last.
        public struct Part: Sendable, Hashable {
            public var first: Int
            public var last: Int

            public init(first: Int, last: Int) {
                self.first = first
                self.last = last
            }
        }

        /// What octets or sub-identifiers are written as.
        public enum Form: String, Sendable, Hashable, CaseIterable {
            /// Strings as UTF-8, numbers in decimal, OIDs and instances with dots.
            case plain
            /// Sub-identifiers as the characters of a string.
            case string
            /// `00:1a:1e:…`
            case mac
            /// Octets in hexadecimal, without anything between.
            case hex
            /// IPv4 or IPv6.
            case ip
            /// The length of the prefix that an address mask stands for.
            case prefix
        }

        public var origin: Origin
        public var form: Form
        /// A regular expression whose first group (or whole match) is the text; nothing where it does not match.
        public var pattern: String?

        public init(_ origin: Origin, form: Form = .plain, pattern: String? = nil) {
            self.origin = origin
            self.form = form
            self.pattern = pattern
        }

        /// The cell of the row in a column.
        public init(_ column: OID) {
            self.init(.column(column, at: .row))
        }
    }
}

extension Probe.TextSource: ExpressibleByArrayLiteral {
    /// A column.
    public init(arrayLiteral elements: UInt32...) {
        self.init(OID(elements))
    }
}

extension Probe.TextSource {
    /// The columns to walk for it.
    public var columns: [OID] {
        switch origin {
        case .column(let column, .cell(let cell)): [column] + cell.columns
        case .column(let column, .row), .column(let column, .part): [column]
        case .joined(let sources, _): sources.flatMap(\.columns)
        case .instance, .constant: []
        }
    }
}
