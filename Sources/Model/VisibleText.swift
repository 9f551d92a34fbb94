extension StringProtocol {
    /// The text with everything made visible that could steer a terminal, a mail header or the direction of writing:
    /// C0 and C1 controls, DEL, bidi controls, line separators, zero-width and tag characters stand as `\u{202E}`,
    /// and at most `limit` characters of it. Every device string passes through here before a person sees it.
    public func visible(limit: Int = 255) -> String {
        var result = ""
        var count = 0
        for scalar in unicodeScalars {
            guard count < limit else {
                result += "…"
                break
            }
            count += 1
            if scalar.steersOutput {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    /// Controls, format characters (bidi overrides and isolates among them), line and paragraph separators, private use
    /// and unassigned planes' tags.
    fileprivate var steersOutput: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        default: false
        }
    }
}
