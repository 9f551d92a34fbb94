import Model

extension Line {
    /// The line as text for a report: without the spaces at its end, in colours only where a terminal shows them.
    func text(inColour: Bool) -> String {
        var result = ""
        for piece in pieces {
            let code = inColour ? piece.style.selectGraphicRendition : ""
            result += code.isEmpty ? piece.text : "\u{1B}[\(code)m\(piece.text)\u{1B}[0m"
        }
        while result.last == " " { result.removeLast() }
        return result
    }
}

extension Style {
    /// The parameters of ECMA-48 SGR (§8.3.117); empty for the terminal's own look.
    fileprivate var selectGraphicRendition: String {
        var codes: [String] = []
        if isBold { codes.append("1") }
        if isDim { codes.append("2") }
        if isReversed { codes.append("7") }
        switch role {
        case .text: break
        case .muted: codes.append("90")
        case .light(.red): codes.append("31")
        case .light(.yellow): codes.append("33")
        case .light(.green): codes.append("32")
        case .light(.blue): codes.append("34")
        case .light(.grey): codes.append("37")
        }
        return codes.joined(separator: ";")
    }
}
