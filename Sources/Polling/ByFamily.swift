import Platform

/// One thing for each version of IP, found without hashing.
struct ByFamily<Value> {
    private var v4: Value?
    private var v6: Value?

    init() {}

    subscript(family: AddressFamily) -> Value? {
        get {
            switch family {
            case .v4: v4
            case .v6: v6
            }
        }
        set {
            switch family {
            case .v4: v4 = newValue
            case .v6: v6 = newValue
            }
        }
    }

    /// Those that are there.
    var all: [Value] {
        switch (v4, v6) {
        case (let v4?, let v6?): [v4, v6]
        case (let one?, nil), (nil, let one?): [one]
        case (nil, nil): []
        }
    }
}
