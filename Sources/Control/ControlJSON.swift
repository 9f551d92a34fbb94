import FoundationEssentials
import Model

/// JSON as it goes over the socket and into the snapshot: keys sorted, times as ISO 8601 in UTC, nothing in it that
/// could steer a terminal.
public enum ControlJSON {
    /// The value as one line of JSON without a line end.
    ///
    /// Numbers that JSON has no word for (a device can give them) are the strings `nan`, `inf` and `-inf`. Only a
    /// value that cannot be encoded at all throws.
    public static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return inert(Array(try encoder.encode(value)))
    }

    /// The value that the bytes say.
    public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(ControlError) -> Value {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            throw .malformed("\(type): \(explained(error))")
        }
    }

    /// JSON escapes what is below U+0020 only. Other controls, bidi overrides and the like come from devices too and
    /// would reach the terminal of whoever uses curl: they are written as `\uXXXX`, which means the same.
    private static func inert(_ json: [UInt8]) -> [UInt8] {
        guard json.contains(where: { $0 >= 0x7f }) else { return json }
        let text = String(decoding: json, as: UTF8.self)
        guard text.unicodeScalars.contains(where: steersOutput) else { return json }
        var result: [UInt8] = []
        result.reserveCapacity(json.count + 64)
        for scalar in text.unicodeScalars {
            if steersOutput(scalar) {
                for unit in String(scalar).utf16 {
                    let hex = String(unit, radix: 16)
                    result += "\\u\(String(repeating: "0", count: 4 - hex.count))\(hex)".utf8
                }
            } else {
                result += String(scalar).utf8
            }
        }
        return result
    }

    private static func steersOutput(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x7f else { return false }
        let text = String(scalar)
        return text.visible() != text
    }

    private static func explained(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        let (context, what): (DecodingError.Context, String) =
            switch error {
            case .keyNotFound(let key, let context): (context, "\(key.stringValue) is missing")
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                (context, context.debugDescription)
            @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "\(error)")
            }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        return path.isEmpty ? what : "\(path): \(what)"
    }
}
