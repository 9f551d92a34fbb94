extension Unicode.Scalar {
    /// How many columns a terminal gives to it: 0 for marks that sit on another character, 2 for East Asian wide and
    /// emoji, else 1. Ambiguous ones (■ ▲ ●) count 1, as in every locale but the East Asian ones.
    /// Source: Unicode Standard Annex #11, EastAsianWidth.txt; neighbouring wide blocks are drawn together.
    var columns: Int {
        guard value >= 0x300 else { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        // The vowels and finals of Hangul join the consonant before them.
        if (0x1160...0x11FF).contains(value) { return 0 }
        return Unicode.Scalar.wideBlocks.contains { $0.contains(value) } ? 2 : 1
    }

    private static let wideBlocks: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3,
        0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F, 0x2693...0x2693, 0x26A1...0x26A1,
        0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA,
        0x26F2...0x26F3, 0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B,
        0x2728...0x2728, 0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
        0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55, 0x2E80...0x303E,
        0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F004...0x1F004,
        0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F64F,
        0x1F680...0x1F6FF, 0x1F7E0...0x1F7EB, 0x1F90C...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
    ]
}

extension Character {
    /// How many columns a terminal gives to it; 0 for a mark with nothing to sit on.
    var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}

extension StringProtocol {
    /// How many columns a terminal gives to it.
    var columns: Int { reduce(0) { $0 + $1.columns } }

    /// As much of it as fits into `width` columns; where something is cut off, the last column is an ellipsis.
    func clipped(to width: Int) -> String {
        guard columns > width else { return String(self) }
        guard width > 0 else { return "" }
        var result = ""
        var used = 0
        for character in self {
            guard used + character.columns <= width - 1 else { break }
            used += character.columns
            result.append(character)
        }
        return result + "…"
    }
}

extension StringProtocol {
    /// The text in lines of at most `width` columns, broken at spaces; the last of `limit` lines takes all that is left.
    func wrapped(to width: Int, atMost limit: Int) -> [String] {
        var lines: [String] = []
        for word in split(separator: " ") {
            let isFull = lines.last.map { $0.columns + 1 + word.columns > width } ?? true
            if isFull, lines.count < limit {
                lines.append(String(word))
            } else {
                lines[lines.count - 1] += " " + word
            }
        }
        return lines
    }
}
