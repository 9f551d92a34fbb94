/// What is judged about a host; a column of the screen. Declared in the order of the columns.
public enum Aspect: String, Sendable, Codable, CaseIterable, Hashable {
    case reach, disk, memory, cpu, io, services, hardware, updates, traffic, wireless, link, backup
}

extension Aspect: Comparable {
    /// The place of its column on the screen, from 0.
    public var column: Int {
        switch self {
        case .reach: 0
        case .disk: 1
        case .memory: 2
        case .cpu: 3
        case .io: 4
        case .services: 5
        case .hardware: 6
        case .updates: 7
        case .traffic: 8
        case .wireless: 9
        case .link: 10
        case .backup: 11
        }
    }

    public static func < (left: Aspect, right: Aspect) -> Bool {
        left.column < right.column
    }
}
